using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.People;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.ChangeRequests;

/// <summary>A request in full, read-only, as far as the reader may see it: ready to be decided on.</summary>
public sealed class ChangeRequestCaseViewComponent(CurrentPerson current, ChangeRequestViews views) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(int id) =>
        View(await views.ReadAsync(id, await current.AccessAsync(HttpContext.RequestAborted), HttpContext.RequestAborted));
}

/// <summary>The requests and stays of a candidature on its own pages.</summary>
/// <param name="MayAsk">The reader is the student or the home office, and there is something to ask for.</param>
public sealed record ChangeRequestsSummary(int CandidatureId, IReadOnlyList<ChangeRequestLine> Open, bool HasOthers, IReadOnlyList<StayLine> Stays, bool MayAsk);

/// <summary>What is being decided about a candidature, its stays, and the way to ask for something.</summary>
public sealed class ChangeRequestsSummaryViewComponent(CurrentPerson current, ChangeRequestViews views) : ViewComponent
{
    /// <param name="candidatureId">Of somebody whose pathway the reader may see.</param>
    /// <param name="scope">Of the same candidature.</param>
    /// <param name="isClosed">Whether the student has finished or left.</param>
    public async Task<IViewComponentResult> InvokeAsync(int candidatureId, CaseScope scope, bool isClosed)
    {
        var ct = HttpContext.RequestAborted;
        var access = await current.AccessAsync(ct);
        var lines = await views.LinesAsync(candidatureId, access, ct);
        var mayAsk = !isClosed && access.May(Permission.RequestChanges, scope);
        return View(new ChangeRequestsSummary(candidatureId, [.. lines.Where(l => !l.IsOver)], lines.Any(l => l.IsOver), await views.StaysAsync(candidatureId, ct), mayAsk));
    }
}
