using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Candidatures;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Shifts;

/// <summary>Where an office says which days do not count, why and for whom; the next page shows what would move.</summary>
public sealed class AddModel(PhdTrackerDb db, CurrentPerson current, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public int? ProgrammeId { get; set; }

    [BindProperty]
    public string? Side { get; set; }

    [BindProperty]
    public int? InstitutionId { get; set; }

    [BindProperty]
    public int? UnitId { get; set; }

    [BindProperty]
    public DateOnly? RegisteredFrom { get; set; }

    [BindProperty]
    public DateOnly? RegisteredBefore { get; set; }

    [BindProperty]
    public CandidatureState? Status { get; set; }

    [BindProperty]
    public bool LeavesOutWritingUp { get; set; }

    public IReadOnlyList<SelectListItem> Programmes { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Sides { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyList<SelectListItem> States { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync([FromServices] PreviewShiftHandler preview, [FromServices] ShiftStart start, CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        ModelState.CheckDay(nameof(From), From, texts, missing: texts["ChangeRequests.FirstDayMissing"]);
        ModelState.CheckDay(nameof(To), To, texts, missing: texts["ChangeRequests.LastDayMissing"]);
        ModelState.CheckReason(Reason, texts);
        ModelState.CheckDay(nameof(RegisteredFrom), RegisteredFrom, texts, required: false);
        ModelState.CheckDay(nameof(RegisteredBefore), RegisteredBefore, texts, required: false);
        if (!ModelState.IsValid)
            return Page();
        var filter = new ShiftFilter(string.IsNullOrEmpty(Side) ? null : Side, InstitutionId, UnitId, RegisteredFrom, RegisteredBefore, Status, LeavesOutWritingUp);
        var shift = await preview.HandleAsync(new PreviewShift(ProgrammeId ?? 0, From!.Value, To!.Value, Reason ?? "", filter), await current.PersonAsync(ct), ct);
        await start.GoOnAsync(shift.Id, shift.Total, ct);
        return Redirect(string.Create(CultureInfo.InvariantCulture, $"/milestones/shifts/{shift.Id}"));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await current.AccessAsync(cancellation);
        if (!access.MayAnywhere(Permission.ShiftDates))
            throw new NotFoundException();
        var mine = access.Filter(db.Candidatures.AsNoTracking(), Permission.ShiftDates).Where(c => !Candidature.ClosedStates.Contains(c.State));
        var programmes = await db.Programmes.AsNoTracking().Where(p => mine.Any(c => c.Studentship.Project.ProgrammeId == p.Id)).OrderBy(p => p.Id).Select(p => new { p.Id, p.NameEn, p.NameFr }).ToListAsync(cancellation);
        Programmes = [.. programmes.Select(p => Item(p.Id, texts.Of(p.NameEn, p.NameFr)))];
        ProgrammeId ??= programmes.Count == 0 ? null : programmes[0].Id;
        var sides = await db.Parties.AsNoTracking().Where(s => mine.Any(c => c.Studentship.PartyId == s.Id)).OrderBy(s => s.Id).Select(s => new { s.Side, s.Institution.ShortName }).ToListAsync(cancellation);
        Sides = [Any("Shifts.AnySide"), .. sides.DistinctBy(s => s.Side).Select(s => new SelectListItem(texts["Cohort.Side", s.Side, s.ShortName], s.Side))];
        Institutions = [Any("Shifts.AnyInstitution"), .. (await db.Institutions.AsNoTracking().Where(i => mine.Any(c => (c.HomeInstitutionId ?? c.Studentship.Party.InstitutionId) == i.Id)).OrderBy(i => i.ShortName)
            .Select(i => new { i.Id, i.ShortName }).ToListAsync(cancellation)).Select(i => Item(i.Id, i.ShortName))];
        Units = [Any("Shifts.AnyUnit"), .. (await db.Units.AsNoTracking().Where(u => mine.Any(c => c.UnitId == u.Id || c.DoctoralSchoolId == u.Id)).OrderBy(u => u.Name)
            .Select(u => new { u.Id, u.Name, u.Code }).ToListAsync(cancellation)).Select(u => Item(u.Id, new PathwayUnit(u.Name, u.Code).Named))];
        States = [Any("Shifts.AnyState"), .. Enum.GetValues<CandidatureState>().Where(s => !Candidature.IsClosed(s)).Select(s => new SelectListItem(texts.Enum(s), s.ToString()))];
    }

    private SelectListItem Any(string key) => new(texts[key], "");

    private static SelectListItem Item(int id, string name) => new(name, id.ToString(CultureInfo.InvariantCulture));
}
