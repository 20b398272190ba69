using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>Where the office corrects a wrong start or share of full time: it sees every date before and after, then applies the correction.</summary>
public sealed class StartModel(CurrentPerson current, PhdTrackerDb db, Pathways pathways, StartPreview preview, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public DateOnly? StartOn { get; set; }

    /// <summary>Percent of full time, as typed.</summary>
    [BindProperty]
    public string? Percent { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The version of the candidature that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public ManagedCandidature Case { get; private set; } = null!;

    /// <summary>Every date before and after; empty until it was asked for.</summary>
    public IReadOnlyList<MovedDate> Moved { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        (Version, StartOn, Percent) = (Case.Version, Case.Pathway.StartOn, (Case.Pathway.Fte * 100).ToString("0.##", texts.Culture));
        return Case.Pathway.IsClosed ? Redirect($"/candidatures/{id}") : Page();
    }

    public async Task<IActionResult> OnPostPreviewAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        if (Share() is { } fte && ModelState.IsValid)
        {
            var mine = (await current.AccessAsync(ct)).Filter(db.Candidatures, Permission.ManageCandidatures);
            Moved = await preview.OfAsync(mine, id, StartOn!.Value, fte, ct);
        }
        return Page();
    }

    public async Task<IActionResult> OnPostApplyAsync(int id, [FromServices] CorrectStartHandler correct, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        if (Share() is not { } fte || !ModelState.IsValid)
            return Page();
        await correct.HandleAsync(new CorrectStart(id, Version, StartOn!.Value, fte, Reason), await current.PersonAsync(ct), ct);
        this.Done(texts["Acts.Start.Done", Case.Pathway.Student]);
        return Redirect($"/candidatures/{id}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Case.Pathway.Id, cancellation);
        Version = Case.Version;
    }

    private decimal? Share()
    {
        ModelState.CheckDay(nameof(StartOn), StartOn, texts);
        if (decimal.TryParse(Percent, NumberStyles.Number, texts.Culture, out var percent) && percent is > 0 and <= 100)
            return percent / 100;
        ModelState.AddModelError(nameof(Percent), texts["Acts.Start.PercentNotUnderstood"]);
        return null;
    }

    private async Task LoadAsync(int id, CancellationToken ct) =>
        Case = await ManagedCandidature.ReadAsync(db, pathways, id, await current.AccessAsync(ct), ct);
}
