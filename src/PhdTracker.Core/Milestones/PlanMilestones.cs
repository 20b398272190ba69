using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Planning;

namespace PhdTracker.Core.Milestones;

/// <summary>
/// Computes a candidature's milestones from the rule sets that it follows and brings its rows into line: new ones are added, dates that
/// are still pending move, what fell away is skipped. Changes loaded entities only; the caller saves.
/// </summary>
/// <param name="library">The rule sets as they are when they are first needed: one question to the database, however many are planned.</param>
/// <param name="clock">Says which day it is.</param>
public sealed class PlanMilestones(Lazy<RuleSetLibrary> library, TimeProvider clock)
{
    /// <summary>Loads with candidatures everything that their plans depend on.</summary>
    public static IQueryable<Candidature> WithPlan(IQueryable<Candidature> candidatures) => candidatures
        .Include(c => c.Studentship).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
        .Include(c => c.Studentship).ThenInclude(s => s.Project).ThenInclude(p => p.Programme).ThenInclude(p => p.Parties).ThenInclude(p => p.Institution)
        .Include(c => c.HomeInstitution)
        .Include(c => c.Unit)
        .Include(c => c.DoctoralSchool)
        .Include(c => c.StatusPeriods)
        .Include(c => c.Stays)
        .Include(c => c.Milestones)
        .AsSplitQuery();

    /// <summary>Plans one candidature, loaded <see cref="WithPlan"/> or newly made. Planning twice changes nothing.</summary>
    public void For(Candidature candidature)
    {
        var sets = RuleSetsOf.Following(candidature, library.Value).ToList();
        var dates = Plan.Compute(sets.Select(s => s.Set), InputOf(candidature)).Where(d => d.State != PlannedState.Skipped).ToList();
        var existing = candidature.Milestones.ToDictionary(KeyOf);
        var planned = new Dictionary<(string, string, int), Milestone>();
        foreach (var date in dates)
        {
            var rule = new MilestoneRuleRef(date.RuleSet, date.RuleSetVersion, date.Rule, date.Repeat);
            var key = (rule.RuleSetCode, rule.RuleCode, rule.Occurrence);
            if (!existing.TryGetValue(key, out var milestone))
                candidature.Milestones.Add(milestone = new Milestone(candidature, sets.First(s => s.Set.Code == date.RuleSet).Party, rule, date.Title.En, date.Title.Fr));
            milestone.Plan(new MilestonePlan(date.OpensOn, date.DueOn, date.Rationale.En, date.Rationale.Fr, date.Inputs, date.TakesSubmission, date.Route, date.RetakeMonths, date.Optional));
            planned[key] = milestone;
        }
        foreach (var (key, milestone) in existing)
        {
            if (!planned.ContainsKey(key) && milestone.State == MilestoneState.Planned)
                milestone.Skip();
        }
        Equate(dates, planned);
        foreach (var milestone in candidature.Milestones.Where(m => m is { IsFixed: true, IsClosed: false, RetakeUsed: false }))
            milestone.FollowRuleBehind(Unfixed(candidature, milestone));
    }

    /// <summary>The rule sets that a candidature follows: the home institution's first, then the programme's, then the partners'.</summary>
    /// <param name="candidature">Loaded <see cref="WithPlan"/>.</param>
    public IReadOnlyList<RuleSet> Follows(Candidature candidature) => [.. RuleSetsOf.Following(candidature, library.Value).Select(s => s.Set)];

    /// <summary>For each set that a candidature follows in a version that is not the newest which covers it: that one and the newest.</summary>
    /// <param name="candidature">Loaded <see cref="WithPlan"/>.</param>
    public IReadOnlyList<(RuleSet From, RuleSet To)> Newer(Candidature candidature) => [.. RuleSetsOf.Newer(candidature, library.Value)];

    /// <summary>Lets a candidature follow another version of a set and plans it: what is closed stays as it is.</summary>
    /// <param name="candidature">Loaded <see cref="WithPlan"/>.</param>
    /// <param name="to">A version of a code that it follows.</param>
    public void Move(Candidature candidature, RuleSet to)
    {
        foreach (var milestone in candidature.Milestones.Where(m => m.RuleSetCode == to.Code && (!m.IsClosed || m.State == MilestoneState.Skipped)))
        {
            if (to.Rule(milestone.RuleCode) is { } rule)
                milestone.Follow(to.Version, rule.TitleOf(milestone.Occurrence));
        }
        For(candidature);
    }

    /// <summary>The due date that a milestone would have with some days more, as far as the rules let it; null where the plan has it no more.</summary>
    /// <param name="candidature">Loaded <see cref="WithPlan"/>.</param>
    public DateOnly? DueWith(Candidature candidature, Milestone milestone, int days)
    {
        var input = InputOf(candidature);
        var more = input with { Extensions = [.. input.Extensions, new DateExtension(PlanKeyOf(milestone), days, RuleSet: milestone.RuleSetCode)] };
        return DateOf(milestone, candidature, more)?.DueOn;
    }

    /// <summary>What the rules make of a due date that somebody wants to fix: the day itself, or an earlier one where that is the latest they allow.</summary>
    /// <param name="candidature">Loaded <see cref="WithPlan"/>.</param>
    public DateOnly Allowed(Candidature candidature, Milestone milestone, DateOnly wanted)
    {
        if (Unfixed(candidature, milestone)?.DueOn is not { } due || due >= wanted)
            return wanted;
        var more = new DateExtension(PlanKeyOf(milestone), wanted.DayNumber - due.DayNumber, RuleSet: milestone.RuleSetCode);
        return Unfixed(candidature, milestone, more) is { } reached && reached.DueOn < wanted ? reached.DueOn : wanted;
    }

    /// <summary>What the rules say of a milestone whose date was not fixed; null where the plan has it no more.</summary>
    private PlannedDate? Unfixed(Candidature candidature, Milestone milestone, params IEnumerable<DateExtension> more)
    {
        var (key, input) = (PlanKeyOf(milestone), InputOf(candidature));
        input = input with
        {
            Facts = [.. input.Facts.Where(f => f.Milestone != key || f.RuleSet != milestone.RuleSetCode)],
            Extensions = [.. input.Extensions, .. more],
        };
        return DateOf(milestone, candidature, input);
    }

    private PlannedDate? DateOf(Milestone milestone, Candidature candidature, PlanInput input)
    {
        var key = PlanKeyOf(milestone);
        return Plan.Compute(RuleSetsOf.Following(candidature, library.Value).Select(s => s.Set), input).FirstOrDefault(d => d.RuleSet == milestone.RuleSetCode && d.Milestone == key && d.State != PlannedState.Skipped);
    }

    private PlanInput InputOf(Candidature candidature)
    {
        var periods = candidature.StatusPeriods;
        var stays = periods.Where(p => p.Kind == StatusKind.OnMobility).Select(p => (p.From, p.To)).Concat(candidature.Stays.Select(s => (s.From, To: (DateOnly?)s.To))).ToList();
        return new PlanInput
        {
            Start = candidature.StartOn,
            Fte = candidature.FteOn(candidature.StartOn),
            AwardModel = candidature.Studentship.Project.Programme.AwardModel,
            Side = candidature.Studentship.Party.Side,
            Statuses = StatusesOf(candidature),
            Pauses = [.. periods.Where(p => p.Kind == StatusKind.Interrupted).Select(p => new Pause(p.From, p.To ?? Later(p.From, clock.Today())))],
            Shifts = [.. periods.Where(p => p.Kind == StatusKind.Shifted).Select(p => new Shift(p.From, p.To!.Value))],
            FteChanges = ChangesOf(candidature),
            Extensions = [.. candidature.Milestones.SelectMany(ExtensionsOf)],
            Facts = [.. candidature.Milestones.Where(m => m.IsFixed || (m.IsClosed && m.DoneOn is not null)).Select(FactOf)],
            DefenceOn = candidature.DefenceOn,
            ContractEndsOn = candidature.ContractEndsOn,
            StayStartsOn = stays.Count == 0 ? null : stays.Min(p => p.From),
            StayEndsOn = stays.Count == 0 ? null : stays.Max(p => p.To),
        };
    }

    /// <summary>Each part-time period sets the share on its first day; the day after its last, the share at the start holds again.</summary>
    private static List<FteChange> ChangesOf(Candidature candidature)
    {
        var changes = new SortedDictionary<DateOnly, decimal>();
        foreach (var period in candidature.StatusPeriods.Where(p => p.Fte is not null && p.Kind != StatusKind.Interrupted).OrderBy(p => p.From))
        {
            changes[period.From] = period.Fte!.Value;
            if (period.To is { } last)
                changes.TryAdd(last.AddDays(1), candidature.Fte);
        }
        return [.. changes.Where(c => c.Key > candidature.StartOn).Select(c => new FteChange(c.Key, c.Value))];
    }

    /// <summary>On each day the period that began last holds, of those that go on; where none does, the student is active.</summary>
    private List<StatusChange> StatusesOf(Candidature candidature)
    {
        var (today, periods) = (clock.Today(), candidature.StatusPeriods.Where(p => p.Kind != StatusKind.Shifted).Select(p => (p.Kind, p.From, p.To)).ToList());
        // Of whoever wrote up before that was a period, all that is known is that it is so today.
        if (candidature.State == CandidatureState.WritingUp && !periods.Exists(p => p.Kind == StatusKind.WritingUp && !(p.To < today)))
            periods.Add((StatusKind.WritingUp, today, null));
        var days = periods.Select(p => p.From).Concat(periods.Select(p => p.To?.AddDays(1)).OfType<DateOnly>()).Distinct().Order();
        return [.. days.Select(day => new StatusChange(
            day, periods.Where(p => p.From <= day && !(p.To < day)).OrderBy(p => p.From).Select(p => p.Kind).LastOrDefault(StatusKind.Active)))];
    }

    private static IEnumerable<DateExtension> ExtensionsOf(Milestone milestone)
    {
        var (key, past) = (PlanKeyOf(milestone), milestone.ExtensionDaysPastCap);
        if (milestone.ExtensionDays > past)
            yield return new DateExtension(key, milestone.ExtensionDays - past, RuleSet: milestone.RuleSetCode);
        if (past > 0)
            yield return new DateExtension(key, past, PastCap: true, milestone.RuleSetCode);
    }

    private static MilestoneFact FactOf(Milestone milestone) => new(PlanKeyOf(milestone), milestone.RuleSetCode)
    {
        DoneOn = milestone.IsClosed ? milestone.DoneOn : null,
        DueOn = milestone.IsClosed ? milestone.DueOn : null,
        FixedOn = milestone.IsFixed ? milestone.DueOn : null,
        Outcome = milestone.Outcome,
    };

    /// <summary>
    /// One submission serves two milestones: the programme's own counts as the one of the home side. Where that one fell away or is not
    /// required, it is asked for by itself.
    /// </summary>
    private static void Equate(IReadOnlyList<PlannedDate> dates, Dictionary<(string, string, int), Milestone> planned)
    {
        var leading = planned.Values.Where(m => m.PartyId is not null || m.Party is not null).ToLookup(PlanKeyOf, StringComparer.Ordinal);
        foreach (var date in dates)
        {
            var milestone = planned[(date.RuleSet, date.Rule, date.Repeat)];
            if (date.EquivalentTo.SelectMany(key => leading[key]).FirstOrDefault(m => m != milestone && (m.State != MilestoneState.Waived || milestone.IsClosed)) is { } other)
                milestone.CountAs(other);
            else if (milestone is { State: MilestoneState.Planned, EquivalentTo: not null })
                milestone.CountAlone();
        }
    }

    private static (string, string, int) KeyOf(Milestone milestone) => (milestone.RuleSetCode, milestone.RuleCode, milestone.Occurrence);

    private static string PlanKeyOf(Milestone milestone) => milestone.Occurrence == 0 ? milestone.RuleCode : $"{milestone.RuleCode}-{milestone.Occurrence}";

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
