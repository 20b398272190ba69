namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>
/// Computes a candidature's dates. A pure function of the rule set and the input: the same input gives the same dates, in any order of
/// its events, and computing twice changes nothing.
/// </summary>
public static class Plan
{
    /// <summary>The milestones of one rule set, by due date.</summary>
    /// <exception cref="ArgumentException">The input holds a share of full time that is not above 0, or a pause that ends before it begins.</exception>
    public static IReadOnlyList<PlannedDate> Compute(RuleSet set, PlanInput input) =>
        [.. new PlanComputation(set, input).Run().OrderBy(d => d.DueOn)];

    /// <summary>
    /// The milestones of all rule sets that a candidature follows, by due date, each equivalent only to milestones of the same plan.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="Compute(RuleSet, PlanInput)"/>.</exception>
    public static IReadOnlyList<PlannedDate> Compute(IEnumerable<RuleSet> sets, PlanInput input)
    {
        var dates = sets.SelectMany(set => new PlanComputation(set, input).Run()).OrderBy(d => d.DueOn).ToList();
        var keys = dates.Select(d => d.Milestone).ToHashSet(StringComparer.Ordinal);
        return [.. dates.Select(d => d.EquivalentTo.All(keys.Contains) ? d : d with { EquivalentTo = [.. d.EquivalentTo.Where(keys.Contains)] })];
    }
}
