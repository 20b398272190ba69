using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>Where the office sets the day of the viva or soutenance, and moves it while nothing is decided.</summary>
public sealed class DateModel(ExaminationDesk desk, Texts texts) : ExaminationActModel(desk, texts)
{
    [BindProperty]
    public DateOnly? On { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    protected override string Action => "date";

    /// <summary>Whether the day is set and nothing is decided yet.</summary>
    public static bool MayMove(ExaminationView examination) =>
        examination.DefenceOn is not null && examination.State is ExaminationState.WithExaminers or ExaminationState.Authorising or ExaminationState.Authorised;

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] SetDefenceDateHandler set, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        _ = await IsMineAsync(ct);
        NeedDay(On, nameof(On));
        if (!ModelState.IsValid)
            return await AgainAsync(ct);
        await set.HandleAsync(new SetDefenceDate(id, On!.Value, Place ?? "", Reason ?? ""), await Desk.PersonAsync(ct), ct);
        return await DoneAsync(Texts["Examinations.DateDone", Texts.Date(On.Value)], ct);
    }

    protected override async Task<bool> IsMineAsync(CancellationToken ct)
    {
        if (!await Desk.MayAsync(Permission.ManageExaminations, Examination, ct))
            throw new NotFoundException();
        return MayMove(Examination) || await Desk.IsAskedAsync(Examination.Id, Action, ct);
    }

    protected override Task BeginAsync(CancellationToken ct)
    {
        (On, Place) = (Examination.DefenceOn, Examination.Place);
        return Task.CompletedTask;
    }
}
