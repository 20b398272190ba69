using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Meetings;

/// <summary>Plans a meeting.</summary>
public sealed class PlanModel(CurrentPerson current, PhdTrackerDb db, MeetingBook book, Texts texts, TimeProvider clock) : NewMeetingModel(current, db, book, texts, clock)
{
    private readonly CurrentPerson _current = current;

    public override bool IsHeld => false;

    public async Task<IActionResult> OnPostAsync([FromServices] PlanMeetingHandler plan, CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        if (!IsComplete())
            return Page();
        var meeting = await plan.HandleAsync(new PlanMeeting(ProjectId!.Value, Typed), await _current.PersonAsync(ct), ct);
        this.Done(Texts["Meetings.PlanDone", Texts.Moment(MeetingMails.When(meeting))]);
        return LocalRedirect($"/meetings/{Text(meeting.Id)}");
    }
}
