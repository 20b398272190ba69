using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Projects.Merging;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Projects;

/// <summary>Two records that may be of one project, side by side: what would move if they were merged, and what stands in the way.</summary>
public sealed class MergeModel(CurrentPerson me, ProjectPairs pairs, MergeProjectsHandler merge, KeepProjectsApartHandler apart, Texts texts) : PageModel, IShowAgain
{
    /// <summary>The record that is kept.</summary>
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>The record that is closed.</summary>
    [BindProperty(SupportsGet = true)]
    public int With { get; set; }

    [BindProperty]
    public int KeptVersion { get; set; }

    [BindProperty]
    public int ClosedVersion { get; set; }

    public ProjectMergePreview Preview { get; private set; } = null!;

    /// <summary>Both records, the kept one first.</summary>
    public IReadOnlyList<(Project Project, bool IsKept)> Sides => [(Preview.Kept, true), (Preview.Closed, false)];

    /// <summary>What the merge does, in words.</summary>
    public MergePlan Plan => new(
        [.. Preview.Obstacles.Select(o => o.In(texts))], [.. Preview.Moves.Select(m => Words(m.Kind, m.Count))], texts["MergeProjects.MovesNothing", Preview.Closed.Code],
        texts["MergeProjects.Stays", Preview.Closed.Code, Preview.Kept.Code], texts["MergeProjects.Confirm", Preview.Closed.Code, Preview.Kept.Code], texts["MergeProjects.Apart"],
        [(nameof(KeptVersion), Number(KeptVersion)), (nameof(ClosedVersion), Number(ClosedVersion))]);

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await merge.HandleAsync(new MergeProjects(Id, KeptVersion, With, ClosedVersion), await me.PersonAsync(ct), ct);
        this.Done(texts["MergeProjects.Done"]);
        return LocalRedirect($"/projects/{Number(Id)}");
    }

    public async Task<IActionResult> OnPostApartAsync(CancellationToken ct)
    {
        await apart.HandleAsync(new KeepProjectsApart(Id, With), await me.PersonAsync(ct), ct);
        this.Done(texts["MergeProjects.Apart.Done"]);
        return LocalRedirect($"/projects/{Number(Id)}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        Preview = await pairs.PreviewAsync(Id, With, await me.PersonAsync(cancellation), cancellation);
        // Sent again, the form is about what is shown now.
        (KeptVersion, ClosedVersion) = (Preview.Kept.Version, Preview.Closed.Version);
    }

    /// <summary>How much of a kind moves, in words.</summary>
    private string Words(MergedProjectKind kind, int count) => texts.Count(
        kind switch
        {
            MergedProjectKind.Candidature => "MergeProjects.Moves.Candidature",
            MergedProjectKind.Agreement => "MergeProjects.Moves.Agreement",
            MergedProjectKind.Proposal => "MergeProjects.Moves.Proposal",
            _ => "MergeProjects.Moves.Meeting",
        },
        count);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
