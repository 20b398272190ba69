using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Calls;

/// <summary>
/// Tells people that a call closes within a week or has closed, each of it once. A call is closed by the clock, whether this ran or not.
/// Each call in a transaction of its own; safe to run twice.
/// </summary>
public sealed class CloseCallsHandler(PhdTrackerDb db, CallPeople people, Notifier notifier, TimeProvider clock, ILogger<CloseCallsHandler> logger)
{
    /// <summary>How long before the closing those are reminded who have begun a proposal.</summary>
    public static readonly TimeSpan ReminderBefore = TimeSpan.FromDays(7);

    /// <returns>How many mails were written.</returns>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var soon = now + ReminderBefore;
        var due = await db.Calls.AsNoTracking().Where(c => c.AnnouncedAt != null && c.ClosesAt != null && c.OpensAt <= now && c.ClosesAt <= soon && c.ClosingToldAt == null)
            .OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
        var written = 0;
        foreach (var id in due)
        {
            try
            {
                written += await TellAsync(id, now, ct);
            }
            catch (DbUpdateException lost)
            {
                logger.LogInformation(lost, "A call was changed while its closing was told; the next run tells it");
            }
            finally
            {
                db.StartOver();
            }
        }
        return written;
    }

    private async Task<int> TellAsync(int callId, DateTime now, CancellationToken ct)
    {
        var call = await CallPeople.WithSides(db.Calls).SingleAsync(c => c.Id == callId, ct);
        if (call.ClosingToldAt is not null)
            return 0;
        var drafters = await people.DraftersAsync(callId, ct);
        if (call.IsOpenAt(now))
            return await RemindAsync(call, drafters, ct);
        foreach (var person in drafters)
            notifier.Tell(person, "CallClosedDraft", $"/calls/{callId}", Key("closed-draft", call, person), call.NameIn(Texts.For(person.Language)), Closing(call));
        var sent = await people.SentAsync(callId, ct);
        var offices = (await people.OfficesAsync(call.Programme, ct)).Select(o => o.Person).DistinctBy(p => p.Id).ToList();
        foreach (var office in offices)
            notifier.Tell(office, "CallClosedOffice", $"/calls/{callId}", Key("closed-office", call, office), call.NameIn(Texts.For(office.Language)), Closing(call), Texts.For(office.Language).Count("Calls.Proposals", sent));
        call.ClosingTold(now);
        db.Record(CaseKey.Programme(call.ProgrammeId), new Act("CloseCall", null, SubjectKind: nameof(Call), SubjectId: call.Id));
        await db.SaveChangesAsync(ct);
        return drafters.Count + offices.Count;
    }

    private async Task<int> RemindAsync(Call call, IReadOnlyList<Person> drafters, CancellationToken ct)
    {
        var keys = drafters.ToDictionary(p => Key("soon", call, p));
        var written = await db.Notifications.Where(n => n.Key != null && keys.Keys.Contains(n.Key)).Select(n => n.Key!).ToListAsync(ct);
        var fresh = keys.Where(k => !written.Contains(k.Key)).ToList();
        foreach (var (key, person) in fresh)
            notifier.Tell(person, "CallClosesSoon", $"/calls/{call.Id}", key, call.NameIn(Texts.For(person.Language)), Closing(call));
        await db.SaveChangesAsync(ct);
        return fresh.Count;
    }

    private static Moment Closing(Call call) => new(call.ClosesAt!.Value, call.Zones);

    /// <summary>A closing that is put off is told again.</summary>
    private static string Key(string what, Call call, Person person) => string.Create(CultureInfo.InvariantCulture, $"call:{what}:{call.Id}:{call.ClosesAt:yyyy-MM-ddTHH:mm}:{person.Id}");
}
