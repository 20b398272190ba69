using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Meetings;

/// <summary>Tells people of meetings, from the day on which their programme is live; their calendars do the rest.</summary>
public sealed class MeetingMails(PhdTrackerDb db, Notifier notifier, TimeProvider clock)
{
    /// <summary>What a plan or a change of it means for those concerned, in the transaction of the coming save.</summary>
    public async Task TellAsync(Meeting meeting, MeetingChange change, Person by, CancellationToken ct)
    {
        var people = await PeopleAsync(meeting, [.. change.Joined, .. change.Stayed, .. change.Left], by, ct);
        db.OnceSaved(() =>
        {
            foreach (var person in people.Where(p => change.Joined.Contains(p.Id)))
                notifier.Tell(person, "MeetingPlanned", Path(meeting), null, Words(meeting, person, by));
            foreach (var person in people.Where(p => change.Moved && change.Stayed.Contains(p.Id)))
                notifier.Tell(person, "MeetingChanged", Path(meeting), null, Words(meeting, person, by));
            // They may not see its page any more.
            foreach (var person in people.Where(p => change.Left.Contains(p.Id)))
                notifier.Tell(person, "MeetingWithoutYou", "/meetings", null, Words(meeting, person, by));
        });
    }

    /// <summary>It does not take place.</summary>
    public async Task TellCancelledAsync(Meeting meeting, Person by, CancellationToken ct)
    {
        foreach (var person in await PeopleAsync(meeting, [.. meeting.Participants.Select(p => p.PersonId)], by, ct))
        {
            var texts = Texts.For(person.Language);
            notifier.Tell(person, "MeetingCancelled", Path(meeting), null, [.. Words(meeting, person, by), meeting.CancelReason.Length > 0 ? meeting.CancelReason : texts["Meetings.NoReason"]]);
        }
    }

    private async Task<List<Person>> PeopleAsync(Meeting meeting, IReadOnlyCollection<int> ids, Person by, CancellationToken ct) =>
        meeting.Project.Programme.GoLiveOn <= clock.Today() ? await db.Users.Where(p => ids.Contains(p.Id) && p.Id != by.Id).ToListAsync(ct) : [];

    private static string Path(Meeting meeting) => FormattableString.Invariant($"/meetings/{meeting.Id}");

    private static object[] Words(Meeting meeting, Person reader, Person by)
    {
        var texts = Texts.For(reader.Language);
        return [meeting.TitleIn(texts), When(meeting), meeting.Place.Length > 0 ? meeting.Place : texts["Meetings.PlaceOpen"], by.DisplayName, meeting.Project.Code];
    }

    /// <summary>On the clocks of all sides. The project must be loaded with them.</summary>
    public static Moment When(Meeting meeting) =>
        new(meeting.StartsAt, [.. meeting.Project.Studentships.OrderBy(s => s.PartyId).Select(s => s.Party.Institution.TimeZone).Prepend(meeting.Zone).Distinct()]);
}
