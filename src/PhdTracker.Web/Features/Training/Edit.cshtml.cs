using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Training;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Training;

/// <summary>Corrects or removes training that is not confirmed.</summary>
public sealed class EditModel(CurrentPerson current, Pathways pathways, TrainingBook book, Texts texts, TimeProvider clock) : TrainingFormModel(current, pathways, texts, clock)
{
    private readonly CurrentPerson _current = current;

    /// <summary>The activity.</summary>
    [BindProperty(SupportsGet = true)]
    public int Activity { get; set; }

    /// <summary>The version of the activity that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public TrainingRow Row { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        await FindAsync(ct);
        if (Pathway.IsClosed || Row.State == TrainingState.Confirmed)
            return LocalRedirect(TrainingPaths.Of(Id));
        Version = Row.Version;
        Show(Row);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromServices] RecordTrainingHandler record, CancellationToken ct)
    {
        await FindAsync(ct);
        return await SaveAsync(record, Activity, Version, ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromServices] RemoveTrainingHandler remove, CancellationToken ct)
    {
        await LoadAsync(ct);
        await FindAsync(ct);
        var title = await remove.HandleAsync(new RemoveTraining(Id, Activity, Version), await _current.PersonAsync(ct), ct);
        this.Done(Texts["Training.RemoveDone", title]);
        return LocalRedirect(TrainingPaths.Of(Id));
    }

    public override async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await base.ShowAgainAsync(cancellation);
        await FindAsync(cancellation);
        if (Version == Row.Version)
            return;
        // Sent again, the form is about the version that is known now.
        Version = Row.Version;
        ModelState.Remove(nameof(Version));
    }

    private async Task FindAsync(CancellationToken ct) => Row = (await book.RowsAsync(Id, ct)).Find(r => r.Id == Activity) ?? throw new NotFoundException();
}
