using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Features.Committees;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>Where an assessor reads what was handed in, and reports.</summary>
public sealed class ReportModel(CommitteeDesk desk, PhdTrackerDb db, Texts texts) : CommitteeActModel(desk, db, texts)
{
    [BindProperty]
    public CommitteeOpinion? Opinion { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    protected override string Action => ReportAssessmentHandler.Action;

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] ReportAssessmentHandler report, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return await TooLateAsync(ct);
        ModelState.Remove(nameof(Opinion));
        var awaited = await report.HandleAsync(new ReportAssessment(id, Opinion, Text ?? ""), await Desk.PersonAsync(ct), ct);
        return Done($"{Texts["Committees.ReportDone"]} {(awaited == 0 ? Texts["Committees.ReportNone"] : Texts.Count("Committees.ReportAwaited", awaited))}");
    }
}
