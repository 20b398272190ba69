using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>Where a student hands in a version of the thesis, with its receipt.</summary>
public abstract class ThesisFormModel(ExaminationDesk desk, Texts texts, bool isCorrected) : ExaminationActModel(desk, texts)
{
    [BindProperty]
    public string? TitleEn { get; set; }

    [BindProperty]
    public string? TitleFr { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public DateOnly? EmbargoUntil { get; set; }

    [BindProperty]
    public string? EmbargoReason { get; set; }

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    public bool IsCorrected => isCorrected;
    public IReadOnlyList<SelectListItem> Languages { get; private set; } = [];
    protected override string Action => HandInThesisHandler.Action(isCorrected);

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] HandInThesisHandler handIn, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        if (Files.FirstOrDefault() is not { } file)
        {
            _ = await Desk.IsAskedAsync(id, Action, ct);
            ModelState.AddModelError(nameof(Files), Texts["Examinations.FileMissing"]);
            return await AgainAsync(ct);
        }
        if (!ModelState.IsValid)
            return await AgainAsync(ct);
        await using var content = file.OpenReadStream();
        var thesis = await handIn.HandleAsync(
            new HandInThesis(id, isCorrected, TitleEn ?? "", TitleFr ?? "", Language ?? "", file.FileName, content, EmbargoUntil, EmbargoReason ?? ""), await Desk.PersonAsync(ct), ct);
        return await DoneAsync(Texts["Examinations.HandedIn", thesis.Number, thesis.Document.Sha256[..12]], ct);
    }

    protected override async Task BeginAsync(CancellationToken ct)
    {
        var last = Examination.Theses.FirstOrDefault();
        (TitleEn, TitleFr, Language) = (Examination.TitleEn, Examination.TitleFr, last?.Language);
        (EmbargoUntil, EmbargoReason) = last?.EmbargoUntil > Today ? (last.EmbargoUntil, last.EmbargoReason) : (null, null);
        await PrepareAsync(ct);
    }

    protected override Task PrepareAsync(CancellationToken ct)
    {
        Languages = [new(Texts["Examinations.Choose"], ""), new(Texts["Examinations.English"], "en"), new(Texts["Examinations.French"], "fr")];
        // A browser sends a file once: whoever has to correct something else must choose it again.
        if (Files.Count > 0 && ModelState[nameof(Files)]?.Errors.Count is not > 0)
            ModelState.AddModelError(nameof(Files), Texts["Examinations.FileAgain"]);
        return Task.CompletedTask;
    }
}

/// <summary>The thesis that goes to the examiners.</summary>
public sealed class ThesisModel(ExaminationDesk desk, Texts texts) : ThesisFormModel(desk, texts, isCorrected: false);

/// <summary>The thesis after the corrections that the examiners asked for.</summary>
public sealed class CorrectionsModel(ExaminationDesk desk, Texts texts) : ThesisFormModel(desk, texts, isCorrected: true);
