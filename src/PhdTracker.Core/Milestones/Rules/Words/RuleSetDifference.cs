using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Milestones.Rules.Words;

/// <summary>One thing that reads otherwise; null where it is not said at all.</summary>
/// <param name="Key">Key of its label.</param>
public sealed record FactChange(string Key, string? Before, string? After)
{
    public string LabelIn(Texts texts) => texts[Key];
}

/// <summary>A rule that both versions have and that reads otherwise.</summary>
public sealed record RuleChange(string Code, string Title, IReadOnlyList<FactChange> Changes);

/// <summary>What is different between two versions of a rule set, in words of one language.</summary>
/// <param name="OfSet">What is said of the set itself: its name, for whom it is.</param>
/// <param name="Added">Rules that only the second has.</param>
/// <param name="Removed">Rules that only the first has.</param>
public sealed record RuleSetDifference(
    IReadOnlyList<FactChange> OfSet, IReadOnlyList<RuleChange> Changed, IReadOnlyList<RuleChange> Added, IReadOnlyList<RuleChange> Removed)
{
    /// <summary>Whether nothing reads otherwise.</summary>
    public bool IsNone => OfSet.Count + Changed.Count + Added.Count + Removed.Count == 0;

    /// <summary>Compares two versions.</summary>
    public static RuleSetDifference Between(RuleSet before, RuleSet after, RuleSetPlaces places, Texts texts) => new(
        Between(SetFacts(before, places, texts), SetFacts(after, places, texts)),
        [.. after.Rules.Where(r => before.Rule(r.Code) is not null)
            .Select(r => new RuleChange(r.Code, RuleWords.Title(r, texts), Between(RuleWords.All(before, before.Rule(r.Code)!, texts), RuleWords.All(after, r, texts))))
            .Where(c => c.Changes.Count > 0)],
        [.. after.Rules.Where(r => before.Rule(r.Code) is null).Select(r => new RuleChange(r.Code, RuleWords.Title(r, texts), Between([], RuleWords.All(after, r, texts))))],
        [.. before.Rules.Where(r => after.Rule(r.Code) is null).Select(r => new RuleChange(r.Code, RuleWords.Title(r, texts), Between(RuleWords.All(before, r, texts), [])))]);

    private static IReadOnlyList<RuleFact> SetFacts(RuleSet set, RuleSetPlaces places, Texts texts) =>
    [
        new("RuleWords.Name", set.Name.In(texts)),
        new("RuleWords.Layer", texts.Enum(set.Layer)),
        new("RuleWords.ForWhom", ScopeWords.Of(set, places, texts)),
        .. set.Equivalences.Count == 0 ? [] : new RuleFact[] { new("RuleWords.Equivalences", EquivalencesOf(set, texts)) },
    ];

    /// <summary>Which milestones of other sets are one, in words.</summary>
    public static string EquivalencesOf(RuleSet set, Texts texts) => string.Join(texts["RuleWords.Separator"], set.Equivalences.Select(e =>
        e.AwardModels.Count == 0 ? texts.List(e.Milestones) : texts["RuleWords.EquivalentUnder", texts.List(e.Milestones), texts.List(e.AwardModels.Select(texts.Enum))]));

    private static IReadOnlyList<FactChange> Between(IReadOnlyList<RuleFact> before, IReadOnlyList<RuleFact> after)
    {
        var (old, now) = (before.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal), after.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal));
        return [.. before.Concat(after).Select(f => f.Key).Distinct()
            .Select(key => new FactChange(key, old.GetValueOrDefault(key), now.GetValueOrDefault(key)))
            .Where(c => c.Before != c.After)];
    }
}
