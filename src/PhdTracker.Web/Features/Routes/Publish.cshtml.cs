using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;
using PhdTracker.Workflows;

namespace PhdTracker.Web.Features.Routes;

/// <summary>Lets a version start, after reading what changes by it.</summary>
public sealed class PublishModel(CurrentPerson me, PhdTrackerDb db, RouteVersions versions, Texts texts) : RouteVersionModel(me, db, texts)
{
    private readonly CurrentPerson _me = me;
    private readonly PhdTrackerDb _db = db;
    private readonly Texts _texts = texts;

    [BindProperty]
    public string? Reason { get; set; }

    public RouteSummary Route { get; private set; } = null!;

    public override IEnumerable<(string Label, string Value)> Words => string.IsNullOrWhiteSpace(Reason) ? [] : [(_texts["Routes.Reason"], Reason)];

    /// <summary>What becomes different for new cases; empty where nothing started before.</summary>
    public IReadOnlyList<string> Differences { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        return Route.Current?.Number == Number ? LocalRedirect(Address) : Page();
    }

    public Task<IActionResult> OnPostAsync([FromServices] PublishRouteHandler publish, CancellationToken ct) => OrProblemsAsync(async () =>
    {
        await publish.HandleAsync(new PublishRoute(RouteId, Number, Seen, Reason ?? ""), await _me.PersonAsync(ct), ct);
        this.Done(_texts["Routes.Published", Number]);
        return LocalRedirect(Address);
    }, ct);

    public override async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await base.ShowAgainAsync(cancellation);
        if (IsGone)
            return;
        await ShowAsync(cancellation);
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        await LoadAsync(Permission.PublishRoutes, ct);
        Route = await versions.OfAsync(RouteId, ct) ?? throw new NotFoundException();
        if (Route.Current is not { } current || current.Number == Number)
            return;
        var before = await _db.Definitions.AsNoTracking().Where(d => d.DefinitionId == RouteId && d.DefinitionVersion == current.Number).Select(d => d.Json).SingleAsync(ct);
        Differences = RouteWords.Differences(RouteDifference.Between(WorkflowDefinition.Parse(before), Definition), _texts);
    }
}
