using System.Text.Json.Nodes;

namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>One run over one rule set. Dates that others hang on are computed first, whatever the order of the rules.</summary>
internal sealed class PlanComputation(RuleSet set, PlanInput input)
{
    private readonly ActiveClock _clock = new(input.Start, input.Fte, input.Pauses, input.FteChanges);
    private readonly Dictionary<string, IReadOnlyList<PlannedDate>> _done = new(StringComparer.Ordinal);

    public IEnumerable<PlannedDate> Run() => set.RulesFor(input.AwardModel).SelectMany(Of);

    private IReadOnlyList<PlannedDate> Of(MilestoneRule rule)
    {
        if (!_done.TryGetValue(rule.Code, out var dates))
            _done[rule.Code] = dates = [.. Repeats(rule).Select(repeat => One(rule, repeat)).OfType<PlannedDate>()];
        return dates;
    }

    private IEnumerable<int> Repeats(MilestoneRule rule)
    {
        if (!rule.Repeats)
            return [0];
        var planned = rule.Repeat is { } repeat ? Enumerable.Range(1, repeat.Times) : Campaigns(rule.Campaign!);
        // What was done or fixed stays in the plan, even if it would not be planned today.
        var settled = Facts().Select(f => set.Resolve(f.Milestone)).Where(m => m?.Rule == rule).Select(m => m!.Value.Repeat);
        return planned.Union(settled).Order();
    }

    private IEnumerable<int> Campaigns(CampaignTerm campaign)
    {
        var until = Anchor(campaign.Until!)?.Date ?? DateOnly.MaxValue;
        for (var repeat = 1; repeat <= MostCampaigns && campaign.CountsBy.In(YearOf(campaign) + repeat) < until; repeat++)
        {
            if (!_clock.IsPaused(campaign.Due.In(YearOf(campaign) + repeat)))
                yield return repeat;
        }
    }

    private PlannedDate? One(MilestoneRule rule, int repeat)
    {
        var key = rule.KeyOf(repeat);
        var fact = Facts().FirstOrDefault(f => f.Milestone == key);
        var known = rule.KnownAs is { } name ? input.Known(name) : null;
        var submitted = rule.KnownAs == KnownDates.ThesisSubmitted;
        var doneOn = fact?.DoneOn ?? (submitted ? known : null);
        var state = doneOn is not null || fact is { DoneOnUnknownDay: true } ? PlannedState.Done
            : fact?.FixedOn is not null || known is not null ? PlannedState.Fixed
            : PlannedState.Pending;
        var draft = fact?.FixedOn is { } settled
            ? new Draft(KindOf(rule), settled, w => w.Fixed())
            : known is { } day && !submitted
                ? new Draft(KindOf(rule), day, w => w.Recorded(rule.Reference ?? Wording.NameOf(rule.KnownAs!)))
                : Computed(rule, repeat);
        if (state == PlannedState.Done && (fact?.DueOn ?? (draft is null ? doneOn : null)) is { } due)
            draft = new Draft(KindOf(rule), due, w => w.Done(doneOn));
        return draft is null || (state == PlannedState.Pending && !Needed(rule, draft.Due)) ? null : Planned(rule, repeat, draft, state, doneOn);
    }

    private PlannedDate Planned(MilestoneRule rule, int repeat, Draft draft, PlannedState state, DateOnly? doneOn) => new()
    {
        RuleSet = set.Code,
        RuleSetVersion = set.Version,
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
        Rationale = draft.Rationale(),
        EquivalentTo = rule.EquivalentTo.GetValueOrDefault(repeat) ?? [],
        TakesSubmission = rule.TakesSubmission,
        Route = rule.Route,
        Retakes = rule.Retake?.Times ?? 0,
        RetakeMonths = rule.Retake?.Months,
        Optional = rule.Optional,
        Inputs = draft.Inputs.ToJsonString(),
    };

    private bool Needed(MilestoneRule rule, DateOnly due)
    {
        DateOnly? Known(string name) => input.Known(set.Resolve(name)?.Rule.KnownAs ?? name);
        return !(rule.NotNeededIfBy is { } early && Known(early) <= due)
            && (rule.NeededIfAfter is not { } late || Known(late) > due);
    }

    /// <summary>The earliest of the rule's terms, then its extensions. Null where it hangs on a date that is not known.</summary>
    private Draft? Computed(MilestoneRule rule, int repeat)
    {
        var cap = rule.Cap is { } term ? Counted(RuleKind.Cap, term.Months, null, term.Stretches) : null;
        var draft = rule switch
        {
            { Offset: { } offset } => Counted(RuleKind.Offset, offset.Months * Math.Max(repeat, 1), offset.OpensMonths, offset.Stretches),
            { Campaign: { } campaign } => InCampaign(campaign, campaign.OnlyLast ? LastBy(campaign, cap!.Due) : repeat) ?? cap,
            { After: { } after } => Relative(RuleKind.After, after, 1),
            { Before: { } before } => Relative(RuleKind.Before, before, -1),
            _ => cap,
        };
        if (draft is null)
            return null;
        if (rule.Before is { } limit && draft.Kind != RuleKind.Before && Relative(RuleKind.Before, limit, -1, draft.Opens) is { } earlier && earlier.Due < draft.Due)
            draft = earlier;
        if (cap is not null && cap.Due < draft.Due)
            draft = Counted(RuleKind.Cap, rule.Cap!.Months, null, rule.Cap.Stretches, draft.Opens);
        Extend(draft, rule.KeyOf(repeat), cap?.Due);
        return draft;
    }

    private Draft Counted(RuleKind kind, decimal months, decimal? opensMonths, bool stretches, DateOnly? opens = null)
    {
        var reading = _clock.After(months, stretches);
        var draft = new Draft(kind, reading.Date, w => kind == RuleKind.Cap ? w.AtMost(months, input.Start) : w.FromStart(months, input.Start))
        {
            Opens = opensMonths is { } early ? _clock.After(early, stretches).Date : opens,
            Inputs = InputsOf(months, stretches, reading),
        };
        if (stretches && _clock.FteAtStart != 1)
            draft.Add(w => w.Stretched(reading.Months, reading.ExtraDays, _clock.FteAtStart));
        foreach (var change in reading.Changes)
            draft.Add(w => w.Changed(change));
        if (reading.PausedDays > 0)
            draft.Add(w => w.Paused(reading.PausedDays));
        return draft;
    }

    private JsonObject InputsOf(decimal months, bool stretches, ClockReading reading)
    {
        var inputs = new JsonObject { ["start"] = Iso(input.Start), ["months"] = months };
        if (stretches)
            inputs["fte"] = _clock.FteAtStart;
        if (reading.Pauses.Count > 0)
            inputs["pauses"] = new JsonArray([.. reading.Pauses.Select(p => new JsonObject { ["from"] = Iso(p.From), ["to"] = Iso(p.To) })]);
        if (reading.Changes.Count > 0)
            inputs["fteChanges"] = new JsonArray([.. reading.Changes.Select(c => new JsonObject { ["on"] = Iso(c.On), ["fte"] = c.Fte })]);
        return inputs;
    }

    private Draft? InCampaign(CampaignTerm campaign, int repeat)
    {
        if (repeat < 1)
            return null;
        var year = YearOf(campaign) + repeat;
        var (opens, due) = (campaign.Opens.In(year), campaign.Due.In(year));
        return new(RuleKind.Campaign, due, w => w.Campaign(repeat, opens, due))
        {
            Opens = opens,
            Inputs = new() { ["start"] = Iso(input.Start), ["campaign"] = repeat },
        };
    }

    private Draft? Relative(RuleKind kind, RelativeTerm term, int direction, DateOnly? opens = null)
    {
        if (Anchor(term.Date) is not { } anchor)
            return null;
        int? months = term.Months;
        if (anchor.Outcome is { } outcome && term.ByOutcome.TryGetValue(outcome, out var byOutcome))
            months = byOutcome;
        if (months is not { } distance)
            return null;
        var due = anchor.Date.AddMonths(direction * distance).AddDays(direction * term.Days);
        var inputs = new JsonObject { [term.Date] = Iso(anchor.Date), ["months"] = direction * distance, ["days"] = direction * term.Days };
        if (anchor.Outcome is not null)
            inputs["outcome"] = anchor.Outcome;
        return new(kind, due, w => direction < 0
            ? w.Before(distance, term.Days, anchor.Reference, anchor.Date)
            : w.After(distance, term.Days, anchor.Reference, anchor.Date))
        {
            Opens = opens,
            Inputs = inputs,
        };
    }

    /// <summary>Extensions come last, and go past a cap only by the days that an administrator allowed to.</summary>
    private void Extend(Draft draft, string key, DateOnly? cap)
    {
        var extensions = input.Extensions.Where(e => e.Milestone == key && Mine(e.RuleSet)).ToList();
        if (extensions.Count == 0)
            return;
        var latest = cap?.AddDays(extensions.Where(e => e.PastCap).Sum(e => e.Days));
        var wanted = draft.Due.AddDays(extensions.Sum(e => e.Days));
        var due = wanted > latest ? latest.Value : wanted;
        var days = due.DayNumber - draft.Due.DayNumber;
        draft.Due = due;
        draft.Inputs["extensionDays"] = days;
        if (days > 0)
            draft.Add(w => w.Extended(days));
        if (due < wanted)
            draft.Add(w => w.HeldBack());
    }

    /// <summary>The day that other dates hang on: when it happened, else when it is planned.</summary>
    private (DateOnly Date, LocalText Reference, string? Outcome)? Anchor(string name)
    {
        if (set.Resolve(name) is { } target
            && (target.Rule.AwardModels.Count == 0 || target.Rule.AwardModels.Contains(input.AwardModel))
            && Of(target.Rule).FirstOrDefault(d => d.Repeat == target.Repeat) is { } planned)
        {
            var outcome = Facts().FirstOrDefault(f => f.Milestone == planned.Milestone)?.Outcome;
            return (planned.DoneOn ?? planned.DueOn, target.Rule.Reference!.With(target.Repeat), outcome);
        }
        return input.Known(name) is { } known ? (known, Wording.NameOf(name), null) : null;
    }

    private int YearOf(CampaignTerm campaign) =>
        input.Start >= campaign.AcademicYearStarts.In(input.Start.Year) ? input.Start.Year : input.Start.Year - 1;

    private int LastBy(CampaignTerm campaign, DateOnly latest) =>
        Enumerable.Range(1, MostCampaigns).LastOrDefault(repeat => campaign.Opens.In(YearOf(campaign) + repeat) <= latest);

    private IEnumerable<MilestoneFact> Facts() => input.Facts.Where(f => Mine(f.RuleSet));

    private bool Mine(string? ruleSet) => ruleSet is null || ruleSet == set.Code;

    private static RuleKind KindOf(MilestoneRule rule) => rule switch
    {
        { Offset: not null } => RuleKind.Offset,
        { Campaign: not null } => RuleKind.Campaign,
        { After: not null } => RuleKind.After,
        { Before: not null } => RuleKind.Before,
        _ => RuleKind.Cap,
    };

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Nobody is registered for longer.</summary>
    private const int MostCampaigns = 20;
}
