using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
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
public sealed record ChangeRequestsSummary(int CandidatureId, IReadOnlyList<ChangeRequestLine> Open, bool HasOthers, IReadOnlyList<PathwayStay> Stays, bool MayAsk);

/// <summary>What is being decided about a candidature, its stays, and the way to ask for something.</summary>
public sealed class ChangeRequestsSummaryViewComponent(CurrentPerson current, ChangeRequestViews views, TimeProvider clock) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Pathway pathway)
    {
        var ct = HttpContext.RequestAborted;
        var access = await current.AccessAsync(ct);
        var lines = await views.LinesAsync(pathway.Id, access, ct);
        var mayAsk = !pathway.IsClosed && access.May(Permission.RequestChanges, pathway.Scope);
        var today = clock.Today();
        return View(new ChangeRequestsSummary(pathway.Id, [.. lines.Where(l => !l.IsOver || l.IsAheadOn(today))], lines.Any(l => l.IsOver), pathway.Stays, mayAsk));
    }
}
