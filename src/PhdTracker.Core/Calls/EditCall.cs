using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Calls;

/// <summary>Changes a call that is not open yet.</summary>
/// <param name="Version">The version of the call that the page was loaded with.</param>
public sealed record EditCall(int CallId, int Version, CallDetails Details);

/// <inheritdoc cref="EditCall"/>
public sealed class EditCallHandler(PhdTrackerDb db, CallPeople calls, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such call for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>CallFromBefore</c>, and those of <see cref="Call.Plan"/>.</exception>
    public async Task HandleAsync(EditCall command, Person by, CancellationToken ct)
    {
        var call = await calls.ForOfficeAsync(command.CallId, command.Version, by, ct);
        if (call.StateAt(clock.UtcNow()) == CallState.Before)
            throw new DomainRuleException("CallFromBefore");
        call.Plan(CallSides.Of(command.Details, call.Programme), clock.UtcNow());
        db.Record(CaseKey.Programme(call.ProgrammeId), new Act(nameof(EditCall), by.Id, SubjectKind: nameof(Call), SubjectId: call.Id));
        await db.SaveChangesAsync(ct);
    }
}
