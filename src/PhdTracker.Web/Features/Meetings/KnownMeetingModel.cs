using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Web.Features.Calls;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Meetings;

/// <summary>A meeting that is known: its plan changes, or it is recorded. What it is about stays.</summary>
public abstract class KnownMeetingModel(CurrentPerson current, MeetingReader meetings, MeetingBook book, Texts texts, TimeProvider clock) : MeetingFormModel(texts, clock)
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>The version of the meeting that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public MeetingView Known { get; private set; } = null!;

    /// <summary>Whether somebody else saved the meeting since the page was opened: what is known now is shown beside what was typed.</summary>
    public bool IsSavedMeanwhile { get; private set; }
    public override string Back => $"/meetings/{Text(Id)}";

    /// <summary>Whether the meeting is one that this page is for.</summary>
    protected abstract bool IsFor(Meeting meeting);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        var meeting = Known.Meeting;
        if (!IsFor(meeting))
            return LocalRedirect(Back);
        var starts = WallClock.At(meeting.StartsAt, meeting.Zone);
        (Version, Kind, Subject, Place, Agenda, Notes) = (meeting.Version, meeting.Kind.ToString(), meeting.Subject, meeting.Place, meeting.Agenda, meeting.Notes);
        (On, At, Zone, Minutes) = (TypedTime.Day(starts), TypedTime.Hour(starts), meeting.Zone, Text(Known.Minutes));
        People = [.. meeting.Participants.Select(p => Text(p.PersonId))];
        return Page();
    }

    public override async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (Version == Known.Meeting.Version || ModelState.IsValid)
            return;
        // Sent again, the form is about the version that is shown now.
        (IsSavedMeanwhile, Version) = (true, Known.Meeting.Version);
        ModelState.Remove(nameof(Version));
    }

    protected async Task LoadAsync(CancellationToken ct)
    {
        Known = await meetings.ReadAsync(Id, await current.AccessAsync(ct), ct);
        if (!Known.MayChange)
            throw new NotFoundException();
        Choices = await book.PeopleOfAsync(Known.Meeting, ct);
        OfferZones(Known.When.Zones);
    }
}
