using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Meetings;

/// <summary>Records that a planned meeting took place, with what was said; or corrects what was recorded.</summary>
public sealed class RecordModel(CurrentPerson current, MeetingReader meetings, MeetingBook book, Texts texts, TimeProvider clock) : KnownMeetingModel(current, meetings, book, texts, clock)
{
    private readonly CurrentPerson _current = current;

    public override bool IsHeld => true;

    public async Task<IActionResult> OnPostAsync([FromServices] RecordMeetingHandler record, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!IsComplete())
            return Page();
        await record.HandleAsync(new RecordMeeting(Id, Version, Typed, Notes), await _current.PersonAsync(ct), ct);
        this.Done(Texts["Meetings.RecordDone"]);
        return LocalRedirect(Back);
    }

    protected override bool IsFor(Meeting meeting) => meeting.State == MeetingState.Held || (meeting.State == MeetingState.Planned && meeting.StartsAt <= Now);
}
