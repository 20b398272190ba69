using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Projects;

/// <summary>The projects that the reader follows: search by title, code, student or supervisor.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock) : PageModel
{
    public CohortView View { get; private set; } = null!;
    public string? Search { get; private set; }
    public IReadOnlyList<ProjectRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        View = await CohortView.ReadAsync(Request.Query, db, access, ct);
        Search = CohortView.Text(Request.Query, "q");
        var projects = View.Filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature), access.Filter(db.Projects, Permission.ViewProject), clock.Today()).Matching(Search);
        Pager = CohortView.Pager(Request.Query, await projects.CountAsync(ct));
        Rows = await ProjectList.ReadAsync(projects, Pager.Skip, Pager.PageSize, ct);
    }
}
