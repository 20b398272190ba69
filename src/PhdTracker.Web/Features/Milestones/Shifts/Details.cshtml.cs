using Microsoft.AspNetCore.Mvc;
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

/// <summary>One shift: how far it is, how many it concerns, every date before and after, and what can be done with it.</summary>
public sealed class DetailsModel(PhdTrackerDb db, CurrentPerson current, ShiftStart start, TimeProvider clock, Texts texts) : ListPageModel, IShowAgain
{
    /// <summary>Students of one page, each with a table of dates.</summary>
    private const int PageSize = 10;

    /// <summary>Students that are read at once for a file.</summary>
    private const int Lot = 500;

    private int _id;

    [FromRoute(Name = "id")]
    public int Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public DateShift Shift { get; private set; } = null!;
    public bool MayAct { get; private set; }
    public string Show { get; private set; } = "";
    public IReadOnlyList<(ShiftExclusion Why, int Count)> LeftOut { get; private set; } = [];
    public IReadOnlyList<string> FilterWords { get; private set; } = [];
    public IReadOnlyList<(string What, string Who, DateTime At)> Acts { get; private set; } = [];
    public IReadOnlyList<PlanRow> Plans { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(int id, CancellationToken ct)
    {
        _id = id;
        await ShowAgainAsync(ct);
        if (!Shift.IsUnderWay)
            this.EndProgress();
    }

    public async Task<IActionResult> OnPostApplyAsync(int id, [FromServices] ApplyShiftHandler apply, CancellationToken ct)
    {
        _id = id;
        await apply.HandleAsync(new ApplyShift(id, Version), await current.PersonAsync(ct), ct);
        return await GoOnAsync("Shifts.DoneApply", ct);
    }

    public async Task<IActionResult> OnPostUndoAsync(int id, [FromServices] UndoShiftHandler undo, CancellationToken ct)
    {
        _id = id;
        await undo.HandleAsync(new UndoShift(id, Version), await current.PersonAsync(ct), ct);
        return await GoOnAsync("Shifts.DoneUndo", ct);
    }

    public async Task<IActionResult> OnPostDiscardAsync(int id, [FromServices] DiscardShiftHandler discard, CancellationToken ct)
    {
        _id = id;
        await discard.HandleAsync(new DiscardShift(id, Version), await current.PersonAsync(ct), ct);
        this.Done(texts["Shifts.DoneDiscard"]);
        return Redirect("/milestones/shifts");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await current.AccessAsync(cancellation);
        Show = Request.Query["show"].ToString();
        Shift = await OpenShifts.Visible(db, access).Include(s => s.By).Include(s => s.AppliedBy).Include(s => s.UndoneBy).Include(s => s.Institution).Include(s => s.Unit).Include(s => s.Programme)
            .SingleOrDefaultAsync(s => s.Id == _id, cancellation) ?? throw new NotFoundException();
        MayAct = await OpenShifts.CoversAsync(db, access, _id, cancellation);
        LeftOut = [.. (await db.ShiftedPlans.Where(p => p.ShiftId == _id && p.LeftOut != null).GroupBy(p => p.LeftOut!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation)).Select(g => (g.Key, g.Count))];
        FilterWords = [.. Words()];
        Acts = [.. ActsOf()];
        var plans = PlansOf(access, _id);
        Pager = CohortView.Pager(Request.Query, await plans.CountAsync(cancellation), PageSize);
        Plans = await ReadPlansAsync(plans.Skip(Pager.Skip).Take(Pager.PageSize), cancellation);
    }

    /// <summary>Every date before and after; who is left out has one line.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Show = Request.Query["show"].ToString();
        if (!await OpenShifts.Visible(db, access).AnyAsync(s => s.Id == Id, ct))
            throw new NotFoundException();
        var sheet = new ListSheet(texts, texts["Cohort.Column.Student"], texts["Cohort.Filter.Side"], texts["Milestones.List.Column.Milestone"], texts["Shifts.Before"], texts["Shifts.After"], texts["Export.WhyNot"]);
        IReadOnlyList<PlanRow> plans;
        for (var skip = 0; (plans = await ReadPlansAsync(PlansOf(access, Id).Skip(skip).Take(Lot), ct)).Count > 0; skip += Lot)
        {
            foreach (var plan in plans)
            {
                if (plan.LeftOut is { } why)
                    sheet.AddLine(plan.Student, plan.Side, null, null, null, texts.Enum(why));
                foreach (var (title, date) in plan.Dates)
                    sheet.AddLine(plan.Student, plan.Side, title, date.Before, date.After, date.Kept is { } kept ? texts.Enum(kept) : null);
            }
        }
        return (texts["Export.ShiftedDates"], clock.Today(), sheet);
    }

    private async Task<IActionResult> GoOnAsync(string said, CancellationToken ct)
    {
        var students = await db.DateShifts.Where(s => s.Id == _id).Select(s => s.Total).SingleAsync(ct);
        await start.GoOnAsync(_id, students, ct);
        this.Done(texts[students > ShiftRunner.AtOnce ? "Shifts.DoneBackground" : said]);
        return RedirectToPage(new { id = _id });
    }

    /// <summary>The plans that are shown, of those students whom the reader may open.</summary>
    private IQueryable<ShiftedPlan> PlansOf(Access access, int shiftId)
    {
        var visible = access.Filter(db.Candidatures, Permission.ViewCandidature);
        var plans = db.ShiftedPlans.AsNoTracking().Where(p => p.ShiftId == shiftId && visible.Any(c => c.Id == p.CandidatureId));
        plans = Show switch
        {
            "left-out" => plans.Where(p => p.LeftOut != null),
            "stayed" => plans.Where(p => p.Stayed > 0),
            _ => plans,
        };
        return plans.OrderBy(p => p.Candidature.Student.FamilyName).ThenBy(p => p.Id);
    }

    private async Task<IReadOnlyList<PlanRow>> ReadPlansAsync(IQueryable<ShiftedPlan> plans, CancellationToken ct)
    {
        var rows = await plans.Select(p => new { p.CandidatureId, Student = p.Candidature.Student.GivenName + " " + p.Candidature.Student.FamilyName, p.Candidature.Studentship.Party.Side, p.LeftOut, p.Dates }).ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.CandidatureId);
        var titles = await db.Milestones.AsNoTracking().Where(m => ids.Contains(m.CandidatureId)).Select(m => new { m.Id, m.TitleEn, m.TitleFr }).ToDictionaryAsync(m => m.Id, m => texts.Of(m.TitleEn, m.TitleFr), ct);
        string Title(ShiftedDate date) => date.Id is { } id && titles.TryGetValue(id, out var title) ? title : texts.Of(date.En ?? "", date.Fr ?? "");
        return [.. rows.Select(r => new PlanRow(r.CandidatureId, r.Student, r.Side, r.LeftOut, [.. ShiftedPlan.Read(r.Dates).Select(d => (Title(d), d))]))];
    }

    private IEnumerable<string> Words()
    {
        yield return texts.Of(Shift.Programme.NameEn, Shift.Programme.NameFr);
        if (Shift.Side is { } side)
            yield return side;
        if (Shift.Institution is { } institution)
            yield return institution.ShortName;
        if (Shift.Unit is { } unit)
            yield return unit.Name;
        if (Shift.RegisteredFrom is { } from)
            yield return texts["Shifts.Words.RegisteredFrom", texts.Date(from)];
        if (Shift.RegisteredBefore is { } before)
            yield return texts["Shifts.Words.RegisteredBefore", texts.Date(before)];
        if (Shift.Status is { } state)
            yield return texts.Enum(state);
        if (Shift.LeavesOutWritingUp)
            yield return texts["Shifts.Words.LeavesOutWritingUp"];
    }

    private IEnumerable<(string What, string Who, DateTime At)> ActsOf()
    {
        yield return (texts["Shifts.PreparedBy"], Shift.By.DisplayName, Shift.CreatedAt);
        if (Shift is { AppliedBy: { } applied, AppliedAt: { } appliedAt })
            yield return (texts["Shifts.AppliedBy"], applied.DisplayName, appliedAt);
        if (Shift is { UndoneBy: { } undone, UndoneAt: { } undoneAt })
            yield return (texts["Shifts.UndoneBy"], undone.DisplayName, undoneAt);
    }

    /// <summary>One student of the page.</summary>
    public sealed record PlanRow(int CandidatureId, string Student, string Side, ShiftExclusion? LeftOut, IReadOnlyList<(string Title, ShiftedDate Date)> Dates);
}
