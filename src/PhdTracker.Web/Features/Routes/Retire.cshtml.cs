using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Routes;

/// <summary>Retires a route, so that nothing starts on it any more.</summary>
public sealed class RetireModel(CurrentPerson me, PhdTrackerDb db, RouteVersions versions, Texts texts) : PageModel, IShowAgain
{
    [FromRoute(Name = "id")]
    public string RouteId { get; set; } = "";

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The version that starts, as this page was loaded with it.</summary>
    [BindProperty]
    public int Current { get; set; }

    /// <summary>The hash of its content.</summary>
    [BindProperty]
    public string Seen { get; set; } = "";

    public RouteSummary Route { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        return Route.Current is null ? LocalRedirect($"/routes/{RouteId}") : Page();
    }

    public async Task<IActionResult> OnPostAsync([FromServices] RetireRouteHandler retire, CancellationToken ct)
    {
        await retire.HandleAsync(new RetireRoute(RouteId, Current, Seen, Reason ?? ""), await me.PersonAsync(ct), ct);
        this.Done(texts["Routes.RetiredDone"]);
        return LocalRedirect($"/routes/{RouteId}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        if (!(await me.AccessAsync(cancellation)).MayAnywhere(Permission.PublishRoutes))
            throw new NotFoundException();
        Route = await versions.OfAsync(RouteId, cancellation) ?? throw new NotFoundException();
        Current = Route.Current?.Number ?? 0;
        Seen = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == RouteId && d.DefinitionVersion == Current).Select(d => d.ContentHash).SingleOrDefaultAsync(cancellation) ?? "";
        // Sent again, the form is about the version that is shown now.
        ModelState.Remove(nameof(Current));
        ModelState.Remove(nameof(Seen));
    }
}
