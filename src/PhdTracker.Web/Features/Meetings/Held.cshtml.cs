using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Meetings;

/// <summary>Records a meeting that took place without having been planned here.</summary>
public sealed class HeldModel(CurrentPerson current, PhdTrackerDb db, MeetingBook book, Texts texts, TimeProvider clock) : NewMeetingModel(current, db, book, texts, clock)
{
    private readonly CurrentPerson _current = current;

    public override bool IsHeld => true;

    public async Task<IActionResult> OnPostAsync([FromServices] RecordMeetingHandler record, CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        if (!IsComplete())
            return Page();
        var meeting = await record.HandleAsync(new RecordHeldMeeting(ProjectId!.Value, Typed, Notes), await _current.PersonAsync(ct), ct);
        this.Done(Texts["Meetings.RecordDone"]);
        return LocalRedirect($"/meetings/{Text(meeting.Id)}");
    }
}
