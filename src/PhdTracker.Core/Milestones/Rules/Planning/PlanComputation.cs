namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>One run over one rule set. Dates that others hang on are computed first, whatever the order of the rules.</summary>
internal sealed class PlanComputation
{
    /// <summary>Of the plan of an earlier day only the dates are asked.</summary>
    private static readonly LocalText Untold = new("", "");
    private readonly RuleSet _set;
    private readonly PlanInput _input;
    private readonly ActiveClock _clock;
    private readonly DateOnly? _asAt;
    private readonly DateTerms _terms;
    private readonly Dictionary<string, MilestoneFact> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<PlannedDate>> _ready = new(StringComparer.Ordinal);
    private readonly Dictionary<DateOnly, PlanComputation> _earlier = [];

    public PlanComputation(RuleSet set, PlanInput input) : this(set, input, null) { }

    private PlanComputation(RuleSet set, PlanInput input, DateOnly? asAt)
    {
        (_set, _input, _clock, _asAt) = (set, input, input.Clock(asAt), asAt);
        _terms = new DateTerms(input, _clock, AnchorOf);
        foreach (var fact in input.Facts.Where(f => Mine(f.RuleSet)))
            _facts.TryAdd(fact.Milestone, asAt is { } day ? fact.KnownBefore(day) : fact);
    }

    public IEnumerable<PlannedDate> Run() => _set.RulesFor(_input.AwardModel, _input.Side).SelectMany(Of);

    /// <summary>
    /// The plan as it stood on the day before: only what began before counts, and of a pause only its days until then. So a date that
    /// was met stays where it was on that day, whatever came later.
    /// </summary>
    private PlanComputation AsAt(DateOnly day)
    {
        if (!_earlier.TryGetValue(day, out var earlier))
            _earlier[day] = earlier = new(_set, _input, day);
        return earlier;
    }

    private IReadOnlyList<PlannedDate> Of(MilestoneRule rule)
    {
        if (!_ready.TryGetValue(rule.Code, out var dates))
            _ready[rule.Code] = dates = [.. Repeats(rule).Select(repeat => One(rule, repeat)).OfType<PlannedDate>()];
        return dates;
    }

    private IEnumerable<int> Repeats(MilestoneRule rule)
    {
        if (!rule.Repeats)
            return [0];
        var planned = Enumerable.Range(1, rule.Repeat?.Times
            ?? new Campaigns(rule.Campaign!, _input.Start).CountUntil(AnchorOf(rule.Campaign!.Until!)?.Date ?? DateOnly.MaxValue));
        // What was done or fixed stays in the plan, even if it would not be planned today.
        var settled = _facts.Values.Where(f => f.FixedOn is not null || f.DoneOn is not null || f.DoneOnUnknownDay)
            .Select(f => _set.Resolve(f.Milestone)).Where(m => m?.Rule == rule).Select(m => m!.Value.Repeat);
        return planned.Union(settled).Order();
    }

    private PlannedDate? One(MilestoneRule rule, int repeat)
    {
        var key = rule.KeyOf(repeat);
        var fact = _facts.GetValueOrDefault(key);
        var doneOn = fact?.DoneOn ?? HeldOn(rule);
        var isDone = doneOn is not null || fact is { DoneOnUnknownDay: true };
        var computed = isDone && fact?.DueOn is not null ? null : doneOn is { } met ? AsAt(met).Computed(rule, repeat, met) : Computed(rule, repeat, null);
        var draft = Settled(rule, fact, computed, isDone, doneOn) ?? computed;
        if (draft is null)
            return null;
        var state = isDone ? PlannedState.Done
            : fact is { Waived: true } ? PlannedState.Waived
            : fact?.FixedOn is not null ? PlannedState.Fixed
            : PlannedState.Pending;
        if (state == PlannedState.Pending && !Asks(rule, draft.Due))
            return null;
        if (state == PlannedState.Pending && Skipped(rule, repeat, draft.Due) is { } why)
        {
            draft.Add(why);
            state = PlannedState.Skipped;
        }
        if (doneOn is { } day && (draft == computed || (fact is { FixedOn: not null, DueOn: null })))
            draft.Add(w => w.Met(day));
        if (state == PlannedState.Waived)
            draft.Add(w => w.Waived());
        return Planned(rule, repeat, draft, state, doneOn);
    }

    /// <summary>What does not follow the rule: a date that was kept when it was met, that an administrator set, or that was agreed.</summary>
    private Draft? Settled(MilestoneRule rule, MilestoneFact? fact, Draft? computed, bool isDone, DateOnly? doneOn)
    {
        var (kind, opens) = (KindOf(rule), computed?.Opens);
        if (isDone && fact?.DueOn is { } kept)
            return new Draft(kind, kept, w => w.Done(doneOn));
        if (fact?.FixedOn is { } settled)
            return new Draft(kind, settled, w => w.Fixed(computed?.Due)) { Opens = opens };
        if (rule.KnownAs is { } name && name != KnownDates.ThesisSubmitted && _input.Known(name) is { } known)
            return new Draft(kind, known, w => w.Recorded(rule.Reference ?? Wording.NameOf(name)));
        return computed is null && doneOn is { } day ? new Draft(kind, day, w => w.DoneWithoutDue()) : null;
    }

    private PlannedDate Planned(MilestoneRule rule, int repeat, Draft draft, PlannedState state, DateOnly? doneOn) => new()
    {
        RuleSet = _set.Code,
        RuleSetVersion = _set.Version,
        Rule = rule.Code,
        Repeat = repeat,
        Milestone = rule.KeyOf(repeat),
        Title = rule.TitleOf(repeat),
        Description = rule.Description,
        OpensOn = draft.Opens <= draft.Due ? draft.Opens : null,
        DueOn = draft.Due,
        DoneOn = doneOn,
        Kind = draft.Kind,
        State = state,
        Rationale = _asAt is null ? draft.Rationale() : Untold,
        EquivalentTo = rule.EquivalentTo.GetValueOrDefault(repeat) ?? [],
        TakesSubmission = rule.TakesSubmission,
        Route = rule.Route,
        Retakes = rule.Retake?.Times ?? 0,
        RetakeMonths = rule.Retake?.Months,
        Optional = rule.Optional,
        Inputs = _asAt is null ? draft.Inputs.ToJsonString() : "",
    };

    /// <summary>The date that the rule gives, with its extensions.</summary>
    /// <param name="metOn">The day on which it was met; null while it was not.</param>
    private Draft? Computed(MilestoneRule rule, int repeat, DateOnly? metOn)
    {
        var key = rule.KeyOf(repeat);
        var draft = rule.Retake is { } retake && _facts.GetValueOrDefault(key)?.RetakeAskedOn is { } askedOn ? DateTerms.Retake(retake, askedOn) : _terms.Earliest(rule, repeat);
        // An extension has no day of its own: what was met in time was met without it.
        if (draft is not null && !(metOn <= draft.Due))
            _terms.Extend(draft, rule, [.. _input.Extensions.Where(e => e.Milestone == key && Mine(e.RuleSet))]);
        return draft;
    }

    /// <summary>Whether the rule asks a student who is what this one is on that day, and is known to be needed at all.</summary>
    private bool Asks(MilestoneRule rule, DateOnly due) =>
        (rule.OnlyFor is { Modes.Count: 0, Statuses.Count: 0 } || rule.OnlyFor.Holds(_clock.FteOn(due) < 1 ? StudyMode.PartTime : StudyMode.FullTime, _input.StatusOn(due)))
        && (rule.NeededIfAfter is not { } late || Agreed(late) is not null);

    /// <summary>Why a date is not asked for; null where it is.</summary>
    private Func<Wording, string>? Skipped(MilestoneRule rule, int repeat, DateOnly due)
    {
        if (rule.Campaign is { OnlyLast: false } campaign && _clock.PauseOn(new Campaigns(campaign, _input.Start).Of(repeat).Due) is { } pause)
            return w => w.Skipped(pause);
        foreach (var name in new[] { rule.NotNeededIfBy, rule.NeededIfAfter }.OfType<string>())
        {
            if (Agreed(name) is { } day && day.Date <= due)
                return w => w.NotNeeded(day.Reference, day.Date);
        }
        return null;
    }

    /// <summary>The day that other dates hang on: when it happened or will, else when it is due.</summary>
    private Anchor? AnchorOf(string name)
    {
        if (Target(name) is not { } target)
            return Known(name) is { } known ? new(known, Wording.NameOf(name), null) : null;
        var planned = Of(target.Rule).FirstOrDefault(d => d.Repeat == target.Repeat);
        return planned is null ? null : new(
            planned.DoneOn ?? (target.Rule.KnownAs is { } happening ? Known(happening) : null) ?? planned.DueOn,
            target.Rule.Reference!.With(target.Repeat),
            _facts.GetValueOrDefault(planned.Milestone)?.Outcome);
    }

    /// <summary>The day of a name, where it is more than what a rule gives: it happened, was agreed or was set.</summary>
    private Anchor? Agreed(string name)
    {
        if (Target(name) is not { } target)
            return Known(name) is { } known ? new(known, Wording.NameOf(name), null) : null;
        var fact = _facts.GetValueOrDefault(target.Rule.KeyOf(target.Repeat));
        var day = fact?.DoneOn ?? (target.Rule.KnownAs is { } happening ? Known(happening) : null) ?? fact?.FixedOn;
        return day is null ? null : new(day.Value, target.Rule.Reference!.With(target.Repeat), fact?.Outcome);
    }

    private (MilestoneRule Rule, int Repeat)? Target(string name) =>
        _set.Resolve(name) is { } target && target.Rule.OnlyFor.Concerns(_input.AwardModel, _input.Side) ? target : null;

    /// <summary>A known date; not that of a thesis that was handed in only later.</summary>
    private DateOnly? Known(string name) => _input.Known(name) is { } day && !(name == KnownDates.ThesisSubmitted && day >= _asAt) ? day : null;

    /// <summary>The day on which what is known by its day took place; null while it has not.</summary>
    private DateOnly? HeldOn(MilestoneRule rule) =>
        rule.KnownAs is { } name && _input.Known(name) is { } day && !(day >= _asAt)
        && (_input.AsOf is { } today ? day <= today : name == KnownDates.ThesisSubmitted) ? day : null;

    private bool Mine(string? ruleSet) => ruleSet is null || ruleSet == _set.Code;

    private static RuleKind KindOf(MilestoneRule rule) => rule switch
    {
        { Offset: not null } => RuleKind.Offset,
        { Campaign: not null } => RuleKind.Campaign,
        { After: not null } => RuleKind.After,
        { Before: not null } => RuleKind.Before,
        _ => RuleKind.Cap,
    };
}
