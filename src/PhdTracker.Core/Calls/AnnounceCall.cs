using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Calls;

/// <summary>Publishes a drafted call: everybody sees it, and it opens and closes by itself.</summary>
/// <param name="Version">The version of the call that the page was loaded with.</param>
public sealed record AnnounceCall(int CallId, int Version);

/// <inheritdoc cref="AnnounceCall"/>
public sealed class AnnounceCallHandler(PhdTrackerDb db, CallPeople calls, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such call for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, and those of <see cref="Call.Announce"/>.</exception>
    public async Task<Call> HandleAsync(AnnounceCall command, Person by, CancellationToken ct)
    {
        var call = await calls.ForOfficeAsync(command.CallId, command.Version, by, ct);
        call.Announce(clock.UtcNow());
        foreach (var (_, person) in (await calls.OfficesAsync(call.Programme, ct)).Where(o => o.Person.Id != by.Id))
            notifier.Tell(person, "CallAnnounced", $"/calls/{call.Id}", null, call.NameIn(Texts.For(person.Language)), by.DisplayName, new Moment(call.OpensAt!.Value, call.Zones), new Moment(call.ClosesAt!.Value, call.Zones));
        db.Record(CaseKey.Programme(call.ProgrammeId), new Act(nameof(AnnounceCall), by.Id, SubjectKind: nameof(Call), SubjectId: call.Id));
        await db.SaveChangesAsync(ct);
        return call;
    }
}
