using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Security;
using PhdTracker.Workflows;

namespace PhdTracker.Web.Features.Routes;

/// <summary>What is different between two versions of a route: in words, and on the diagram of the second.</summary>
public sealed class DifferenceModel(CurrentPerson me, PhdTrackerDb db, Texts texts) : PageModel
{
    [FromRoute(Name = "id")]
    public string RouteId { get; set; } = "";

    public int From { get; private set; }
    public int To { get; private set; }
    public string Name { get; private set; } = "";
    public IReadOnlyList<string> Differences { get; private set; } = [];
    public RouteDiagram Diagram { get; private set; } = null!;

    public async Task OnGetAsync(int from, int to, CancellationToken ct)
    {
        if (!(await me.AccessAsync(ct)).MayAnywhere(Permission.ViewRoutes))
            throw new NotFoundException();
        var versions = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == RouteId && (d.DefinitionVersion == from || d.DefinitionVersion == to))
            .Select(d => new { d.DefinitionVersion, d.Name, d.Json }).ToDictionaryAsync(d => d.DefinitionVersion, ct);
        if (!versions.TryGetValue(from, out var before) || !versions.TryGetValue(to, out var after))
            throw new NotFoundException();
        (From, To, Name) = (from, to, after.Name);
        var (old, now) = (WorkflowDefinition.Parse(before.Json), WorkflowDefinition.Parse(after.Json));
        Differences = RouteWords.Differences(RouteDifference.Between(old, now), texts);
        Diagram = RouteDiagrams.OfDifference(old, now, texts);
    }
}
