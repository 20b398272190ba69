using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Cases;

namespace PhdTracker.Core.Milestones.Rules.Words;

/// <summary>One thing that a rule set or a rule says, for people to read and to compare.</summary>
/// <param name="Key">Key of its label.</param>
public sealed record RuleFact(string Key, string Value)
{
    public string LabelIn(Texts texts) => texts[Key];
}

/// <summary>What a rule says, in words.</summary>
public static class RuleWords
{
    /// <summary>The title; of a rule that repeats with a letter in place of the number.</summary>
    public static string Title(MilestoneRule rule, Texts texts) => WithLetter(rule.Title.In(texts), texts);

    /// <summary>What sets its date, in a sentence.</summary>
    public static string Due(RuleSet set, MilestoneRule rule, Texts texts)
    {
        var words = new TermWords(set, texts);
        var main = rule switch
        {
            { Offset: { } offset, Repeat: { } repeat } => words.Repeated(offset, repeat),
            { Offset: { } offset } => words.Offset(offset),
            { Campaign: { } campaign } => words.Campaign(campaign),
            { After: { } after } => words.After(after),
            { Before: { } before } => words.Before(before),
            { Cap: { } cap } => words.Cap(cap),
            _ => "",
        };
        var limits = new List<string>();
        if (rule.Before is { } limit && (rule.Offset is not null || rule.Campaign is not null || rule.After is not null))
            limits.Add(words.Before(limit));
        if (rule.Cap is { } latest && (rule.Offset is not null || rule.Campaign is not null || rule.After is not null || rule.Before is not null))
            limits.Add(words.Cap(latest));
        return limits.Count == 0 ? main : texts["RuleWords.EarliestOf", texts.List([main, .. limits])];
    }

    /// <summary>When its window opens; null where it has none of its own.</summary>
    public static string? Opens(RuleSet set, MilestoneRule rule, Texts texts) =>
        rule.Offset is { OpensMonths: { } months } offset ? new TermWords(set, texts).FromStart(months, offset.Stretches) : null;

    /// <summary>Everything else that it asks or allows.</summary>
    public static IReadOnlyList<RuleFact> Others(RuleSet set, MilestoneRule rule, Texts texts)
    {
        var words = new TermWords(set, texts);
        return [.. new (string Key, string? Value)[]
        {
            ("RuleWords.OnlyFor", Condition(rule.OnlyFor, texts)),
            ("RuleWords.Needs", Needs(set, rule, texts)),
            ("RuleWords.HandedIn", rule.TakesSubmission ? texts["RuleWords.ByStudent", RouteNames.ById(texts, rule.Route)] : texts["RuleWords.ByOffice"]),
            ("RuleWords.Retake", rule.Retake is { } retake ? texts.Count("RuleWords.RetakeTimes", retake.Times, words.Months(retake.Months)) : null),
            ("RuleWords.Optional", rule.Optional ? texts["RuleWords.OptionalYes"] : null),
            ("RuleWords.NotNeeded", rule.NotNeededIfBy is { } by ? texts["RuleWords.NotNeededIfBy", words.Name(by)] : null),
            ("RuleWords.NeededOnly", rule.NeededIfAfter is { } after ? texts["RuleWords.NeededIfAfter", words.Name(after)] : null),
            ("RuleWords.KnownAs", rule.KnownAs is { } known && KnownDates.All.Contains(known) ? Planning.Wording.NameOf(known).In(texts) : null),
            ("RuleWords.EquivalentTo", rule.EquivalentTo.Count == 0 ? null : Equivalents(rule, texts)),
        }.Where(f => f.Value is not null).Select(f => new RuleFact(f.Key, f.Value!))];
    }

    /// <summary>All that it says, for a comparison.</summary>
    public static IReadOnlyList<RuleFact> All(RuleSet set, MilestoneRule rule, Texts texts)
    {
        var facts = new List<RuleFact> { new("RuleWords.Title", Title(rule, texts)), new("RuleWords.Due", Due(set, rule, texts)) };
        if (Opens(set, rule, texts) is { } opens)
            facts.Add(new("RuleWords.Opens", opens));
        facts.AddRange(Others(set, rule, texts));
        facts.Add(new("RuleWords.Description", rule.Description.In(texts)));
        if (rule.Reference is { } reference)
            facts.Add(new("RuleWords.Reference", WithLetter(reference.In(texts), texts)));
        if (rule.ToBeConfirmed is { } open)
            facts.Add(new("RuleWords.ToBeConfirmed", open.In(texts)));
        return facts;
    }

    private static string WithLetter(string text, Texts texts) => text.Replace("{0}", texts["RuleWords.Nth"], StringComparison.Ordinal);

    private static string? Condition(RuleCondition condition, Texts texts)
    {
        string[] parts =
        [
            .. condition.AwardModels.Count == 0 ? [] : new[] { texts["RuleWords.For.AwardModels", texts.List(condition.AwardModels.Select(texts.Enum))] },
            .. condition.Sides.Count == 0 ? [] : new[] { texts["RuleWords.For.Sides", texts.List(condition.Sides)] },
            .. condition.Modes.Count == 0 ? [] : new[] { texts["RuleWords.For.Modes", texts.List(condition.Modes.Select(texts.Enum))] },
            .. condition.Statuses.Count == 0 ? [] : new[] { texts["RuleWords.For.Statuses", texts.List(condition.Statuses.Select(texts.Enum))] },
        ];
        return parts.Length == 0 ? null : string.Join(texts["RuleWords.Separator"], parts);
    }

    private static string? Needs(RuleSet set, MilestoneRule rule, Texts texts)
    {
        if (rule.Needs is not { } needs)
            return null;
        string[] parts =
        [
            .. needs.TrainingHours is { } hours ? new[] { texts.Count("RuleWords.Needs.Hours", hours) } : [],
            .. needs.TrainingAmong.Select(c => texts["RuleWords.Needs.Among", texts.Enum(c)]),
            .. needs.Documents.Select(d => texts["RuleWords.Needs.Document", d.In(texts)]),
            .. needs.Milestones.Select(m => texts["RuleWords.Needs.Milestone", set.Rule(m) is { } other ? Title(other, texts) : m]),
        ];
        return string.Join(texts["RuleWords.Separator"], parts);
    }

    private static string Equivalents(MilestoneRule rule, Texts texts) => string.Join(texts["RuleWords.Separator"], rule.EquivalentTo.OrderBy(e => e.Key)
        .Select(e => e.Key == 0 ? texts.List(e.Value) : texts["RuleWords.EquivalentOf", e.Key, texts.List(e.Value)]));
}
