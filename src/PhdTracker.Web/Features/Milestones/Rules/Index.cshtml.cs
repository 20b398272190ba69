using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.Milestones.Rules.Words;
using PhdTracker.Core.People;
using PhdTracker.Web.Configuration;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Rules;

/// <summary>The rule sets: for whom each is, on which version candidatures begin, how many follow each, and what waits to be published.</summary>
public sealed class IndexModel(CurrentPerson me, RuleSetVersions versions, Settings settings) : PageModel
{
    private const int PageSize = 25;

    public IReadOnlyList<RuleSetSummary> Sets { get; private set; } = [];
    public RuleSetPlaces Places { get; private set; } = null!;
    public Pager Pager { get; private set; } = new(1, PageSize, 0);
    public bool MayDraft { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        MayDraft = (await ReaderAsync(ct)).MayAnywhere(Permission.DraftRoutes);
        // From the query itself: for Razor Pages "page" is the page's own name.
        var page = int.TryParse(Request.Query["page"], CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, 10_000) : 1;
        (Sets, var total) = await versions.PageAsync(page, PageSize, ct);
        Places = await versions.PlacesAsync(Sets.Select(s => s.Shown.Set), ct);
        Pager = new Pager(page, PageSize, total);
    }

    /// <summary>The published schema, by which an editor checks a rule set as it is written.</summary>
    public async Task<IActionResult> OnGetSchemaAsync(CancellationToken ct)
    {
        _ = await ReaderAsync(ct);
        return PhysicalFile(Path.GetFullPath(Path.Combine(settings.WorkflowsPath, "milestones", "rule-set.schema.json")), "application/schema+json", "rule-set.schema.json");
    }

    private async Task<Access> ReaderAsync(CancellationToken ct)
    {
        var access = await me.AccessAsync(ct);
        return access.MayAnywhere(Permission.ViewRoutes) ? access : throw new NotFoundException();
    }
}
