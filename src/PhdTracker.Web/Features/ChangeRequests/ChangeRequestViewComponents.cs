using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.ChangeRequests;

/// <summary>A request in full, read-only, as far as the reader may see it: ready to be decided on.</summary>
public sealed class ChangeRequestCaseViewComponent(CurrentPerson current, ChangeRequestViews views, WhatIf whatIf, Texts texts) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(int id)
    {
        var ct = HttpContext.RequestAborted;
        var request = await views.ReadAsync(id, await current.AccessAsync(ct), ct);
        if (!ChangeRequest.Undecided(request.State) || !WhatIf.Kinds.Contains(request.Kind))
            return View(new ChangeRequestCase(request));
        try
        {
            return View(new ChangeRequestCase(request, await whatIf.OfAsync(request, await current.PersonAsync(ct), ct)));
        }
        catch (DomainRuleException refused)
        {
            return View(new ChangeRequestCase(request, FitsNoMore: refused.In(texts)));
        }
    }
}

/// <param name="Dates">What it would do to the dates, while it is being decided; null where it moves none by a rule.</param>
/// <param name="FitsNoMore">Why it could not take effect today.</param>
public sealed record ChangeRequestCase(ChangeRequestView Request, WhatIfResult? Dates = null, string? FitsNoMore = null);

/// <summary>The requests and stays of a candidature on its own pages.</summary>
/// <param name="Open">What is being decided, and what was approved and is to come or under way.</param>
/// <param name="MayAsk">The reader is the student or the home office, and there is something to ask for.</param>
public sealed record ChangeRequestsSummary(int CandidatureId, IReadOnlyList<ChangeRequestLine> Open, bool HasOthers, IReadOnlyList<StayLine> Stays, bool MayAsk);

/// <summary>What is being decided about a candidature, its stays, and the way to ask for something.</summary>
public sealed class ChangeRequestsSummaryViewComponent(CurrentPerson current, ChangeRequestViews views, TimeProvider clock) : ViewComponent
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
        var today = clock.Today();
        return View(new ChangeRequestsSummary(candidatureId, [.. lines.Where(l => !l.IsOver || l.IsAheadOn(today))], lines.Any(l => l.IsOver), await views.StaysAsync(candidatureId, ct), mayAsk));
    }
}
