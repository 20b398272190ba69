using Microsoft.AspNetCore.Mvc;
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
public sealed class FixedModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : ListPageModel, IShowAgain
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
        var rows = await FindAsync(cancellation);
        Pager = CohortView.Pager(Request.Query, await rows.CountAsync(cancellation));
        Rows = await rows.Skip(Pager.Skip).Take(Pager.PageSize).ToListAsync(cancellation);
        Sides = (await CohortChoices.ReadAsync(db, _access, cancellation)).Sides;
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var rows = await (await FindAsync(ct)).ToListAsync(ct);
        var sheet = new ListSheet(texts, texts["Milestones.List.Column.Milestone"], texts["Cohort.Column.Student"], texts["Cohort.Filter.Side"], texts["FixedDates.Column.Fixed"], texts["FixedDates.Column.Rule"],
            texts["FixedDates.Column.Why"], texts["Export.By"], texts["Export.On"]);
        foreach (var row in rows)
            sheet.AddLine(texts.Of(row.TitleEn, row.TitleFr), row.Student, row.Side, row.DueOn, row.RuleDueOn, row.Reason, row.By, DateOnly.FromDateTime(row.At));
        return (texts["Export.FixedDates"], clock.Today(), sheet);
    }

    private async Task<IQueryable<FixedDateRow>> FindAsync(CancellationToken ct)
    {
        _access = await current.AccessAsync(ct);
        if (!_access.MayAnywhere(Permission.ViewCohort))
            throw new NotFoundException();
        Side = CohortView.Text(Request.Query, "side");
        var candidatures = new CohortFilter(Side: Side).Apply(_access.Filter(db.Candidatures, Permission.ViewCohort), clock.Today());
        return FixedDates.Of(db.Milestones.Where(m => candidatures.Any(c => c.Id == m.CandidatureId)));
    }
}
