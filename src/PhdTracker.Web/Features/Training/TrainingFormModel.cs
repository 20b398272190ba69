using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Training;
using PhdTracker.Web.Features.Candidatures;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Training;

/// <summary>The form of training, new or recorded before. Everything is kept as it was typed.</summary>
public abstract class TrainingFormModel(CurrentPerson current, Pathways pathways, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    /// <summary>The candidature.</summary>
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Category { get; set; }

    [BindProperty]
    public string? Hours { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? To { get; set; }

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    public Pathway Pathway { get; private set; } = null!;

    /// <summary>What the reader records is confirmed at once.</summary>
    public bool IsConfirmedAtOnce { get; private set; }
    public IReadOnlyList<SelectListItem> Categories => [new(texts["Training.Choose"], ""), .. Enum.GetValues<TrainingCategory>().Select(c => new SelectListItem(texts.Enum(c), c.ToString()))];
    protected Texts Texts => texts;

    public virtual async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        AskForFilesAgain();
    }

    /// <summary>A browser sends a file once: whoever has to correct something else must choose it again.</summary>
    private void AskForFilesAgain()
    {
        if (Files.Count > 0 && ModelState[nameof(Files)]?.Errors.Count is not > 0)
            ModelState.AddModelError(nameof(Files), texts["Training.FileAgain"]);
    }

    protected async Task LoadAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Pathway = await pathways.ReadAsync(Id, access, ct);
        if (!access.May(Permission.RecordTraining, Pathway.Scope))
            throw new NotFoundException();
        IsConfirmedAtOnce = access.May(Permission.ConfirmTraining, Pathway.Scope);
    }

    protected void Show(TrainingRow row) =>
        (Title, Category, Hours, From, To) = (row.Title, row.Category.ToString(), row.Hours.ToString("0.##", texts.Culture), row.From, row.To == row.From ? null : row.To);

    /// <summary>Checks what was typed, and records it.</summary>
    protected async Task<IActionResult> SaveAsync(RecordTrainingHandler record, int? activity, int version, CancellationToken ct)
    {
        await LoadAsync(ct);
        ModelState.SayInWords(nameof(From), texts["Acts.DayNotUnderstood"]);
        ModelState.SayInWords(nameof(To), texts["Acts.DayNotUnderstood"]);
        var details = new TrainingDetails(Title, Enum.TryParse<TrainingCategory>(Category, out var category) ? category : null, Number(Hours), From, To);
        foreach (var problem in details.Problems(clock.TodayIn(Pathway.Zone)).Where(p => ModelState[p.Field!]?.Errors.Count is not > 0))
            ModelState.AddModelError(problem.Field!, problem.In(texts));
        // The form stays about the version that it was opened with: what somebody else saved meanwhile is told when it is sent.
        if (!ModelState.IsValid)
        {
            AskForFilesAgain();
            return Page();
        }
        await using var content = Files.Count > 0 ? Files[0].OpenReadStream() : null;
        await record.HandleAsync(new RecordTraining(Id, activity, version, details, content is null ? null : new TrainingProof(Files[0].FileName, content)), await current.PersonAsync(ct), ct);
        this.Done(texts[IsConfirmedAtOnce ? "Training.RecordConfirmed" : "Training.RecordDone", Title]);
        return LocalRedirect(TrainingPaths.Of(Id));
    }

    /// <summary>A number with a comma or a point.</summary>
    private static decimal? Number(string? text) =>
        decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
