using System.Text;
using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Processes.Editing;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Routes;

/// <summary>One version of a route: its diagram and its steps in words, what can be changed, its file, and the other versions.</summary>
public sealed class DetailsModel(CurrentPerson me, PhdTrackerDb db, RouteVersions versions, Texts texts) : RouteVersionModel(me, db, texts)
{
    private readonly CurrentPerson _me = me;
    private readonly Texts _texts = texts;

    public RouteSummary Route { get; private set; } = null!;
    public RouteVersion Shown { get; private set; } = null!;
    public RouteDiagram Diagram { get; private set; } = null!;
    public IReadOnlyList<string> Steps { get; private set; } = [];

    /// <summary>The steps that a form can change or take out.</summary>
    public IReadOnlyList<(string Id, string Name, bool CanRemove)> Editable { get; private set; } = [];

    /// <summary>The ways on which a step can be put.</summary>
    public IReadOnlyList<(string Value, string Name)> Ways { get; private set; } = [];

    public bool MayDraft { get; private set; }
    public bool MayPublish { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!RouteData.Values.ContainsKey("number"))
        {
            Route = await VisibleAsync(ct);
            Number = (Route.Current ?? Route.Versions[0]).Number;
        }
        await ShowAsync(ct);
        return Page();
    }

    /// <summary>The file, as Elsa's own tools read it.</summary>
    public async Task<IActionResult> OnGetFileAsync(CancellationToken ct)
    {
        await LoadAsync(Permission.ViewRoutes, ct);
        return File(Encoding.UTF8.GetBytes(Stored.Json), "application/json", $"{RouteId}-v{Number}.json");
    }

    public async Task<IActionResult> OnPostDiscardAsync([FromServices] DiscardDraftHandler discard, CancellationToken ct)
    {
        await discard.HandleAsync(new DiscardDraft(RouteId, Number, Seen), await _me.PersonAsync(ct), ct);
        this.Done(_texts["Routes.Discarded", Number]);
        return LocalRedirect(await versions.OfAsync(RouteId, ct) is null ? "/routes" : $"/routes/{RouteId}");
    }

    public override async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await base.ShowAgainAsync(cancellation);
        if (IsGone)
            return;
        await ShowAsync(cancellation);
    }

    private async Task<RouteSummary> VisibleAsync(CancellationToken ct) =>
        (await _me.AccessAsync(ct)).MayAnywhere(Permission.ViewRoutes) && await versions.OfAsync(RouteId, ct) is { } route ? route : throw new NotFoundException();

    private async Task ShowAsync(CancellationToken ct)
    {
        Route ??= await VisibleAsync(ct);
        await LoadAsync(Permission.ViewRoutes, ct);
        var access = await _me.AccessAsync(ct);
        (MayDraft, MayPublish) = (access.MayAnywhere(Permission.DraftRoutes), access.MayAnywhere(Permission.PublishRoutes));
        Shown = Route.Versions.First(v => v.Number == Number);
        Diagram = RouteDiagrams.Of(Definition, _texts);
        Steps = RouteWords.Steps(Definition, _texts);
        var names = StepWords.Names(_texts, Definition);
        Editable = [.. Definition.Activities.Select(a => (a.Id, names[a.Id], RouteEditor.CanRemove(Definition, a.Id)))
            .Where(a => a.Item3 || StepInput.Of(Definition.Activities.First(s => s.Id == a.Id)).Count > 0)];
        var byId = Definition.Activities.ToDictionary(a => a.Id, StringComparer.Ordinal);
        Ways = [.. Definition.Connections.Select(c => (InsertModel.Key(c.Source, c.Port, c.Target), _texts["Routes.WayTo", StepWords.Way(_texts, byId[c.Source], names[c.Source], c.Port), names[c.Target]]))];
    }
}
