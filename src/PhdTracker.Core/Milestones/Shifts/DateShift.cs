using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Shifts;

/// <summary>How far a shift is. It is counted before it may be applied; applied and undone in the background, and people are told at the end of each.</summary>
public enum ShiftState { Counting, Ready, Applying, Telling, Applied, Undoing, TellingUndone, Undone }

/// <summary>Whose dates a shift moves. What is null does not narrow it.</summary>
/// <param name="Side">The word that marks a side, such as <c>UK</c>.</param>
/// <param name="InstitutionId">Where the student is registered, or the institution of their side.</param>
/// <param name="UnitId">Department or research unit, or doctoral school.</param>
/// <param name="RegisteredFrom">First start, included.</param>
/// <param name="RegisteredBefore">Starts on this day or later are not meant.</param>
public sealed record ShiftFilter(
    string? Side = null, int? InstitutionId = null, int? UnitId = null, DateOnly? RegisteredFrom = null, DateOnly? RegisteredBefore = null, CandidatureState? Status = null, bool LeavesOutWritingUp = false);

/// <summary>A closure or a strike from one day to another whose days do not count towards the due dates of everybody whom a filter selects.</summary>
public sealed class DateShift : Entity
{
    private DateShift() { }

    /// <exception cref="DomainRuleException"><c>DateOutOfRange</c>, <c>PeriodEndsBeforeItBegins</c>, <c>ShiftTooLong</c>, <c>ShiftRegisteredInverted</c>.</exception>
    public DateShift(Programme programme, DateOnly from, DateOnly to, string reason, ShiftFilter filter, Person by, DateTime now)
    {
        Days.EnsureSensible(from, nameof(From));
        Days.EnsureSensible(to, nameof(To));
        if (to < from)
            throw new DomainRuleException("PeriodEndsBeforeItBegins", from, to) { Field = nameof(To) };
        if (to.DayNumber - from.DayNumber >= MostDays)
            throw new DomainRuleException("ShiftTooLong", MostDays) { Field = nameof(To) };
        if (filter.RegisteredBefore <= filter.RegisteredFrom)
            throw new DomainRuleException("ShiftRegisteredInverted") { Field = nameof(filter.RegisteredBefore) };
        (Programme, ProgrammeId, From, To, Reason, By, CreatedAt) = (programme, programme.Id, from, to, reason, by, now);
        (Side, InstitutionId, UnitId, RegisteredFrom, RegisteredBefore, Status, LeavesOutWritingUp) =
            (filter.Side, filter.InstitutionId, filter.UnitId, filter.RegisteredFrom, filter.RegisteredBefore, filter.Status, filter.LeavesOutWritingUp);
    }

    /// <summary>Days that one shift may have.</summary>
    public const int MostDays = 366;

    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 500;

    public int ProgrammeId { get; private set; }
    public Programme Programme { get; private set; } = null!;
    public DateOnly From { get; private set; }

    /// <summary>Last day, included.</summary>
    public DateOnly To { get; private set; }

    /// <summary>Why, for everybody whose dates move.</summary>
    public string Reason { get; private set; } = "";
    public string? Side { get; private set; }
    public int? InstitutionId { get; private set; }
    public Institution? Institution { get; private set; }
    public int? UnitId { get; private set; }
    public Unit? Unit { get; private set; }
    public DateOnly? RegisteredFrom { get; private set; }
    public DateOnly? RegisteredBefore { get; private set; }
    public CandidatureState? Status { get; private set; }
    public bool LeavesOutWritingUp { get; private set; }
    public ShiftState State { get; private set; }
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;
    public DateTime CreatedAt { get; private set; }
    public int? AppliedById { get; private set; }
    public Person? AppliedBy { get; private set; }
    public DateTime? AppliedAt { get; private set; }
    public int? UndoneById { get; private set; }
    public Person? UndoneBy { get; private set; }
    public DateTime? UndoneAt { get; private set; }

    /// <summary>How many the present state goes through, and how many of them it has.</summary>
    public int Total { get; private set; }

    /// <inheritdoc cref="Total"/>
    public int Done { get; private set; }

    /// <summary>The last row that the present state went through: it goes on after it.</summary>
    public int Reached { get; private set; }

    /// <summary>Students whose dates are shifted, and how many dates of theirs move by it.</summary>
    public int Students { get; private set; }

    /// <inheritdoc cref="Students"/>
    public int Dates { get; private set; }

    /// <summary>Students whom the filter selects and who are left out.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Dates that did not come back when it was undone.</summary>
    public int Stayed { get; private set; }

    public ShiftFilter Filter => new(Side, InstitutionId, UnitId, RegisteredFrom, RegisteredBefore, Status, LeavesOutWritingUp);

    /// <summary>Nothing has moved yet: only who made it sees it.</summary>
    public bool IsDraft => State is ShiftState.Counting or ShiftState.Ready;

    /// <summary>The background is at it.</summary>
    public bool IsUnderWay => UnderWay.Contains(State);

    /// <summary>The states of <see cref="IsUnderWay"/>, for queries.</summary>
    public static readonly IReadOnlyList<ShiftState> UnderWay = [ShiftState.Counting, ShiftState.Applying, ShiftState.Telling, ShiftState.Undoing, ShiftState.TellingUndone];

    /// <summary>Who acted last.</summary>
    public int ActorId => UndoneById ?? AppliedById ?? ById;

    /// <summary>How many the filter selects.</summary>
    /// <exception cref="DomainRuleException"><c>ShiftConcernsNobody</c>.</exception>
    public void Select(int total) => Total = total > 0 ? total : throw new DomainRuleException("ShiftConcernsNobody");

    /// <summary>The dates that were shown before are moved.</summary>
    /// <exception cref="DomainRuleException"><c>ShiftNotReady</c>.</exception>
    public void Apply(Person by, DateTime now)
    {
        if (State != ShiftState.Ready || Students == 0)
            throw new DomainRuleException("ShiftNotReady");
        (AppliedBy, AppliedById, AppliedAt) = (by, by.Id, now);
        Begin(ShiftState.Applying, Students);
        (Students, Dates) = (0, 0);
    }

    /// <summary>The days count again, for everybody.</summary>
    /// <exception cref="DomainRuleException"><c>ShiftNotApplied</c>.</exception>
    public void Undo(Person by, DateTime now)
    {
        if (State != ShiftState.Applied)
            throw new DomainRuleException("ShiftNotApplied");
        (UndoneBy, UndoneById, UndoneAt) = (by, by.Id, now);
        Begin(ShiftState.Undoing, Students);
    }

    /// <summary>Notes what was gone through.</summary>
    /// <param name="reached">The last row.</param>
    internal void Advance(int reached, int done) => (Reached, Done) = (reached, Done + done);

    internal void Count(ShiftedPlan plan)
    {
        if (plan.LeftOut is null)
            (Students, Dates) = (Students + 1, Dates + plan.Moved);
        else
            LeftOut++;
    }

    internal void CountStayed(int dates) => Stayed += dates;

    /// <summary>The present state has gone through everything.</summary>
    /// <param name="tells">Whether the programme sends anything about deadlines yet.</param>
    internal void Complete(bool tells) => Begin(State switch
    {
        ShiftState.Counting => ShiftState.Ready,
        ShiftState.Applying => tells ? ShiftState.Telling : ShiftState.Applied,
        ShiftState.Telling => ShiftState.Applied,
        ShiftState.Undoing => tells ? ShiftState.TellingUndone : ShiftState.Undone,
        _ => ShiftState.Undone,
    }, Students);

    private void Begin(ShiftState state, int total) => (State, Total, Done, Reached) = (state, total, 0, 0);
}

internal sealed class DateShiftMapping : IEntityTypeConfiguration<DateShift>
{
    public void Configure(EntityTypeBuilder<DateShift> builder)
    {
        builder.Property(s => s.Reason).HasMaxLength(DateShift.LongestReason);
        builder.Property(s => s.Side).HasMaxLength(8);
        builder.Ignore(s => s.Filter);
        builder.Ignore(s => s.IsDraft);
        builder.Ignore(s => s.IsUnderWay);
        builder.Ignore(s => s.ActorId);
        builder.HasIndex(s => s.State);
    }
}
