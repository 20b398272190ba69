using PhdTracker.Core.Milestones.Rules.Planning;

namespace PhdTracker.Core.Milestones.Rules.Versions;

/// <summary>A milestone of a made-up student under the rules in force and under those that are tried; null where the rules do not have it.</summary>
public sealed record TriedRuleDate(string Milestone, LocalText Title, PlannedDate? InForce, PlannedDate? Tried)
{
    /// <summary>How many days later it is due; null where one of the two does not ask for it.</summary>
    public int? Days => IsAsked(InForce) && IsAsked(Tried) ? Tried!.DueOn.DayNumber - InForce!.DueOn.DayNumber : null;

    private static bool IsAsked(PlannedDate? date) => date is { State: not PlannedState.Skipped };
}

/// <summary>Tries a rule set on a made-up student, beside the one that counts today.</summary>
public static class TriedRuleSet
{
    /// <summary>The dates by the tried set's due dates; those that only the other has come where they fall.</summary>
    /// <param name="inForce">The set that counts today; null where there is none.</param>
    public static IReadOnlyList<TriedRuleDate> Compare(RuleSet? inForce, RuleSet tried, PlanInput input)
    {
        var before = inForce is null ? [] : Plan.Compute(inForce, input).ToDictionary(d => d.Milestone, StringComparer.Ordinal);
        var after = Plan.Compute(tried, input).ToDictionary(d => d.Milestone, StringComparer.Ordinal);
        return [.. after.Keys.Union(before.Keys)
            .Select(key => (Key: key, Before: before.GetValueOrDefault(key), After: after.GetValueOrDefault(key)))
            .OrderBy(d => (d.After ?? d.Before)!.DueOn)
            .Select(d => new TriedRuleDate(d.Key, (d.After ?? d.Before)!.Title, d.Before, d.After))];
    }

    /// <summary>The set on which a student for whom a set is made would begin today; without one, the newest version of its code on which candidatures begin.</summary>
    /// <param name="country">The country of the scope's institution, where that is given.</param>
    public static RuleSet? InForceFor(RuleSet set, RuleSetLibrary library, string? country, DateOnly start)
    {
        var scope = set.Scope;
        return library.For(set.Layer, new(scope.Institution ?? "", scope.Country ?? country, scope.Unit, scope.Programme, start))
            ?? library.Sets.LastOrDefault(s => s.Code == set.Code && s.Version != set.Version && library.BeginsOn(s));
    }
}
