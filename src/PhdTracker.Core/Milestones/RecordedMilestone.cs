namespace PhdTracker.Core.Milestones;

/// <summary>What an office settles about a milestone outside of its route: that it was reached, is not required, or is after all.</summary>
public sealed partial class Milestone
{
    /// <summary>Whether it is still to be reached, and not being decided.</summary>
    private bool IsPending => !IsClosed && State != MilestoneState.Submitted;

    /// <summary>Reached, on a day that nobody recorded.</summary>
    public bool LacksDay => IsUndated(State, DoneOn);

    /// <inheritdoc cref="LacksDay"/>
    public static bool IsUndated(MilestoneState state, DateOnly? doneOn) => doneOn is null && state is (MilestoneState.Passed or MilestoneState.PassedWithConditions);

    /// <summary>The office records that it was reached outside the app; or, of one that is known to be reached, on which day it was.</summary>
    /// <param name="on">The day, or null where only the fact is known.</param>
    /// <param name="withReservations">Reached, but not without reservations.</param>
    /// <exception cref="DomainRuleException"><c>MilestoneAlreadyClosed</c>, <c>MilestoneUnderReview</c>.</exception>
    public void Record(DateOnly? on, bool withReservations = false)
    {
        if (LacksDay && on is not null)
        {
            DoneOn = on;
            foreach (var served in Equivalents.Where(e => e.LacksDay))
                served.DoneOn = on;
            return;
        }
        EnsurePending();
        State = withReservations ? MilestoneState.PassedWithConditions : MilestoneState.Passed;
        DoneOn = on;
        foreach (var equivalent in Equivalents.Where(e => !e.IsClosed && e.State != MilestoneState.Submitted))
            (equivalent.State, equivalent.DoneOn) = (State, on);
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
