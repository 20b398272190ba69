using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>Where the office records what the examiners decided.</summary>
public sealed class OutcomeModel(ExaminationDesk desk, Texts texts) : ExaminationActModel(desk, texts)
{
    [BindProperty]
    public ExaminationOutcome? Outcome { get; set; }

    [BindProperty]
    public DateOnly? On { get; set; }

    protected override string Action => "outcome";

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] RecordOutcomeHandler record, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        _ = await Desk.IsAskedAsync(id, Action, ct);
        if (Outcome is null)
        {
            ModelState.Remove(nameof(Outcome));
            ModelState.AddModelError(nameof(Outcome), Texts["Examinations.OutcomeMissing"]);
        }
        NeedDay(On, nameof(On));
        if (!ModelState.IsValid)
            return await AgainAsync(ct);
        await record.HandleAsync(new RecordOutcome(id, Outcome!.Value, On!.Value), await Desk.PersonAsync(ct), ct);
        return await DoneAsync(Texts["Examinations.OutcomeDone", Texts.Enum(Outcome.Value)], ct);
    }

    protected override Task BeginAsync(CancellationToken ct)
    {
        On = Examination.DefenceOn;
        return Task.CompletedTask;
    }
}
