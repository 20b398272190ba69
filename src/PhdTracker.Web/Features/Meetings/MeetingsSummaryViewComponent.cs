using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.People;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Meetings;

/// <summary>The meetings of a project or of a candidature on its page.</summary>
/// <param name="Query">Names the project and the candidature, for links.</param>
public sealed record MeetingsInShort(MeetingSummary Summary, string Query, bool MayPlan, DateTime Now);

/// <summary>The next meeting, the last one and what is still to be done; nothing for those who may not see meetings.</summary>
public sealed class MeetingsSummaryViewComponent(CurrentPerson current, PhdTrackerDb db, MeetingReader meetings, TimeProvider clock) : ViewComponent
{
    /// <param name="candidatureId">Of one student; null for the whole project.</param>
    public async Task<IViewComponentResult> InvokeAsync(int projectId, int? candidatureId = null)
    {
        var ct = HttpContext.RequestAborted;
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewMeetings))
            return Content("");
        var mayPlan = await MeetingBook.Holdable(db, access).AnyAsync(p => p.Id == projectId, ct);
        var summary = await meetings.SummaryAsync(projectId, candidatureId, access, ct);
        if (summary.All == 0 && !mayPlan)
            return Content("");
        var query = FormattableString.Invariant($"?project={projectId}") + (candidatureId is { } id ? FormattableString.Invariant($"&candidature={id}") : "");
        return View(new MeetingsInShort(summary, query, mayPlan, clock.UtcNow()));
    }
}
