using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Routes;

/// <summary>The approval routes: what each is for, which version starts, how many cases run on it, and what waits to be published.</summary>
public sealed class IndexModel(CurrentPerson me, RouteVersions versions) : PageModel
{
    private const int PageSize = 25;

    public IReadOnlyList<RouteSummary> Routes { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, PageSize, 0);
    public bool MayDraft { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var access = await me.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewRoutes))
            throw new NotFoundException();
        MayDraft = access.MayAnywhere(Permission.DraftRoutes);
        // From the query itself: for Razor Pages "page" is the page's own name.
        var page = int.TryParse(Request.Query["page"], CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, 10_000) : 1;
        (Routes, var total) = await versions.PageAsync(page, PageSize, ct);
        Pager = new Pager(page, PageSize, total);
    }
}
