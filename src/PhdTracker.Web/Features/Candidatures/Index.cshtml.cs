using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>Students: a supervisor's own, a director's unit, everybody for the offices.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : ListPageModel
{
    public CohortView View { get; private set; } = null!;
    public CandidatureFilter Filter { get; private set; } = new();
    public IReadOnlyList<CandidatureRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    /// <summary>The reader sees the whole cohort, not only students of their own.</summary>
    public bool SeesCohort { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var candidatures = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, await candidatures.CountAsync(ct));
        Rows = await CandidatureList.ReadAsync(candidatures, Pager.Skip, Pager.PageSize, Today, ct);
    }

    /// <summary>For those who see the cohort; it can be imported again.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var candidatures = await FindAsync(ct);
        if (!SeesCohort)
            throw new NotFoundException();
        return (texts["Export.File"], Today, CandidatureSheet.Write(await CandidatureExport.ReadAsync(candidatures, ct), texts));
    }

    private async Task<IQueryable<Candidature>> FindAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        var query = Request.Query;
        Today = clock.Today();
        SeesCohort = access.MayAnywhere(Permission.ViewCohort);
        View = await CohortView.ReadAsync(query, db, access, ct);
        Filter = new CandidatureFilter(CohortView.Text(query, "q"), CohortView.Number(query, "start"), query["left"] == "no", query["mine"] == "yes" ? access.PersonId : null, CohortView.Value<CandidatureOutcome>(query["outcome"].ToString()));
        return View.Filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature), Today).Matching(Filter, Today);
    }
}
