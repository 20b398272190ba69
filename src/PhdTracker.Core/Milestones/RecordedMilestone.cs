namespace PhdTracker.Core.Milestones;

/// <summary>What an office settles about a milestone outside of its route: that it was reached, is not required, or is after all.</summary>
public sealed partial class Milestone
{
    /// <summary>Whether it is still to be reached, and not being decided.</summary>
    private bool IsPending => !IsClosed && State != MilestoneState.Submitted;

    /// <summary>The office records that it was reached outside the app.</summary>
    /// <param name="on">The day, or null where only the fact is known.</param>
    /// <exception cref="DomainRuleException"><c>MilestoneAlreadyClosed</c>, <c>MilestoneUnderReview</c>.</exception>
    public void Record(DateOnly? on)
    {
        EnsurePending();
        State = MilestoneState.Passed;
        DoneOn = on;
        foreach (var equivalent in Equivalents.Where(e => !e.IsClosed && e.State != MilestoneState.Submitted))
            (equivalent.State, equivalent.DoneOn) = (MilestoneState.Passed, on);
    }

    /// <summary>Is not asked of this student any more, for a reason that the audit trail keeps.</summary>
    /// <exception cref="DomainRuleException"><c>MilestoneAlreadyClosed</c>, <c>MilestoneUnderReview</c>.</exception>
    public void Waive()
    {
        EnsurePending();
        State = MilestoneState.Waived;
        // What its submission would have served is handed in by itself.
        foreach (var served in Equivalents.Where(e => !e.IsClosed).ToList())
        {
            served.CountAlone();
            served.State = MilestoneState.Planned;
        }
    }

    /// <summary>Is asked of the student after all. The date is that of the plan, which is to be computed.</summary>
    /// <exception cref="DomainRuleException"><c>MilestoneNotWaived</c>.</exception>
    public void Require()
    {
        if (State != MilestoneState.Waived)
            throw new DomainRuleException("MilestoneNotWaived");
        (State, DoneOn) = (MilestoneState.Planned, null);
    }

    private void EnsurePending()
    {
        if (!IsPending)
            throw new DomainRuleException(IsClosed ? "MilestoneAlreadyClosed" : "MilestoneUnderReview");
    }
}
