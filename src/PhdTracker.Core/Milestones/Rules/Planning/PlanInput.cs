using PhdTracker.Core.Calls;

namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>Days that do not count: an interruption, or a shift of everyone's dates. Both days are included.</summary>
public readonly record struct Pause(DateOnly From, DateOnly To)
{
    /// <summary>How many days it lasts.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Whether the day lies in it.</summary>
    public bool Holds(DateOnly day) => From <= day && day <= To;
}

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

    /// <summary>How it ended, such as <c>minor</c> for a viva with minor corrections; rules that hang on it may differ by it.</summary>
    public string? Outcome { get; init; }
}

/// <summary>Everything about one candidature that its dates depend on.</summary>
public sealed record PlanInput
{
    /// <summary>The start of the candidature; the clock runs from here.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>The share of full time at the start, above 0; 1 for full time.</summary>
    public decimal Fte { get; init; } = 1m;

    public AwardModel AwardModel { get; init; } = AwardModel.PairedNoJointAward;

    /// <summary>Interruptions and shifts, in any order; overlapping and adjoining ones count as one.</summary>
    public IReadOnlyList<Pause> Pauses { get; init; } = [];

    /// <summary>Changes of mode after the start, in any order.</summary>
    public IReadOnlyList<FteChange> FteChanges { get; init; } = [];
    public IReadOnlyList<DateExtension> Extensions { get; init; } = [];
    public IReadOnlyList<MilestoneFact> Facts { get; init; } = [];

    /// <summary>The day of the viva or soutenance, once it is set.</summary>
    public DateOnly? DefenceOn { get; init; }
    public DateOnly? ThesisSubmittedOn { get; init; }
    public DateOnly? ContractEndsOn { get; init; }

    /// <summary>First and last day of the stay at the partner, once known.</summary>
    public DateOnly? StayStartsOn { get; init; }
    public DateOnly? StayEndsOn { get; init; }

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
