using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Training;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Training;

/// <summary>A student's training: what counts against what the rules need, and what waits to be confirmed.</summary>
public sealed class IndexModel(CurrentPerson current, Pathways pathways, TrainingBook book, TimeProvider clock, Texts texts) : ListPageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    public Pathway Pathway { get; private set; } = null!;
    public TrainingCount Count { get; private set; } = null!;

    /// <summary>Null where the student's rules need no training.</summary>
    public TrainingNeed? Need { get; private set; }
    public IReadOnlyList<TrainingRow> Rows { get; private set; } = [];
    public bool MayRecord { get; private set; }
    public bool MayConfirm { get; private set; }

    /// <summary>Whether the reader may open certificates.</summary>
    public bool MayRead { get; private set; }
    public decimal Waiting => Rows.Where(r => r.State == TrainingState.Recorded).Sum(r => r.Hours);

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostConfirmAsync(int activity, int version, [FromServices] ConfirmTrainingHandler confirm, CancellationToken ct)
    {
        var confirmed = await confirm.HandleAsync(new ConfirmTraining(Id, activity, version), await current.PersonAsync(ct), ct);
        this.Done(texts["Training.ConfirmDone", confirmed.Title]);
        return LocalRedirect(TrainingPaths.Of(Id));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await current.AccessAsync(cancellation);
        Pathway = await pathways.ReadAsync(Id, access, cancellation);
        (Count, Need, Rows) = (await book.CountAsync(Id, cancellation), await book.NeedAsync(Id, cancellation), await book.RowsAsync(Id, cancellation));
        MayRecord = !Pathway.IsClosed && access.May(Permission.RecordTraining, Pathway.Scope);
        MayConfirm = !Pathway.IsClosed && access.May(Permission.ConfirmTraining, Pathway.Scope);
        MayRead = access.May(Permission.ReadSubmissions, Pathway.Scope);
    }

    /// <summary>What was recorded, and what the office's sheet counted.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        var sheet = new ListSheet(texts, texts["Training.Column.Title"], texts["Training.Form.Category"], texts["Training.Form.From"], texts["Training.Form.To"], texts["Training.Column.Hours"],
            texts["Training.Column.State"], texts["Export.By"], texts["Export.On"]);
        foreach (var row in Rows)
            sheet.AddLine(row.Title, texts.Enum(row.Category), row.From, row.To, row.Hours, texts.Enum(row.State), row.SettledBy, row.SettledOn);
        if (Pathway.TrainingHours is { } hours)
            sheet.AddLine(texts["Training.Sheet"], null, null, null, hours, texts.Enum(TrainingState.Confirmed));
        return ($"{texts["Export.Trainings"]}-{Pathway.Project.Code}-{Pathway.Side}", clock.Today(), sheet);
    }
}

/// <summary>Addresses of the pages about training.</summary>
public static class TrainingPaths
{
    public static string Of(int candidatureId) => FormattableString.Invariant($"/candidatures/{candidatureId}/training");
}
