using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Milestones.Shifts;

namespace PhdTracker.Core.Candidatures;

/// <summary>What changes while a student is under way: time away, the share of full time, the title, stays.</summary>
public sealed partial class Candidature
{
    /// <summary>Characters of a title of a thesis.</summary>
    public const int LongestTitle = 300;

    /// <summary>The title of the student's own thesis, once it differs from the project's; empty before.</summary>
    public string ThesisTitleEn { get; private set; } = "";

    /// <inheritdoc cref="ThesisTitleEn"/>
    public string ThesisTitleFr { get; private set; } = "";

    /// <summary>What the student goes back to after an interruption that has begun; null at other times.</summary>
    public CandidatureState? StateBeforeInterruption { get; private set; }
    public List<Stay> Stays { get; } = [];

    /// <summary>The student is away from one day to another; that time does not count towards due dates.</summary>
    /// <param name="to">Last day, included.</param>
    /// <param name="today">An interruption that has begun shows in the state.</param>
    /// <exception cref="DomainRuleException"><c>PeriodEndsBeforeItBegins</c>.</exception>
    public void Interrupt(DateOnly from, DateOnly to, DateOnly today)
    {
        AddPeriod(StatusKind.Interrupted, from, to);
        FollowInterruptions(today);
    }

    /// <summary>The days of a shift do not count towards due dates; where they overlap with an interruption, they count once. The dates move when the plan is computed.</summary>
    public void ShiftBy(DateShift shift) => StatusPeriods.Add(StatusPeriod.Of(this, shift));

    /// <summary>Whether the student writes up on a day, or did when an interruption began. <see cref="StatusPeriods"/> must be loaded.</summary>
    public bool IsWritingUp(DateOnly day) => (StateBeforeInterruption ?? State) == CandidatureState.WritingUp
        || StatusPeriods.Any(p => p.Kind == StatusKind.WritingUp && p.From <= day && (p.To is null || p.To >= day));

    /// <summary>Is interrupted from the first day of an interruption on, and goes on after its last as before. <see cref="StatusPeriods"/> must be loaded.</summary>
    /// <returns>Whether the state changed.</returns>
    public bool FollowInterruptions(DateOnly today)
    {
        var away = StatusPeriods.Any(p => p.Kind == StatusKind.Interrupted && p.From <= today && (p.To is null || p.To >= today));
        if (away && State is CandidatureState.Active or CandidatureState.WritingUp)
            (StateBeforeInterruption, State) = (State, CandidatureState.Interrupted);
        else if (!away && State == CandidatureState.Interrupted && StateBeforeInterruption is { } before)
            (State, StateBeforeInterruption) = (before, null);
        else
            return false;
        return true;
    }

    /// <summary>Writing up is a period: it opens on the day when that state is entered, and its last day is the one before the state is left.</summary>
    private void FollowWritingUp(DateOnly day)
    {
        var open = StatusPeriods.Find(p => p.Kind == StatusKind.WritingUp && p.To is null);
        if (State == CandidatureState.WritingUp && open is null)
            AddPeriod(StatusKind.WritingUp, day, null);
        else if (State != CandidatureState.WritingUp)
            open?.End(day.AddDays(-1));
    }

    /// <summary>The share of full time on a day: as a period says, else as at the start. <see cref="StatusPeriods"/> must be loaded.</summary>
    public decimal FteOn(DateOnly day) =>
        StatusPeriods.Where(p => p.Fte is not null && p.Kind != StatusKind.Interrupted && p.From <= day && (p.To is null || p.To >= day)).MaxBy(p => p.From)?.Fte ?? Fte;

    /// <exception cref="DomainRuleException"><c>ModeUnchanged</c>, <c>ModeChangesLater</c>.</exception>
    public void EnsureModeMayChange(DateOnly from, decimal fte)
    {
        if (StatusPeriods.Find(p => p.Fte is not null && p.Kind != StatusKind.Interrupted && p.From >= from) is { } later)
            throw new DomainRuleException("ModeChangesLater", later.From) { Field = "From" };
        if (FteOn(from) == fte)
            throw new DomainRuleException("ModeUnchanged") { Field = "Percent" };
    }

    /// <summary>From a day on the student works another share of full time, until it changes again.</summary>
    /// <param name="fte">Above 0; 1 is full time.</param>
    /// <exception cref="DomainRuleException"><c>FteOutOfRange</c>, and those of <see cref="EnsureModeMayChange"/>.</exception>
    public void ChangeMode(DateOnly from, decimal fte)
    {
        if (fte is <= 0 or > 1)
            throw new DomainRuleException("FteOutOfRange", fte);
        EnsureModeMayChange(from, fte);
        foreach (var period in StatusPeriods.Where(p => p.Fte is not null && p.Kind != StatusKind.Interrupted && (p.To is null || p.To >= from)))
            period.End(from.AddDays(-1));
        AddPeriod(fte < 1 ? StatusKind.PartTime : StatusKind.Active, from, null, fte);
    }

    /// <summary>The thesis has another title.</summary>
    public void Entitle(string titleEn, string titleFr) => (ThesisTitleEn, ThesisTitleFr) = (titleEn, titleFr);

    /// <summary>The student spends some time with a partner.</summary>
    /// <exception cref="DomainRuleException"><c>PeriodEndsBeforeItBegins</c>.</exception>
    public void StayWith(ProgrammeParty host, Unit? unit, DateOnly from, DateOnly to, string purpose)
    {
        if (to < from)
            throw new DomainRuleException("PeriodEndsBeforeItBegins", from, to);
        Stays.Add(new Stay(this, host, unit, from, to, purpose));
    }
}
