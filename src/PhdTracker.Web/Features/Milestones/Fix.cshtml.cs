using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Candidatures;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>Where an office fixes the due date of a milestone by hand, or lets it follow the rules again.</summary>
public sealed class FixModel(CurrentPerson current, MilestoneCases cases, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    [BindProperty]
    public DateOnly? DueOn { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool PastCap { get; set; }

    /// <summary>The version of the milestone that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public MilestoneCase Case { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public bool MayGoPastCap { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        (Version, DueOn) = (Case.Version, Case.DueOn);
        return Case.IsClosed || Case.State == MilestoneState.Submitted ? Redirect($"/milestones/{id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] FixMilestoneDateHandler fix, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        ModelState.CheckDay(nameof(DueOn), DueOn, texts);
        ModelState.CheckReason(Reason, texts);
        if (!ModelState.IsValid)
            return Page();
        await fix.HandleAsync(new FixMilestoneDate(id, Version, DueOn!.Value, Reason ?? "", PastCap), await current.PersonAsync(ct), ct);
        this.Done(texts["FixedDates.Done", texts.Of(Case.TitleEn, Case.TitleFr), Case.Student, texts.Date(DueOn.Value)]);
        return Redirect($"/milestones/{id}");
    }

    public async Task<IActionResult> OnPostReleaseAsync(int id, [FromServices] ReleaseMilestoneDateHandler release, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await release.HandleAsync(new ReleaseMilestoneDate(id, Version), await current.PersonAsync(ct), ct);
        this.Done(texts["FixedDates.Released", texts.Of(Case.TitleEn, Case.TitleFr), Case.Student]);
        return Redirect($"/milestones/{id}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Case.Id, cancellation);
        Version = Case.Version;
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Case = await cases.ReadAsync(id, access, Permission.RecordMilestones, ct);
        MayGoPastCap = access.May(Permission.FixDatesPastCap, Case.Scope);
        Today = clock.Today();
    }
}
