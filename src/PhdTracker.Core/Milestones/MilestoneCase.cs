using PhdTracker.Core.Candidatures;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>A milestone as its pages show it.</summary>
/// <param name="DueOn">Of one that another one's submission serves, the day of that one.</param>
/// <param name="Scope">For questions to <see cref="Access.May"/>.</param>
/// <param name="Side">The home side of the student; <paramref name="RuleSide"/> is the side whose rule it is, null for the programme's own.</param>
/// <param name="Zone">IANA zone of the home side: a deadline is the end of its day there.</param>
public sealed record MilestoneCase(
    int Id, int Version, int CandidatureId, CaseScope Scope, int StudentId, string Student, CandidatureState CandidatureState, string Side, string Institution, string Zone,
    int ProjectId, string ProjectCode, string? RuleSide, MilestoneRuleRef Rule, string TitleEn, string TitleFr, MilestoneState State,
    DateOnly? OpensOn, DateOnly? DueOn, DateOnly? DoneOn, string RationaleEn, string RationaleFr, bool TakesSubmission, bool IsOptional, int? RetakeMonths, bool RetakeUsed, string? Conditions,
    DateOnly StartOn, MilestoneName? EquivalentTo, IReadOnlyList<MilestoneName> Equivalents)
{
    public bool IsClosed => Milestone.Closed(State);

    /// <inheritdoc cref="Milestone.LacksDay"/>
    public bool LacksDay => Milestone.IsUndated(State, DoneOn);

    /// <summary>Whether an office can record that it was reached, or when.</summary>
    public bool CanBeRecorded => LacksDay || (!IsClosed && State != MilestoneState.Submitted);

    /// <inheritdoc cref="Milestone.IsFixed"/>
    public bool IsFixed { get; init; }

    /// <inheritdoc cref="Milestone.Inputs"/>
    public string Inputs { get; init; } = "{}";

    /// <inheritdoc cref="Milestone.RuleDueOn"/>
    public DateOnly? RuleDueOn { get; init; }

    /// <inheritdoc cref="Milestone.RuleRationaleEn"/>
    public string RuleRationaleEn { get; init; } = "";

    /// <inheritdoc cref="Milestone.RuleRationaleEn"/>
    public string RuleRationaleFr { get; init; } = "";

    /// <summary>Waits for the student to hand something in, now or later.</summary>
    public bool IsForStudent => TakesSubmission && EquivalentTo is null && !Candidature.IsClosed(CandidatureState)
        && State is MilestoneState.Planned or MilestoneState.Draft or MilestoneState.Returned or MilestoneState.Resubmit;

    /// <summary>As <see cref="Milestone.Overdue"/>; what another one's submission serves is late with that one.</summary>
    public bool IsOverdueOn(DateOnly today) => EquivalentTo is null &&
        MilestoneList.IsOverdue(State, IsOptional, CandidatureState, DueOn, today);
}

public sealed record MilestoneName(int Id, string TitleEn, string TitleFr);

/// <summary>A version as its readers see it.</summary>
/// <param name="SubmittedAt">Null for a draft, which only its author sees.</param>
public sealed record SubmissionView(int Id, int Version, int Number, int AuthorId, string Comment, DateTime SavedAt, DateTime? SubmittedAt, IReadOnlyList<DocumentView> Documents);

/// <param name="Length">Bytes.</param>
public sealed record DocumentView(int Id, string FileName, string ContentType, long Length);
