using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Web.Features.Studentships;

/// <summary>What the forms share by which an office puts a student in a place: where, from when, and who supervises.</summary>
public abstract class RegistrationPage(Texts texts) : PageModel
{
    /// <summary>Rows for supervisors: more are seldom, and can be added later.</summary>
    private const int RowCount = 5;
    private static readonly string[] PartTimes = ["0.8", "0.75", "0.6"];

    protected Texts Texts { get; } = texts;

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
    public List<Row> Rows { get; set; } = [];

    public RegistrationOffer Offer { get; protected set; } = null!;

    /// <summary>A share of full time that is none of the usual ones, and is kept.</summary>
    protected virtual decimal? KeptFte => null;

    public IEnumerable<SelectListItem> Modes =>
    [
        new(Texts["Register.FullTime"], "1"), new(Texts["Register.HalfTime"], "0.5"),
        .. PartTimes.Union(KeptFte is { } kept and not (1 or 0.5m) ? [Written(kept)] : []).Select(f => new SelectListItem(Texts["Register.PartTime", decimal.Parse(f, CultureInfo.InvariantCulture) * 100], f)),
    ];

    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<SupervisorKind>().Select(k => new SelectListItem(Texts.Enum(k), k.ToString()));

    public IEnumerable<SelectListItem> Universities => Choices(Offer.Universities.Select(i => (Texts.Of(i.NameEn, i.NameFr), i.Id)));

    public IEnumerable<SelectListItem> Awarding => Choices(Offer.Awarding.Select(i => (Texts.Of(i.NameEn, i.NameFr), i.Id)), Texts["Register.AwardingSame"]);

    public IEnumerable<SelectListItem> Units => Choices(Offer.Units.Select(u => (u.Code is null ? u.Name : $"{u.Name} ({u.Code})", u.Id)));

    public IEnumerable<SelectListItem> Schools => Choices(Offer.Schools.Select(u => (u.Code is null ? u.Name : $"{u.Name} ({u.Code})", u.Id)));

    /// <summary>The sides that a supervisor can speak for.</summary>
    public IEnumerable<SelectListItem> Sides => Offer.Sides.Select((ProgrammeParty p) => new SelectListItem($"{p.Side} · {p.Institution.ShortName}", p.Id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A share of full time as the list of modes writes it.</summary>
    protected static string Written(decimal fte) => fte.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Fills in what is known about the place before the office types anything.</summary>
    protected void Propose()
    {
        (UnitId, HomeInstitutionId, DoctoralSchoolId) = (Offer.UnitId, Offer.HomeInstitutionId, Offer.DoctoralSchoolId);
        Rows = [.. Offer.Supervisors.Select(s => new Row { Email = s.Email, Kind = s.Kind, PartyId = s.PartyId, Share = s.SharePercent, HoldsHdr = s.HoldsHdr })];
        Pad();
    }

    /// <summary>What was typed, once <see cref="Check"/> found nothing.</summary>
    protected RegistrationFacts Facts() => new(
        HomeInstitutionId, AwardingInstitutionId, UnitId, DoctoralSchoolId, StartOn!.Value, decimal.Parse(Fte!, CultureInfo.InvariantCulture), ContractEndsOn, FundingEndsOn, StudentNumber);

    /// <inheritdoc cref="Facts"/>
    protected List<SupervisorRow> Supervisors() =>
        [.. Rows.Select((r, i) => new SupervisorRow(r.Email, r.Kind, r.PartyId, r.Share, r.HoldsHdr, $"Rows[{i.ToString(CultureInfo.InvariantCulture)}].Email"))];

    /// <summary>Says in words what is missing, or is no day, mode or share.</summary>
    protected void Check()
    {
        foreach (var (field, value) in new[] { (nameof(StartOn), StartOn), (nameof(ContractEndsOn), ContractEndsOn), (nameof(FundingEndsOn), FundingEndsOn) })
        {
            if (ModelState[field]?.Errors.Count > 0)
            {
                ModelState[field]!.Errors.Clear();
                ModelState.AddModelError(field, Texts["Register.DayNotUnderstood"]);
            }
            else if (field == nameof(StartOn) && value is null)
            {
                ModelState.AddModelError(field, Texts["Register.StartMissing"]);
            }
        }
        if (!Modes.Any(m => m.Value == Fte))
            ModelState.AddModelError(nameof(Fte), Texts["Register.ModeMissing"]);
        for (var i = 0; i < Rows.Count; i++)
        {
            var share = $"Rows[{i.ToString(CultureInfo.InvariantCulture)}].Share";
            if (ModelState[share]?.Errors.Count > 0)
            {
                ModelState[share]!.Errors.Clear();
                ModelState.AddModelError(share, Texts["Register.ShareNotUnderstood"]);
            }
        }
    }

    /// <summary>Adds empty rows to those filled in.</summary>
    protected void Pad()
    {
        while (Rows.Count < RowCount)
            Rows.Add(new Row { PartyId = Offer.Party.Id, Kind = Rows.Count == 0 ? SupervisorKind.Lead : SupervisorKind.CoSupervisor });
    }

    private IEnumerable<SelectListItem> Choices(IEnumerable<(string Name, int Id)> items, string? none = null) =>
        items.Select(i => new SelectListItem(i.Name, i.Id.ToString(CultureInfo.InvariantCulture))).Prepend(new SelectListItem(none ?? Texts["Register.Choose"], ""));

    /// <summary>One supervisor as it is typed.</summary>
    public sealed class Row
    {
        public string? Email { get; set; }
        public SupervisorKind? Kind { get; set; }
        public int? PartyId { get; set; }
        public int? Share { get; set; }
        public bool HoldsHdr { get; set; }
    }
}
