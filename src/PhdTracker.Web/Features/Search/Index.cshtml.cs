using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Search;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Search;

/// <summary>Students, people, projects and proposals at once: the first of each, and where the others are.</summary>
public sealed class IndexModel(CurrentPerson current, Searches searches) : PageModel
{
    public string? Search { get; private set; }
    public SearchResult Result { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Search = CohortView.Text(Request.Query, "q");
        Result = await searches.FindAsync(Search, await current.AccessAsync(ct), ct);
    }
}
