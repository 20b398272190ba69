using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Web.Features.Candidatures;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Projects;

/// <summary>Where an office records that an institution withdraws from a project, and says what becomes of its student and of the rest.</summary>
public sealed class WithdrawalModel(CurrentPerson current, ProjectEnding endings, Texts texts) : PageModel, IShowAgain
{
    private Access _access = null!;

    /// <summary>The place of the institution that withdraws.</summary>
    [BindProperty]
    public int? PlaceId { get; set; }

    [BindProperty]
    public StudentFate? Student { get; set; }

    [BindProperty]
    public ProjectFate? Rest { get; set; }

    [BindProperty]
    public DateOnly? LastDay { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Understood { get; set; }

    /// <summary>The version of the project that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Ending Ending { get; private set; } = null!;

    /// <summary>Places that still exist.</summary>
    public IReadOnlyList<EndingPlace> Open => [.. Ending.Places.Where(p => p.ClosedOn is null)];

    /// <summary>Whether a student of one side can go over to another.</summary>
    public bool MayTransfer => Open.Any(p => p.IsVacant) && Open.Any(p => !p.IsVacant);

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        Version = Ending.Version;
        return Ending.IsOver || Open.Count == 0 ? Redirect($"/projects/{id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] WithdrawInstitutionHandler withdraw, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        var place = Ending.Places.FirstOrDefault(p => p.StudentshipId == PlaceId);
        Check(place);
        if (!ModelState.IsValid)
            return Page();
        var command = new WithdrawInstitution(id, Version, place!.StudentshipId, LastDay!.Value, Student ?? StudentFate.Ends, Rest!.Value, Reason, Understood);
        var goesOver = await withdraw.HandleAsync(command, await current.PersonAsync(ct), ct);
        this.Done(texts[goesOver is null ? "Acts.Withdrawal.Done" : "Acts.Withdrawal.DoneTransfer", place.Institution, Ending.Code, texts.Date(LastDay.Value), place.Student?.Name ?? ""]);
        return Redirect(goesOver is not null && _access.May(Permission.ManageCandidatures, ScopeOf(place))
            ? FormattableString.Invariant($"/candidatures/{goesOver.Id}/transfer")
            : FormattableString.Invariant($"/projects/{id}"));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Ending.Id, cancellation);
        Version = Ending.Version;
    }

    private void Check(EndingPlace? place)
    {
        ModelState.CheckDay(nameof(LastDay), LastDay, texts);
        if (place is null)
            Missing(nameof(PlaceId), "Acts.Withdrawal.PlaceMissing");
        else if (place.Student is not null && Student is null)
            Missing(nameof(Student), "Acts.Withdrawal.StudentMissing");
        if (Rest is null)
            Missing(nameof(Rest), "Acts.Withdrawal.RestMissing");
    }

    private void Missing(string field, string key)
    {
        ModelState.Remove(field);
        ModelState.AddModelError(field, texts[key]);
    }

    private CaseScope ScopeOf(EndingPlace place) => new(Ending.ProgrammeId, place.PartyId, Ending.Id);

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        _access = await current.AccessAsync(ct);
        Ending = await endings.ReadAsync(id, _access, ct);
    }
}
