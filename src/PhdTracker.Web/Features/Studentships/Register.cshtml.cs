using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Studentships;

/// <summary>The office of a side registers a student in a vacant place.</summary>
public sealed class RegisterModel(CurrentPerson current, RegistrationForms forms, RegisterStudentHandler register, Texts texts, TimeProvider clock) : RegistrationPage(texts), IShowAgain
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public CandidatureState? State { get; set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        Propose();
        (Language, Fte, State) = (Offer.Party.Institution.Language[..2], "1", CandidatureState.Registered);
        var today = clock.TodayIn(Offer.Party.Institution.TimeZone);
        StartOn = Offer.AgreementFrom > today ? Offer.AgreementFrom : today;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        Check();
        if (!ModelState.IsValid)
            return Page();
        var candidature = await register.HandleAsync(
            new RegisterStudent(Id, State ?? CandidatureState.Registered, new StudentDetails(Email, GivenName, FamilyName, Language), Facts(), Supervisors()), await current.PersonAsync(ct), ct);
        this.Done(Texts["Register.Done", candidature.Student.DisplayName, Texts.Date(candidature.StartOn)]);
        return Redirect(FormattableString.Invariant($"/candidatures/{candidature.Id}"));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        Offer = await forms.OfAsync(Id, await current.AccessAsync(cancellation), cancellation);
        Pad();
    }

    public IEnumerable<SelectListItem> Languages => [new("English", "en"), new("Français", "fr")];

    public IEnumerable<SelectListItem> States => [new(Texts.Enum(CandidatureState.Registered), nameof(CandidatureState.Registered)), new(Texts.Enum(CandidatureState.Offered), nameof(CandidatureState.Offered))];
}
