using PhdTracker.Core.Candidatures;

namespace PhdTracker.Core.Milestones.Shifts;

/// <summary>Shifts the plan of one student, or a copy of it, and tells every date before and after.</summary>
internal static class PlanShift
{
    /// <summary>Why the student is left out; null if not.</summary>
    public static ShiftExclusion? ExclusionOf(DateShift shift, Candidature candidature) =>
        Candidature.IsClosed(candidature.State) ? ShiftExclusion.Finished
        : candidature.StartOn > shift.To ? ShiftExclusion.StartsLater
        : shift.LeavesOutWritingUp && candidature.IsWritingUp(shift.From) ? ShiftExclusion.WritingUp
        : null;

    /// <param name="candidature">Loaded <see cref="PlanMilestones.WithPlan"/>.</param>
    public static IReadOnlyList<ShiftedDate> Apply(DateShift shift, Candidature candidature, PlanMilestones plans)
    {
        var before = candidature.Milestones.Where(m => m.State != MilestoneState.Skipped).ToDictionary(m => m, m => m.DueOn);
        candidature.ShiftBy(shift);
        plans.For(candidature);
        return [.. candidature.Milestones
            .Where(m => m.EquivalentTo is null && (m.State != MilestoneState.Skipped || before.ContainsKey(m)))
            .Select(m => Told(m, before.GetValueOrDefault(m), m.State == MilestoneState.Skipped ? null : m.DueOn))
            .OrderBy(d => d.After ?? d.Before ?? DateOnly.MaxValue)];
    }

    /// <summary>Takes the shift out again. What was reached or fixed since keeps the date that it had by then.</summary>
    /// <param name="dates">What <see cref="Apply"/> gave.</param>
    /// <returns>The same, with what did not come back and why.</returns>
    public static IReadOnlyList<ShiftedDate> Undo(Candidature candidature, IReadOnlyList<ShiftedDate> dates, PlanMilestones plans)
    {
        // Nothing is planned any more for who has left or finished; a new plan would ask for what fell away.
        if (!Candidature.IsClosed(candidature.State))
            plans.For(candidature);
        var milestones = candidature.Milestones.ToDictionary(m => m.Id);
        return [.. dates.Select(d => d is { Moves: true, Id: { } id } && milestones.TryGetValue(id, out var now) && now.DueOn != d.Before ? d with { Kept = WhySettled(now) } : d)];
    }

    private static ShiftedDate Told(Milestone milestone, DateOnly? before, DateOnly? after)
    {
        var kept = before == after ? WhySettled(milestone) ?? KeptDate.Unaffected : (KeptDate?)null;
        return milestone.Id == 0 ? new ShiftedDate(null, before, after, kept, milestone.TitleEn, milestone.TitleFr) : new ShiftedDate(milestone.Id, before, after, kept);
    }

    /// <summary>Why its date does not follow the rules; null where it does.</summary>
    private static KeptDate? WhySettled(Milestone milestone) =>
        milestone.IsClosed ? KeptDate.Reached : milestone.IsFixed ? KeptDate.Fixed : milestone.RetakeUsed ? KeptDate.Retake : null;
}
