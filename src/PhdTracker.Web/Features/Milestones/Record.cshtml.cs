using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>Where an office records a milestone that was reached outside the app, or decides that it is not required, or required after all.</summary>
public sealed class RecordModel(CurrentPerson current, MilestoneCases cases, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    public enum Choice { Reached, NotRequired }

    [BindProperty]
    public Choice? What { get; set; }

    [BindProperty]
    public DateOnly? On { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The version of the milestone that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public MilestoneCase Case { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        Version = Case.Version;
        return Case.CanBeRecorded || Case.State == MilestoneState.Waived ? Page() : Redirect($"/milestones/{id}");
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] RecordMilestoneHandler record, [FromServices] WaiveMilestoneHandler waive, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        Check();
        if (!ModelState.IsValid)
            return Page();
        var person = await current.PersonAsync(ct);
        if (What == Choice.NotRequired)
            await waive.HandleAsync(new WaiveMilestone(id, Version, Reason ?? ""), person, ct);
        else
            await record.HandleAsync(new RecordMilestone(id, Version, On!.Value, Reason ?? ""), person, ct);
        this.Done(What == Choice.NotRequired
            ? texts["Milestones.Record.DoneWaived", texts.Of(Case.TitleEn, Case.TitleFr), Case.Student]
            : texts["Milestones.Record.DoneReached", texts.Of(Case.TitleEn, Case.TitleFr), Case.Student, texts.Date(On!.Value)]);
        return Redirect($"/milestones/{id}");
    }

    /// <summary>What was not required is required after all.</summary>
    public async Task<IActionResult> OnPostRequireAsync(int id, [FromServices] RequireMilestoneHandler require, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await require.HandleAsync(new RequireMilestone(id, Version, Reason ?? ""), await current.PersonAsync(ct), ct);
        this.Done(texts["Milestones.Record.DoneRequired", texts.Of(Case.TitleEn, Case.TitleFr), Case.Student]);
        return Redirect($"/milestones/{id}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Case.Id, cancellation);
        Version = Case.Version;
    }

    private void Check()
    {
        if (ModelState[nameof(On)]?.Errors.Count > 0)
        {
            ModelState.Remove(nameof(On));
            ModelState.AddModelError(nameof(On), texts["Milestones.Record.DayNotUnderstood"]);
        }
        if (What is null)
        {
            ModelState.Remove(nameof(What));
            ModelState.AddModelError(nameof(What), texts["Milestones.Record.ChoiceMissing"]);
        }
        else if (What == Choice.Reached && On is null && ModelState[nameof(On)]?.Errors.Count is null or 0)
        {
            ModelState.AddModelError(nameof(On), texts["Milestones.Record.DayMissing"]);
        }
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        Case = await cases.ReadAsync(id, await current.AccessAsync(ct), Permission.RecordMilestones, ct);
        Today = clock.Today();
    }
}
