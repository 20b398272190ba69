using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Calls;

/// <summary>Puts the closing of an open call off, and tells everybody who has begun a proposal.</summary>
/// <param name="Version">The version of the call that the page was loaded with.</param>
/// <param name="Closes">Day and hour in the call's zone.</param>
/// <param name="Reason">What those are told who have begun a proposal.</param>
public sealed record ExtendCall(int CallId, int Version, DateTime Closes, string Reason);

/// <inheritdoc cref="ExtendCall"/>
public sealed class ExtendCallHandler(PhdTrackerDb db, CallPeople calls, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such call for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, and those of <see cref="Call.Extend"/>.</exception>
    public async Task<Call> HandleAsync(ExtendCall command, Person by, CancellationToken ct)
    {
        var call = await calls.ForOfficeAsync(command.CallId, command.Version, by, ct);
        call.Extend(command.Closes, command.Reason, clock.UtcNow());
        var offices = (await calls.OfficesAsync(call.Programme, ct)).Select(o => o.Person).Where(p => p.Id != by.Id);
        foreach (var person in (await calls.DraftersAsync(call.Id, ct)).Union(offices).DistinctBy(p => p.Id))
            notifier.Tell(person, "CallExtended", $"/calls/{call.Id}", null, call.NameIn(Texts.For(person.Language)), new Moment(call.ClosesAt!.Value, call.Zones), call.ExtensionReason);
        db.Record(CaseKey.Programme(call.ProgrammeId), new Act(nameof(ExtendCall), by.Id, SubjectKind: nameof(Call), SubjectId: call.Id, Comment: call.ExtensionReason));
        await db.SaveChangesAsync(ct);
        return call;
    }
}
