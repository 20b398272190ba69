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
    /// The milestones of all rule sets that a candidature follows, by due date, each equivalent only to milestones of the same plan. Of
    /// milestones that a set says are one, the one of the first set that has any is asked for; the others count as it.
    /// </summary>
    /// <param name="sets">The home institution's first, then the programme's, then the partners'.</param>
    /// <exception cref="ArgumentException">As <see cref="Compute(RuleSet, PlanInput)"/>.</exception>
    public static IReadOnlyList<PlannedDate> Compute(IEnumerable<RuleSet> sets, PlanInput input)
    {
        var followed = sets.ToList();
        var dates = followed.SelectMany(set => new PlanComputation(set, input).Run()).ToList();
        var asked = dates.Where(d => d.State != PlannedState.Skipped).Select(d => d.Milestone).Distinct(StringComparer.Ordinal).ToList();
        var leading = Leading(followed, input, asked);
        return [.. dates.Select(d => Equated(d, asked, leading)).OrderBy(d => d.DueOn)];
    }

    private static PlannedDate Equated(PlannedDate date, List<string> asked, Dictionary<string, string> leading)
    {
        var own = leading.GetValueOrDefault(date.Milestone);
        List<string> equivalent = [.. date.EquivalentTo.Where(asked.Contains).Select(key => leading.GetValueOrDefault(key, key)).Prepend(own).OfType<string>().Distinct()];
        return equivalent.SequenceEqual(date.EquivalentTo) ? date : date with { EquivalentTo = equivalent };
    }

    /// <summary>For each milestone that another one stands for, that other one.</summary>
    private static Dictionary<string, string> Leading(List<RuleSet> sets, PlanInput input, List<string> asked)
    {
        var leading = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var equivalence in sets.SelectMany(s => s.Equivalences).Where(e => e.AwardModels.Count == 0 || e.AwardModels.Contains(input.AwardModel)))
        {
            // In the order of the sets, so that the student's own side leads.
            var together = asked.Where(equivalence.Milestones.Contains).ToList();
            foreach (var other in together.Skip(1))
                leading.TryAdd(other, together[0]);
        }
        return leading;
    }
}
