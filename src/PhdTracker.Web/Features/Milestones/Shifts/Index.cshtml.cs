using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Shifts;

/// <summary>Closures and strikes that shifted the dates of many students, the newest first.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : ListPageModel
{
    public IReadOnlyList<ShiftRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public bool MayShift { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var shifts = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, await shifts.CountAsync(ct));
        Rows = await ReadAsync(shifts, Pager.Skip, Pager.PageSize, ct);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var zone = Audit.IndexModel.ZoneOf(texts);
        var sheet = new ListSheet(texts, texts["Shifts.From"], texts["Shifts.To"], texts["Shifts.Column.Reason"], texts["Shifts.Column.State"], texts["Export.By"], texts["Export.WhenIn", texts.ZoneCity(zone)],
            texts["Projects.List.Column.Students"], texts["Export.Dates"]);
        foreach (var row in await ReadAsync(await FindAsync(ct), 0, int.MaxValue, ct))
            sheet.AddLine(row.From, row.To, row.Reason, texts.Enum(row.State), row.By, Dates.Local(row.At, zone), row.Students, row.Dates);
        return (texts["Export.Shifts"], clock.Today(), sheet);
    }

    private async Task<IQueryable<DateShift>> FindAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewCohort))
            throw new NotFoundException();
        MayShift = access.MayAnywhere(Permission.ShiftDates);
        return OpenShifts.Visible(db, access);
    }

    private static Task<List<ShiftRow>> ReadAsync(IQueryable<DateShift> shifts, int skip, int take, CancellationToken ct) => shifts.OrderByDescending(s => s.Id).Skip(skip).Take(take)
        .Select(s => new ShiftRow(s.Id, s.From, s.To, s.Reason, s.State, s.By.GivenName + " " + s.By.FamilyName, s.UndoneAt ?? s.AppliedAt ?? s.CreatedAt, s.Students, s.Dates)).ToListAsync(ct);

    /// <param name="At">When it was undone, applied or prepared: the last of them.</param>
    public sealed record ShiftRow(int Id, DateOnly From, DateOnly To, string Reason, ShiftState State, string By, DateTime At, int Students, int Dates);
}
