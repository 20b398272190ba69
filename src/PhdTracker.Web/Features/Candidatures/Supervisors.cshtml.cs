using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Supervision;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>Who supervises a student and who did; the office changes shares, adds people and ends their supervision.</summary>
public sealed class SupervisorsModel(CurrentPerson current, PhdTrackerDb db, Pathways pathways, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    [BindProperty]
    public List<PresentRow> Present { get; set; } = [];

    [BindProperty]
    public List<AddedRow> Added { get; set; } = [];

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The version of the candidature that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public ManagedCandidature Case { get; private set; } = null!;
    public IReadOnlyList<SupervisionLine> Lines { get; private set; } = [];
    public IReadOnlyList<PartyChoice> Parties { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        (Version, From) = (Case.Version, clock.Today());
        return Case.Pathway.IsClosed ? Redirect($"/candidatures/{id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] ChangeSupervisorsHandler change, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        ModelState.CheckRows(texts);
        ModelState.CheckDay(nameof(From), From, texts);
        if (!ModelState.IsValid)
            return Page();
        var kept = Present.Select(r => new KeptSupervisor(r.Id, r.Share, r.Hdr, r.LastDay)).ToList();
        await change.HandleAsync(new ChangeSupervisors(id, Version, kept, SupervisionForm.Rows(Added), From!.Value, Reason), await current.PersonAsync(ct), ct);
        this.Done(texts["Acts.Supervisors.Done", Case.Pathway.Student]);
        return Redirect($"/candidatures/{id}/supervisors");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Case.Pathway.Id, cancellation);
        Version = Case.Version;
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        Case = await ManagedCandidature.ReadAsync(db, pathways, id, await current.AccessAsync(ct), ct);
        Lines = await SupervisionLine.OfAsync(db, id, ct);
        Parties = await SupervisionForm.PartiesAsync(db, Case.Pathway.Scope.ProgrammeId, ct);
        var today = clock.Today();
        var typed = Present.DistinctBy(r => r.Id).ToDictionary(r => r.Id);
        Present = [.. Lines.Where(l => l.To is null || l.To >= today)
            .Select(l => typed.GetValueOrDefault(l.Id) ?? new PresentRow { Id = l.Id, Share = l.SharePercent, Hdr = l.HoldsHdr, LastDay = l.To })];
        Added = SupervisionForm.Padded(Added, SupervisionForm.AddedRows);
    }
}
