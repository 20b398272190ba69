using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Planning;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Candidatures;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Rules;

/// <summary>A made-up student under a version, beside the version that counts today. Nothing is saved, so it is all in the address.</summary>
public sealed class TryModel(CurrentPerson me, PhdTrackerDb db, RuleSetVersions versions, Lazy<RuleSetLibrary> library, Texts texts, TimeProvider clock) : RuleSetVersionModel(me, db, versions)
{
    private readonly PhdTrackerDb _db = db;

    [BindProperty(SupportsGet = true)]
    public DateOnly? Start { get; set; }

    /// <summary>Percent of full time, as typed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Percent { get; set; }

    [BindProperty(SupportsGet = true)]
    public AwardModel AwardModel { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Side { get; set; }

    /// <summary>First and last day of an interruption.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    /// <inheritdoc cref="From"/>
    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    /// <summary>The other set on which such a student would begin today; null where there is none.</summary>
    public RuleSet? InForce { get; private set; }

    /// <summary>Whether such a student would begin on this version today.</summary>
    public bool IsInForce { get; private set; }

    /// <summary>Whether the version is for students who register on that day.</summary>
    public bool IsCovered => Start is not { } start || ((Set.Scope.RegisteredFrom is null || start >= Set.Scope.RegisteredFrom) && (Set.Scope.RegisteredBefore is null || start < Set.Scope.RegisteredBefore));

    /// <summary>Empty where what was typed cannot be.</summary>
    public IReadOnlyList<TriedRuleDate> Dates { get; private set; } = [];
    public IReadOnlyList<SelectListItem> AwardModels { get; private set; } = [];

    /// <summary>The sides that rules differ by; empty where none does.</summary>
    public IReadOnlyList<SelectListItem> Sides { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    protected override async Task ShowAsync(CancellationToken ct)
    {
        await LoadAsync(Permission.ViewRoutes, ct);
        Start ??= Request.Query.ContainsKey(nameof(Start)) ? null : Set.Scope.RegisteredFrom > clock.Today() ? Set.Scope.RegisteredFrom : clock.Today();
        Percent ??= Request.Query.ContainsKey(nameof(Percent)) ? null : "100";
        var institution = Set.Scope.Institution;
        var country = institution is null ? null : await _db.Institutions.Where(i => i.Code == institution).Select(i => i.Country).FirstOrDefaultAsync(ct);
        InForce = TriedRuleSet.InForceFor(Set, library.Value, country, Start ?? clock.Today());
        IsInForce = (InForce?.Code, InForce?.Version) == (Code, Number);
        if (IsInForce)
            InForce = null;
        Choices();
        if (Input() is { } input)
            Dates = TriedRuleSet.Compare(InForce, Set, input);
    }

    private void Choices()
    {
        AwardModels = [.. Enum.GetValues<AwardModel>().Select(m => new SelectListItem(texts.Enum(m), m.ToString()))];
        var sides = new[] { Set, InForce }.OfType<RuleSet>().SelectMany(s => s.Rules).SelectMany(r => r.OnlyFor.Sides).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        Sides = sides.Count == 0 ? [] : [new(texts["RuleSets.AnySide"], ""), .. sides.Select(s => new SelectListItem(s, s))];
    }

    /// <summary>What was typed; null where it cannot be, which is said then.</summary>
    private PlanInput? Input()
    {
        ModelState.CheckDay(nameof(Start), Start, texts);
        ModelState.CheckDay(nameof(From), From, texts, required: false);
        ModelState.CheckDay(nameof(To), To, texts, required: false);
        ModelState.SayInWords(nameof(AwardModel), texts["RuleSets.ChoiceNotUnderstood"]);
        var understood = decimal.TryParse(Percent, NumberStyles.Number, texts.Culture, out var percent) && percent is >= 1 and <= 100;
        if (!understood)
            ModelState.AddModelError(nameof(Percent), texts["RuleSets.PercentNotUnderstood"]);
        foreach (var (field, day) in new[] { (nameof(Start), Start), (nameof(From), From), (nameof(To), To) })
        {
            if (day is { Year: < 1900 or > 2200 })
                ModelState.AddModelError(field, texts["RuleSets.YearNotUnderstood"]);
        }
        if (From is null != To is null)
            ModelState.AddModelError(From is null ? nameof(From) : nameof(To), texts["RuleSets.BothDays"]);
        else if (To < From)
            ModelState.AddModelError(nameof(To), texts["RuleSets.LastBeforeFirst"]);
        return !ModelState.IsValid ? null : new PlanInput
        {
            Start = Start!.Value,
            Fte = percent / 100,
            AwardModel = AwardModel,
            Side = string.IsNullOrEmpty(Side) ? null : Side,
            Pauses = From is { } first ? [new Pause(first, To!.Value)] : [],
        };
    }
}
