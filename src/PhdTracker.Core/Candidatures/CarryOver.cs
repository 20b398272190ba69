using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Candidatures;

/// <summary>A milestone of the new side that is met already, by one that was met on the old side.</summary>
public sealed record CarriedMilestone(Milestone Met, Milestone Counts);

/// <summary>
/// What a transferred student brings along: a milestone of the programme itself that was met is met on the other side too, and so is the
/// one of that side which the programme says is the same.
/// </summary>
public static class CarryOver
{
    /// <param name="from">The candidature that ends, with its milestones.</param>
    /// <param name="to">The new one, with its plan computed.</param>
    public static IReadOnlyList<CarriedMilestone> Of(Candidature from, Candidature to)
    {
        var met = from.Milestones.Where(m => m.State is MilestoneState.Passed or MilestoneState.PassedWithConditions).ToLookup(Key);
        var carried = new List<CarriedMilestone>();
        foreach (var milestone in to.Milestones.Where(m => !m.IsClosed && m.EquivalentTo is null))
        {
            if (milestone.Equivalents.Append(milestone).SelectMany(m => met[Key(m)]).FirstOrDefault() is { } source)
                carried.Add(new CarriedMilestone(source, milestone));
        }
        return carried;
    }

    private static (string, string, int) Key(Milestone milestone) => (milestone.RuleSetCode, milestone.RuleCode, milestone.Occurrence);
}
