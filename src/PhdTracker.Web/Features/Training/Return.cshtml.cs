using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Training;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Training;

/// <summary>Returns training to the student, with a reason.</summary>
public sealed class ReturnModel(CurrentPerson current, Pathways pathways, TrainingBook book, Texts texts) : PageModel, IShowAgain
{
    /// <summary>The candidature.</summary>
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>The activity.</summary>
    [BindProperty(SupportsGet = true)]
    public int Activity { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The version of the activity that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Pathway Pathway { get; private set; } = null!;
    public TrainingRow Row { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        return Pathway.IsClosed || Row.State == TrainingState.Returned ? LocalRedirect(TrainingPaths.Of(Id)) : Page();
    }

    public async Task<IActionResult> OnPostAsync([FromServices] ReturnTrainingHandler back, CancellationToken ct)
    {
        var returned = await back.HandleAsync(new ReturnTraining(Id, Activity, Version, Reason), await current.PersonAsync(ct), ct);
        this.Done(texts["Training.ReturnDone", returned.Title]);
        return LocalRedirect(TrainingPaths.Of(Id));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await current.AccessAsync(cancellation);
        Pathway = await pathways.ReadAsync(Id, access, cancellation);
        if (!access.May(Permission.ConfirmTraining, Pathway.Scope))
            throw new NotFoundException();
        Row = (await book.RowsAsync(Id, cancellation)).Find(r => r.Id == Activity) ?? throw new NotFoundException();
        Version = Row.Version;
        ModelState.Remove(nameof(Version));
    }
}
