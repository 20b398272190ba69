using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;

namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>Days that do not count. Both days are included.</summary>
/// <param name="IsShift">Whether everyone's dates were shifted by it, rather than one student interrupted.</param>
public readonly record struct Pause(DateOnly From, DateOnly To, bool IsShift = false)
{
    /// <summary>How many days it lasts.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>Pauses that overlap or adjoin, as the one that they are.</summary>
/// <param name="Interrupts">Whether an interruption is among them.</param>
/// <param name="Shifts">Whether a shift of everyone's dates is among them.</param>
public readonly record struct MergedPause(DateOnly From, DateOnly To, bool Interrupts, bool Shifts)
{
    /// <summary>How many days it lasts.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    internal MergedPause With(MergedPause next) =>
        new(From, next.To > To ? next.To : To, Interrupts || next.Interrupts, Shifts || next.Shifts);
}

/// <summary>A closure or a strike that shifts everyone's dates: an interruption, but for those whom it leaves out.</summary>
/// <param name="LeavesOutWritingUp">Whether it does not count for a student who is writing up on its first day.</param>
public readonly record struct Shift(DateOnly From, DateOnly To, bool LeavesOutWritingUp = false);

/// <summary>From this day on, until the next change, the student is this.</summary>
public readonly record struct StatusChange(DateOnly From, StatusKind Status);

/// <summary>A change of mode: from this day on, this share of full time (above 0, 1 for full time).</summary>
public readonly record struct FteChange(DateOnly On, decimal Fte);

/// <summary>More time for one milestone.</summary>
/// <param name="Milestone">Its key, such as <c>esa</c> or <c>csi-2</c>.</param>
/// <param name="PastCap">Whether an administrator allowed it to go past the latest date.</param>
/// <param name="RuleSet">Code of the rule set, where two sets of a plan have a milestone of that key; null for any.</param>
public sealed record DateExtension(string Milestone, int Days, bool PastCap = false, string? RuleSet = null);

/// <summary>What is settled about one milestone, so that its date no longer moves.</summary>
/// <param name="Milestone">Its key, such as <c>esa</c> or <c>csi-2</c>.</param>
/// <param name="RuleSet">Code of the rule set, where two sets of a plan have a milestone of that key; null for any.</param>
public sealed record MilestoneFact(string Milestone, string? RuleSet = null)
{
    /// <summary>The day on which it was met.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>That it was met on a day that nobody kept.</summary>
    public bool DoneOnUnknownDay { get; init; }

    /// <summary>The due date as it stood when it was met; null where nobody kept it, and then it is computed.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The due date that an administrator set.</summary>
    public DateOnly? FixedOn { get; init; }

    /// <summary>That an administrator no longer asks for it.</summary>
    public bool Waived { get; init; }

    /// <summary>The day of a decision that asks for another attempt; the rule's retake says when that is due.</summary>
    public DateOnly? RetakeAskedOn { get; init; }

    /// <summary>How it ended, such as <c>minor</c> for a viva with minor corrections; rules that hang on it may differ by it.</summary>
    public string? Outcome { get; init; }

    /// <summary>What of it had been settled when a day began.</summary>
    internal MilestoneFact KnownBefore(DateOnly day)
    {
        var fact = RetakeAskedOn >= day ? this with { RetakeAskedOn = null } : this;
        return DoneOn >= day ? fact with { DoneOn = null, DueOn = null, Outcome = null } : fact;
    }
}

/// <summary>Everything about one candidature that its dates depend on.</summary>
public sealed record PlanInput
{
    /// <summary>The start of the candidature; the clock runs from here.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>The share of full time at the start, above 0; 1 for full time.</summary>
    public decimal Fte { get; init; } = 1m;

    public AwardModel AwardModel { get; init; } = AwardModel.PairedNoJointAward;

    /// <summary>The student's side, for rules that concern one side only; null where it does not matter.</summary>
    public string? Side { get; init; }

    /// <summary>Interruptions, in any order; overlapping and adjoining ones count as one, also with shifts.</summary>
    public IReadOnlyList<Pause> Pauses { get; init; } = [];

    /// <summary>Shifts of everyone's dates, in any order.</summary>
    public IReadOnlyList<Shift> Shifts { get; init; } = [];

    /// <summary>What the student was from when on, in any order; active before the first.</summary>
    public IReadOnlyList<StatusChange> Statuses { get; init; } = [];

    /// <summary>Changes of mode after the start, in any order.</summary>
    public IReadOnlyList<FteChange> FteChanges { get; init; } = [];
    public IReadOnlyList<DateExtension> Extensions { get; init; } = [];
    public IReadOnlyList<MilestoneFact> Facts { get; init; } = [];

    /// <summary>The day as which it is asked: a known day after it has not come yet. Null: the thesis is handed in, the rest is to come.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The day of the viva or soutenance, once it is set.</summary>
    public DateOnly? DefenceOn { get; init; }
    public DateOnly? ThesisSubmittedOn { get; init; }
    public DateOnly? ContractEndsOn { get; init; }

    /// <summary>First and last day of the stay at the partner, once known.</summary>
    public DateOnly? StayStartsOn { get; init; }
    public DateOnly? StayEndsOn { get; init; }

    internal ActiveClock Clock(DateOnly? asAt = null) =>
        new(Start, Fte, Pauses.Concat(Shifts.Where(Counts).Select(s => new Pause(s.From, s.To, IsShift: true))), FteChanges, asAt);

    internal StatusKind StatusOn(DateOnly day) =>
        Statuses.Where(s => s.From <= day).OrderBy(s => s.From).Select(s => (StatusKind?)s.Status).LastOrDefault() ?? StatusKind.Active;

    private bool Counts(Shift shift) => !(shift.LeavesOutWritingUp && StatusOn(shift.From) == StatusKind.WritingUp);

    internal DateOnly? Known(string name) => name switch
    {
        KnownDates.Defence => DefenceOn,
        KnownDates.ThesisSubmitted => ThesisSubmittedOn,
        KnownDates.ContractEnd => ContractEndsOn,
        KnownDates.StayStart => StayStartsOn,
        KnownDates.StayEnd => StayEndsOn,
        _ => null,
    };
}
