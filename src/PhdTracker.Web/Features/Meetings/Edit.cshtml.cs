using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Meetings;

/// <summary>Changes a planned meeting.</summary>
public sealed class EditModel(CurrentPerson current, MeetingReader meetings, MeetingBook book, Texts texts, TimeProvider clock) : KnownMeetingModel(current, meetings, book, texts, clock)
{
    private readonly CurrentPerson _current = current;

    public override bool IsHeld => false;

    public async Task<IActionResult> OnPostAsync([FromServices] ChangeMeetingHandler change, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!IsComplete())
            return Page();
        await change.HandleAsync(new ChangeMeeting(Id, Version, Typed), await _current.PersonAsync(ct), ct);
        this.Done(Texts["Meetings.EditDone"]);
        return LocalRedirect(Back);
    }

    protected override bool IsFor(Meeting meeting) => meeting.State == MeetingState.Planned;
}
