using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Projects;

/// <summary>The projects that the reader follows: search by title, code, student or supervisor.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : ListPageModel
{
    public CohortView View { get; private set; } = null!;
    public string? Search { get; private set; }
    public IReadOnlyList<ProjectRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var projects = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, await projects.CountAsync(ct));
        Rows = await ProjectList.ReadAsync(projects, Pager.Skip, Pager.PageSize, ct);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var sheet = new ListSheet(texts, texts["Cohort.Column.Project"], texts["Export.Title"], texts["Projects.List.Column.Students"], texts["Cohort.Filter.Call"], texts["Projects.List.Column.State"]);
        foreach (var row in await ProjectList.ReadAsync(await FindAsync(ct), 0, int.MaxValue, ct))
        {
            var students = row.Places.Select(p => p.State is null ? $"{p.Side}: {texts["Projects.PlaceOpen"]}" : $"{p.Side}: {p.GivenName} {p.FamilyName}");
            sheet.AddLine(row.Code, row.Title, string.Join("; ", students), row.CallNumber is { } number ? CohortView.CallName(number, row.CallYear ?? 0, texts) : null, texts.Enum(row.State));
        }
        return (texts["Export.Projects"], clock.Today(), sheet);
    }

    private async Task<IQueryable<Project>> FindAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        View = await CohortView.ReadAsync(Request.Query, db, access, ct);
        Search = CohortView.Text(Request.Query, "q");
        return View.Filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature), access.Filter(db.Projects, Permission.ViewProject), clock.Today()).Matching(Search);
    }
}
