using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Shifts;

/// <summary>Closures and strikes that shifted the dates of many students, the newest first.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current) : PageModel
{
    public IReadOnlyList<ShiftRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public bool MayShift { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewCohort))
            throw new NotFoundException();
        MayShift = access.MayAnywhere(Permission.ShiftDates);
        var shifts = OpenShifts.Visible(db, access);
        Pager = CohortView.Pager(Request.Query, await shifts.CountAsync(ct));
        Rows = await shifts.OrderByDescending(s => s.Id).Skip(Pager.Skip).Take(Pager.PageSize)
            .Select(s => new ShiftRow(s.Id, s.From, s.To, s.Reason, s.State, s.By.GivenName + " " + s.By.FamilyName, s.UndoneAt ?? s.AppliedAt ?? s.CreatedAt, s.Students, s.Dates)).ToListAsync(ct);
    }

    /// <param name="At">When it was undone, applied or prepared: the last of them.</param>
    public sealed record ShiftRow(int Id, DateOnly From, DateOnly To, string Reason, ShiftState State, string By, DateTime At, int Students, int Dates);
}
