using System.Globalization;
using System.Text.Json.Nodes;

namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>The day that another date hangs on.</summary>
/// <param name="Reference">How a sentence names it.</param>
/// <param name="Outcome">How it ended, where that is known.</param>
internal sealed record Anchor(DateOnly Date, LocalText Reference, string? Outcome);

/// <summary>What the terms of a rule give for one candidature: offset, campaign, distance, cap, and extensions after them.</summary>
/// <param name="anchorOf">The day of a name; null where it is not known.</param>
internal sealed class DateTerms(PlanInput input, ActiveClock clock, Func<string, Anchor?> anchorOf)
{
    /// <summary>The earliest of the rule's terms. Null where it hangs on a date that is not known.</summary>
    public Draft? Earliest(MilestoneRule rule, int repeat)
    {
        var draft = Main(rule, repeat);
        if (draft is null)
            return null;
        if (rule.Before is { } limit && draft.Kind != RuleKind.Before && Relative(RuleKind.Before, limit, -1, draft.Opens) is { } before && before.Due < draft.Due)
            draft = Limited(before, draft.Due);
        if (rule.Cap is { } cap && draft.Kind != RuleKind.Cap && Counted(RuleKind.Cap, cap.Months, null, cap.Stretches, draft.Opens) is { } latest && latest.Due < draft.Due)
            draft = Limited(latest, draft.Due);
        return draft;
    }

    /// <summary>Another attempt, counted from the decision that asks for it.</summary>
    public static Draft Retake(RetakeTerm retake, DateOnly askedOn) => new(RuleKind.After, askedOn.AddMonths(retake.Months), w => w.Retake(retake.Months, askedOn))
    {
        Inputs = new() { ["decision"] = Iso(askedOn), ["months"] = retake.Months },
    };

    /// <summary>Extensions come last, and go past a cap only by the days that an administrator allowed to.</summary>
    public void Extend(Draft draft, MilestoneRule rule, IReadOnlyList<DateExtension> extensions)
    {
        if (extensions.Count == 0)
            return;
        var wanted = draft.Due.AddDays(extensions.Sum(e => e.Days));
        var latest = rule.Cap is { } cap
            ? clock.After(cap.Months, cap.Stretches).Date.AddDays(extensions.Where(e => e.PastCap).Sum(e => e.Days))
            : wanted;
        var due = wanted > latest ? Later(latest, draft.Due) : wanted;
        var days = due.DayNumber - draft.Due.DayNumber;
        draft.Due = due;
        draft.Inputs["extensionDays"] = days;
        if (days > 0)
            draft.Add(w => w.Extended(days));
        if (due == wanted)
            return;
        draft.Kind = RuleKind.Cap;
        draft.Add(w => w.HeldBack());
    }

    private Draft? Main(MilestoneRule rule, int repeat) => rule switch
    {
        { Offset: { } offset } => Counted(RuleKind.Offset, offset.Months * Math.Max(repeat, 1), offset.OpensMonths, offset.Stretches),
        { Campaign: { OnlyLast: true } campaign, Cap: { } cap } => InCampaign(campaign, LastBy(campaign, cap)) ?? Capped(cap),
        { Campaign: { } campaign } => InCampaign(campaign, repeat),
        { After: { } after } => Relative(RuleKind.After, after, 1),
        { Before: { } before } => Relative(RuleKind.Before, before, -1),
        { Cap: { } cap } => Capped(cap),
        _ => null,
    };

    private int LastBy(CampaignTerm campaign, CapTerm cap) => new Campaigns(campaign, input.Start).LastOpenBy(clock.After(cap.Months, cap.Stretches).Date);

    private Draft Capped(CapTerm cap) => Counted(RuleKind.Cap, cap.Months, null, cap.Stretches);

    private static Draft Limited(Draft earlier, DateOnly other)
    {
        earlier.Add(w => w.Earlier(other));
        return earlier;
    }

    private Draft Counted(RuleKind kind, decimal months, decimal? opensMonths, bool stretches, DateOnly? opens = null)
    {
        var reading = clock.After(months, stretches);
        var draft = new Draft(kind, reading.Date, w => kind == RuleKind.Cap ? w.AtMost(months, input.Start) : w.FromStart(months, input.Start))
        {
            Opens = opensMonths is { } early ? clock.After(early, stretches).Date : opens,
            Inputs = InputsOf(months, stretches, reading),
        };
        if (!stretches && clock.KnowsPartTime)
            draft.Add(w => w.Unstretched());
        if (stretches && clock.FteAtStart != 1)
            draft.Add(w => w.Stretched(reading.Months, reading.ExtraDays, clock.FteAtStart));
        if (reading.Steps.Count > 0)
            draft.Add(w => w.Moved(reading.Steps));
        return draft;
    }

    private JsonObject InputsOf(decimal months, bool stretches, ClockReading reading)
    {
        var inputs = new JsonObject { ["start"] = Iso(input.Start), ["months"] = months };
        if (stretches)
            inputs["fte"] = Plain(clock.FteAtStart);
        var pauses = reading.Steps.Where(s => s.Pause is not null).Select(s => s.Pause!.Value).ToList();
        if (pauses.Count > 0)
            inputs["pauses"] = new JsonArray([.. pauses.Select(p => new JsonObject { ["from"] = Iso(p.From), ["to"] = Iso(p.To) })]);
        var changes = reading.Steps.Where(s => s.Fte is not null).ToList();
        if (changes.Count > 0)
            inputs["fteChanges"] = new JsonArray([.. changes.Select(c => new JsonObject { ["on"] = Iso(c.Begins), ["fte"] = Plain(c.Fte!.Value) })]);
        return inputs;
    }

    /// <summary>A number without zeros at its end, which a database adds or leaves out.</summary>
    private static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;

    private Draft? InCampaign(CampaignTerm campaign, int number)
    {
        if (number < 1)
            return null;
        var (opens, due) = new Campaigns(campaign, input.Start).Of(number);
        return new(RuleKind.Campaign, due, w => campaign.Windows.Count > 1 ? w.Window(number, opens, due) : w.Campaign(number, opens, due))
        {
            Opens = opens,
            Inputs = new() { ["start"] = Iso(input.Start), ["campaign"] = number },
        };
    }

    private Draft? Relative(RuleKind kind, RelativeTerm term, int direction, DateOnly? opens = null)
    {
        if (anchorOf(term.Date) is not { } anchor)
            return null;
        int? months = null;
        var byOutcome = anchor.Outcome is { } outcome && term.ByOutcome.TryGetValue(outcome, out months);
        if ((byOutcome ? months : term.Months) is not { } distance)
            return null;
        var due = anchor.Date.AddMonths(direction * distance).AddDays(direction * term.Days);
        var inputs = new JsonObject { [term.Date] = Iso(anchor.Date), ["months"] = direction * distance, ["days"] = direction * term.Days };
        if (anchor.Outcome is not null)
            inputs["outcome"] = anchor.Outcome;
        var draft = new Draft(kind, due, w => direction < 0
            ? w.Before(distance, term.Days, anchor.Reference, anchor.Date)
            : w.After(distance, term.Days, anchor.Reference, anchor.Date))
        {
            Opens = opens,
            Inputs = inputs,
        };
        if (byOutcome)
            draft.Add(w => w.ByOutcome());
        return draft;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
