using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>Due dates that were fixed by hand and still count, beside those that the rules would give.</summary>
public sealed class FixedModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : PageModel, IShowAgain
{
    private Access _access = null!;

    public string? Side { get; private set; }
    public IReadOnlyList<SideChoice> Sides { get; private set; } = [];
    public IReadOnlyList<FixedDateRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public bool MayRelease(FixedDateRow row) => row.MayBeReleased && _access.May(Permission.RecordMilestones, row.Scope);

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync(int id, int version, [FromServices] ReleaseMilestoneDateHandler release, CancellationToken ct)
    {
        await release.HandleAsync(new ReleaseMilestoneDate(id, version), await current.PersonAsync(ct), ct);
        this.Done(texts["FixedDates.ReleasedHere"]);
        return Redirect(Request.Path + Request.QueryString);
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        _access = await current.AccessAsync(cancellation);
        if (!_access.MayAnywhere(Permission.ViewCohort))
            throw new NotFoundException();
        Side = CohortView.Text(Request.Query, "side");
        var candidatures = new CohortFilter(Side: Side).Apply(_access.Filter(db.Candidatures, Permission.ViewCohort), clock.Today());
        var rows = FixedDates.Of(db.Milestones.Where(m => candidatures.Any(c => c.Id == m.CandidatureId)));
        Pager = CohortView.Pager(Request.Query, await rows.CountAsync(cancellation));
        Rows = await rows.Skip(Pager.Skip).Take(Pager.PageSize).ToListAsync(cancellation);
        Sides = (await CohortChoices.ReadAsync(db, _access, cancellation)).Sides;
    }
}
