namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>
/// Whether a date still follows its rule: pending ones do. One that is skipped is not asked for, such as a campaign in an interruption
/// or what the day of the defence makes needless.
/// </summary>
public enum PlannedState { Pending, Fixed, Done, Waived, Skipped }

/// <summary>One milestone of a plan, with its dates and the reason for them.</summary>
public sealed record PlannedDate
{
    /// <summary>Code and version of the rule set.</summary>
    public required string RuleSet { get; init; }
    public required int RuleSetVersion { get; init; }

    /// <summary>Code of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Which of a repeating rule's milestones, from 1; 0 where the rule occurs once.</summary>
    public required int Repeat { get; init; }

    /// <summary>The key in the rule set: <c>esa</c>, <c>csi-2</c>.</summary>
    public required string Milestone { get; init; }
    public required LocalText Title { get; init; }
    public required LocalText Description { get; init; }

    /// <summary>First day on which it may be done; null where there is no window.</summary>
    public DateOnly? OpensOn { get; init; }

    /// <summary>Last day; the end of it in the owning institution's zone.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>The day on which it was met; null while it was not, or where only the fact is known.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>The kind of term that set the date: the earliest, where the rule has several.</summary>
    public required RuleKind Kind { get; init; }
    public required PlannedState State { get; init; }

    /// <summary>One sentence that explains the date.</summary>
    public required LocalText Rationale { get; init; }

    /// <summary>Keys of milestones of other rule sets that one submission serves too.</summary>
    public required IReadOnlyList<string> EquivalentTo { get; init; }

    /// <summary>Whether the student hands something in; otherwise the office records that it was done.</summary>
    public required bool TakesSubmission { get; init; }

    /// <summary>The workflow definition that a submission follows.</summary>
    public required string Route { get; init; }

    /// <summary>How often it may be taken again, and how many months after the decision the new date is.</summary>
    public required int Retakes { get; init; }
    public required int? RetakeMonths { get; init; }

    /// <summary>Needed in some cases only: it is never overdue.</summary>
    public required bool Optional { get; init; }

    /// <summary>What the date was computed from, as a JSON object, for the record.</summary>
    public required string Inputs { get; init; }
}
