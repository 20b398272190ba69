using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>Where the office records that a student leaves.</summary>
public sealed class LeaveModel(CurrentPerson current, PhdTrackerDb db, Pathways pathways, Texts texts) : PageModel, IShowAgain
{
    public enum Way { Withdrawn, Terminated }

    [BindProperty]
    public Way? How { get; set; }

    [BindProperty]
    public DateOnly? LastDay { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The version of the candidature that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public ManagedCandidature Case { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        Version = Case.Version;
        return Case.Pathway.IsClosed ? Redirect($"/candidatures/{id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] LeaveCandidatureHandler leave, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        ModelState.CheckDay(nameof(LastDay), LastDay, texts);
        if (How is null)
        {
            ModelState.Remove(nameof(How));
            ModelState.AddModelError(nameof(How), texts["Acts.Leave.HowMissing"]);
        }
        if (!ModelState.IsValid)
            return Page();
        var how = How == Way.Terminated ? CandidatureState.Terminated : CandidatureState.Withdrawn;
        await leave.HandleAsync(new LeaveCandidature(id, Version, how, LastDay!.Value, Note, Reason), await current.PersonAsync(ct), ct);
        this.Done(texts["Acts.Leave.Done", Case.Pathway.Student, texts.Date(LastDay.Value)]);
        return Redirect($"/candidatures/{id}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Case.Pathway.Id, cancellation);
        Version = Case.Version;
    }

    private async Task LoadAsync(int id, CancellationToken ct) =>
        Case = await ManagedCandidature.ReadAsync(db, pathways, id, await current.AccessAsync(ct), ct);
}
