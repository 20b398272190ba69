using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>Where the office records the award, which closes the candidature.</summary>
public sealed class AwardModel(PhdTrackerDb db, ExaminationDesk desk, Texts texts) : ExaminationActModel(desk, texts)
{
    [BindProperty]
    public DateOnly? On { get; set; }

    [BindProperty]
    public string? DegreeEn { get; set; }

    [BindProperty]
    public string? DegreeFr { get; set; }

    [BindProperty]
    public int? InstitutionId { get; set; }

    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];
    protected override string Action => "award";

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] AwardDegreeHandler award, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        _ = await Desk.IsAskedAsync(id, Action, ct);
        NeedDay(On, nameof(On));
        if (!ModelState.IsValid)
            return await AgainAsync(ct);
        await award.HandleAsync(new AwardDegree(id, On!.Value, DegreeEn ?? "", DegreeFr ?? "", InstitutionId ?? 0), await Desk.PersonAsync(ct), ct);
        return await DoneAsync(Texts["Examinations.AwardDone", Examination.Student], ct);
    }

    protected override async Task BeginAsync(CancellationToken ct)
    {
        (On, DegreeEn, DegreeFr, InstitutionId) = (Today, Rules.DegreeEn, Rules.DegreeFr, Examination.HomeInstitutionId);
        await PrepareAsync(ct);
    }

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        var awarding = await db.Institutions.AsNoTracking().Where(i => i.AwardsDegrees).OrderBy(i => i.NameEn).Select(i => new { i.Id, i.NameEn, i.NameFr }).ToListAsync(ct);
        Institutions = [new(Texts["Examinations.Choose"], ""), .. awarding.Select(i => new SelectListItem(Texts.Of(i.NameEn, i.NameFr), i.Id.ToString(CultureInfo.InvariantCulture)))];
    }
}
