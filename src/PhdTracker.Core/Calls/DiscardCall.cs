using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Calls;

/// <summary>Throws a draft of a call away. A call that was published is never removed.</summary>
/// <param name="Version">The version of the call that the page was loaded with.</param>
public sealed record DiscardCall(int CallId, int Version);

/// <inheritdoc cref="DiscardCall"/>
public sealed class DiscardCallHandler(PhdTrackerDb db, CallPeople calls, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such call for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>CallNotADraft</c>.</exception>
    public async Task HandleAsync(DiscardCall command, Person by, CancellationToken ct)
    {
        var call = await calls.ForOfficeAsync(command.CallId, command.Version, by, ct);
        if (call.StateAt(clock.UtcNow()) != CallState.Draft || await db.Proposals.AnyAsync(p => p.CallId == call.Id, ct))
            throw new DomainRuleException("CallNotADraft");
        db.Calls.Remove(call);
        db.Record(CaseKey.Programme(call.ProgrammeId), new Act(nameof(DiscardCall), by.Id, SubjectKind: nameof(Call), SubjectId: call.Id));
        await db.SaveChangesAsync(ct);
    }
}
