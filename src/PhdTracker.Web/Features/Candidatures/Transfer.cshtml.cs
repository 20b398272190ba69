using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Web.Features.Studentships;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>Where the office sends a student over to another side of the project: it sees what will happen, then applies it.</summary>
public sealed class TransferModel(CurrentPerson current, PhdTrackerDb db, Pathways pathways, ProjectEnding endings, RegistrationForms forms, TransferPreview preview, Texts texts, TimeProvider clock)
    : RegistrationPage(texts), IShowAgain
{
    private Access _access = null!;

    /// <summary>The place that the student goes to; the first vacant one unless it was chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public int? PlaceId { get; set; }

    [BindProperty]
    public DateOnly? LastDay { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The version of the candidature that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>What the preview that the reader saw was computed from.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>What the preview is computed from now.</summary>
    public string Basis => string.Join('|', new object?[] { PlaceId, StartOn?.DayNumber, Fte, HomeInstitutionId, AwardingInstitutionId, UnitId, DoctoralSchoolId });

    /// <summary>Whether something was changed after the preview, so that it is shown anew first.</summary>
    public bool IsChanged { get; private set; }

    public ManagedCandidature Case { get; private set; } = null!;

    /// <summary>The project as it stands: what would end with the candidature.</summary>
    public Ending Project { get; private set; } = null!;

    /// <summary>The place that the student leaves.</summary>
    public EndingPlace Own { get; private set; } = null!;

    /// <summary>The places of the other sides.</summary>
    public IReadOnlyList<EndingPlace> Others => [.. Project.Places.Where(p => p != Own)];

    /// <summary>Places that the student can go to.</summary>
    public IReadOnlyList<EndingPlace> Vacant => Project.IsOver ? [] : [.. Others.Where(p => p.IsVacant)];

    /// <summary>What the student brings along; null until it was asked for.</summary>
    public Transfer? Brought { get; private set; }

    protected override decimal? KeptFte => Case.Pathway.Fte;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        if (Case.Pathway.IsClosed)
            return Redirect($"/candidatures/{id}");
        if (PlaceId is null)
            return Page();
        Propose();
        (Version, LastDay, StartOn, Fte) = (Case.Version, clock.Today(), Case.Pathway.StartOn, Written(Case.Pathway.Fte));
        return Page();
    }

    public async Task<IActionResult> OnPostPreviewAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        if (IsFilledIn())
            Brought = await PreviewAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostApplyAsync(int id, [FromServices] TransferCandidatureHandler transfer, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        if (!IsFilledIn())
            return Page();
        Brought = await PreviewAsync(ct);
        if (Seen != Basis)
        {
            IsChanged = true;
            return Page();
        }
        var next = await transfer.HandleAsync(new TransferCandidature(id, Version, PlaceId!.Value, LastDay!.Value, Facts(), Supervisors(), Reason), await current.PersonAsync(ct), ct);
        this.Done(Texts["Acts.Transfer.Done", Case.Pathway.Student, Offer.Party.Institution.ShortName]);
        return Redirect(FormattableString.Invariant($"/candidatures/{next.Id}"));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Case.Pathway.Id, cancellation);
        Version = Case.Version;
    }

    private bool IsFilledIn()
    {
        if (PlaceId is null)
            return false;
        ModelState.CheckDay(nameof(LastDay), LastDay, Texts);
        Check();
        return ModelState.IsValid;
    }

    private Task<Transfer> PreviewAsync(CancellationToken ct) =>
        preview.OfAsync(_access.Filter(db.Candidatures, Permission.ManageCandidatures), Case.Pathway.Id, PlaceId!.Value, Facts(), ct);

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        _access = await current.AccessAsync(ct);
        Case = await ManagedCandidature.ReadAsync(db, pathways, id, _access, ct);
        Project = await endings.ReadAsync(Case.Pathway.Project.Id, _access, ct);
        Own = Project.Places.Single(p => p.PartyId == Case.Pathway.Scope.PartyId);
        PlaceId ??= Vacant.Count > 0 ? Vacant[0].StudentshipId : null;
        if (PlaceId is { } place)
        {
            Offer = await forms.OfTransferAsync(id, place, _access, ct);
            Pad();
        }
    }
}
