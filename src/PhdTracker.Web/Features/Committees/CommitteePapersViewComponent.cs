using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Committees;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Committees;

/// <summary>What committees wrote about a milestone, as far as the reader may read it, and what they concluded. Nothing where there is nothing.</summary>
public sealed class CommitteePapersViewComponent(CommitteePapers papers, CurrentPerson current) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(int milestoneId)
    {
        var ct = HttpContext.RequestAborted;
        return View((await papers.OfAsync(milestoneId, await current.AccessAsync(ct), ct), await papers.OpinionAsync(milestoneId, ct)));
    }
}
