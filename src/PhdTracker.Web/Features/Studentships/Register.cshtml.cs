using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Supervision;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Studentships;

/// <summary>The office of a side registers a student in a vacant place.</summary>
public sealed class RegisterModel(CurrentPerson current, RegistrationForms forms, RegisterStudentHandler register, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    /// <summary>Rows for supervisors: more are seldom, and can be added later.</summary>
    private const int RowCount = 5;

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
    public int? HomeInstitutionId { get; set; }

    [BindProperty]
    public int? AwardingInstitutionId { get; set; }

    [BindProperty]
    public int? UnitId { get; set; }

    [BindProperty]
    public int? DoctoralSchoolId { get; set; }

    [BindProperty]
    public DateOnly? StartOn { get; set; }

    [BindProperty]
    public string? Fte { get; set; }

    [BindProperty]
    public DateOnly? ContractEndsOn { get; set; }

    [BindProperty]
    public DateOnly? FundingEndsOn { get; set; }

    [BindProperty]
    public string? StudentNumber { get; set; }

    [BindProperty]
    public CandidatureState? State { get; set; }

    [BindProperty]
    public List<Row> Rows { get; set; } = [];

    public RegistrationOffer Offer { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        (UnitId, HomeInstitutionId, DoctoralSchoolId) = (Offer.UnitId, Offer.HomeInstitutionId, Offer.DoctoralSchoolId);
        (Language, Fte, State) = (Offer.Party.Institution.Language[..2], "1", CandidatureState.Registered);
        var today = clock.TodayIn(Offer.Party.Institution.TimeZone);
        StartOn = Offer.AgreementFrom > today ? Offer.AgreementFrom : today;
        Rows = [.. Offer.Supervisors.Select(s => new Row { Email = s.Email, Kind = s.Kind, PartyId = s.PartyId, Share = s.SharePercent, HoldsHdr = s.HoldsHdr })];
        Pad();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        Check();
        if (!ModelState.IsValid)
            return Page();
        var facts = new RegistrationFacts(
            HomeInstitutionId, AwardingInstitutionId, UnitId, DoctoralSchoolId, StartOn!.Value, decimal.Parse(Fte!, CultureInfo.InvariantCulture), ContractEndsOn, FundingEndsOn, StudentNumber);
        var supervisors = Rows.Select((r, i) => new SupervisorRow(r.Email, r.Kind, r.PartyId, r.Share, r.HoldsHdr, $"Rows[{i.ToString(CultureInfo.InvariantCulture)}].Email")).ToList();
        var candidature = await register.HandleAsync(
            new RegisterStudent(Id, State ?? CandidatureState.Registered, new StudentDetails(Email, GivenName, FamilyName, Language), facts, supervisors), await current.PersonAsync(ct), ct);
        this.Done(texts["Register.Done", candidature.Student.DisplayName, texts.Date(candidature.StartOn)]);
        return Redirect(FormattableString.Invariant($"/candidatures/{candidature.Id}"));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        Offer = await forms.OfAsync(Id, await current.AccessAsync(cancellation), cancellation);
        Pad();
    }

    public IEnumerable<SelectListItem> Languages => [new("English", "en"), new("Français", "fr")];

    public IEnumerable<SelectListItem> Modes => [new(texts["Register.FullTime"], "1"), new(texts["Register.HalfTime"], "0.5"), .. new[] { "0.8", "0.75", "0.6" }.Select(f => new SelectListItem(texts["Register.PartTime", decimal.Parse(f, CultureInfo.InvariantCulture) * 100], f))];

    public IEnumerable<SelectListItem> States => [new(texts.Enum(CandidatureState.Registered), nameof(CandidatureState.Registered)), new(texts.Enum(CandidatureState.Offered), nameof(CandidatureState.Offered))];

    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<SupervisorKind>().Select(k => new SelectListItem(texts.Enum(k), k.ToString()));

    public IEnumerable<SelectListItem> Universities => Choices(Offer.Universities.Select(i => (texts.Of(i.NameEn, i.NameFr), i.Id)));

    public IEnumerable<SelectListItem> Awarding => Choices(Offer.Awarding.Select(i => (texts.Of(i.NameEn, i.NameFr), i.Id)), texts["Register.AwardingSame"]);

    public IEnumerable<SelectListItem> Units => Choices(Offer.Units.Select(u => (u.Code is null ? u.Name : $"{u.Name} ({u.Code})", u.Id)));

    public IEnumerable<SelectListItem> Schools => Choices(Offer.Schools.Select(u => (u.Code is null ? u.Name : $"{u.Name} ({u.Code})", u.Id)));

    private IEnumerable<SelectListItem> Choices(IEnumerable<(string Name, int Id)> items, string? none = null) =>
        items.Select(i => new SelectListItem(i.Name, i.Id.ToString(CultureInfo.InvariantCulture))).Prepend(new SelectListItem(none ?? texts["Register.Choose"], ""));

    private void Check()
    {
        foreach (var (field, value) in new[] { (nameof(StartOn), StartOn), (nameof(ContractEndsOn), ContractEndsOn), (nameof(FundingEndsOn), FundingEndsOn) })
        {
            if (ModelState[field]?.Errors.Count > 0)
            {
                ModelState[field]!.Errors.Clear();
                ModelState.AddModelError(field, texts["Register.DayNotUnderstood"]);
            }
            else if (field == nameof(StartOn) && value is null)
            {
                ModelState.AddModelError(field, texts["Register.StartMissing"]);
            }
        }
        if (!Modes.Any(m => m.Value == Fte))
            ModelState.AddModelError(nameof(Fte), texts["Register.ModeMissing"]);
        for (var i = 0; i < Rows.Count; i++)
        {
            var share = $"Rows[{i.ToString(CultureInfo.InvariantCulture)}].Share";
            if (ModelState[share]?.Errors.Count > 0)
            {
                ModelState[share]!.Errors.Clear();
                ModelState.AddModelError(share, texts["Register.ShareNotUnderstood"]);
            }
        }
    }

    private void Pad()
    {
        while (Rows.Count < RowCount)
            Rows.Add(new Row { PartyId = Offer.Party.Id, Kind = Rows.Count == 0 ? SupervisorKind.Lead : SupervisorKind.CoSupervisor });
    }

    /// <summary>One supervisor as it is typed.</summary>
    public sealed class Row
    {
        public string? Email { get; set; }
        public SupervisorKind? Kind { get; set; }
        public int? PartyId { get; set; }
        public int? Share { get; set; }
        public bool HoldsHdr { get; set; }
    }

    /// <summary>The sides that a supervisor can speak for.</summary>
    public IEnumerable<SelectListItem> Sides => Offer.Sides.Select((ProgrammeParty p) => new SelectListItem($"{p.Side} · {p.Institution.ShortName}", p.Id.ToString(CultureInfo.InvariantCulture)));
}
