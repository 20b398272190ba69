using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>Where the office records that the rapporteurs' reports have come.</summary>
public sealed class ReportsModel(ExaminationDesk desk, Texts texts) : ExaminationActModel(desk, texts)
{
    [BindProperty]
    public DateOnly? On { get; set; }

    protected override string Action => "reports";

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] RecordReportsHandler record, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        _ = await Desk.IsAskedAsync(id, Action, ct);
        NeedDay(On, nameof(On));
        if (!ModelState.IsValid)
            return await AgainAsync(ct);
        await record.HandleAsync(new RecordReports(id, On!.Value), await Desk.PersonAsync(ct), ct);
        return await DoneAsync(Texts["Examinations.ReportsDone"], ct);
    }
}
