using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Candidatures;

/// <summary>One student's way from start to end, as its pages show it.</summary>
/// <param name="Scope">For questions to <see cref="Access.May"/>.</param>
/// <param name="Institution">What people call the home side.</param>
/// <param name="Zone">IANA zone of the home side: a deadline is the end of its day there.</param>
public sealed record Pathway(
    int Id, CaseScope Scope, int StudentId, string GivenName, string FamilyName, string Side, string Institution, string Zone,
    CandidatureState State, DateOnly StartOn, decimal Fte, DateOnly? ContractEndsOn, DateOnly? DefenceOn, DateOnly? ClosedOn, int? TrainingHours,
    string? HomeEn, string? HomeFr, PathwayUnit? Unit, PathwayUnit? School, PathwayProject Project)
{
    public string Student => $"{GivenName} {FamilyName}";
    public bool IsClosed => Candidature.IsClosed(State);

    /// <summary>Under way, so that its student may enter for the examination of the thesis.</summary>
    public bool MayEnterExamination => !IsClosed && State is not (CandidatureState.Offered or CandidatureState.Registered);

    /// <summary>Whether entering for it is among the next things: writing up, or with the thesis due within a year.</summary>
    public bool ExaminationIsNear(DateOnly today) => State == CandidatureState.WritingUp || Thesis?.DueOn <= today.AddYears(1);

    /// <summary>Whether one of its milestones is late, as <see cref="MilestoneGroup.Overdue"/>; what another one's submission serves is late with that one.</summary>
    public bool IsLate(PathwayMilestone milestone, DateOnly today) => milestone.EquivalentToId is null && MilestoneList.IsOverdue(milestone.State, milestone.IsOptional, State, milestone.DueOn, today);

    /// <summary>Whose degree it will be; that of the home institution unless another awards it.</summary>
    public string? AwardingEn { get; init; }

    /// <inheritdoc cref="AwardingEn"/>
    public string? AwardingFr { get; init; }
    public DateOnly? FundingEndsOn { get; init; }

    /// <summary>Hours of training that were confirmed here; beside them count those of the office's sheet.</summary>
    public decimal ConfirmedTraining { get; init; }

    /// <summary>Hours of training that count.</summary>
    public decimal CountedTraining => (TrainingHours ?? 0) + ConfirmedTraining;

    /// <summary>The title of the student's own thesis, once it differs from the project's; empty before.</summary>
    public string ThesisTitleEn { get; init; } = "";

    /// <inheritdoc cref="ThesisTitleEn"/>
    public string ThesisTitleFr { get; init; } = "";

    /// <summary>Why the student left, in a sentence for both sides.</summary>
    public string? LeavingNote { get; init; }

    /// <summary>Students of other sides, the newest first.</summary>
    public IReadOnlyList<PathwayTwin> Twins { get; init; } = [];

    /// <summary>Who held the same place before, or holds it since, in order of their starts.</summary>
    public IReadOnlyList<PathwayTwin> SamePlace { get; init; } = [];

    /// <summary>The same student's candidatures on other sides of the project, before or after a transfer.</summary>
    public IReadOnlyList<PathwayTwin> Transfers { get; init; } = [];

    /// <summary>Those who supervise, or will.</summary>
    public IReadOnlyList<PathwaySupervisor> Supervisors { get; init; } = [];

    /// <summary>Those who did, the last to leave first.</summary>
    public IReadOnlyList<PathwaySupervisor> PastSupervisors { get; init; } = [];

    /// <summary>In order of their first days.</summary>
    public IReadOnlyList<PathwayPeriod> Periods { get; init; } = [];

    /// <summary>Stays at a partner, in order of their first days; those that an office's sheet told of are among <see cref="Periods"/>.</summary>
    public IReadOnlyList<PathwayStay> Stays { get; init; } = [];

    /// <summary>By due date; those without one last. What fell away is left out.</summary>
    public IReadOnlyList<PathwayMilestone> Milestones { get; init; } = [];

    /// <summary>When the thesis is due: the defence or the thesis milestone, whichever the plan has; null if neither has a date.</summary>
    public PathwayMilestone? Thesis => Milestones.FirstOrDefault(m => Milestone.IsThesis(m.RuleCode) && m.DueOn is not null);

    /// <summary>The contract ends while the thesis is not yet due: nobody pays for what comes between.</summary>
    public bool ContractEndsFirst => EndsBeforeThesis(ContractEndsOn);

    /// <inheritdoc cref="ContractEndsFirst"/>
    public bool FundingEndsFirst => EndsBeforeThesis(FundingEndsOn);

    /// <summary>The share of full time on a day: as a period says, else as at the start.</summary>
    public decimal FteOn(DateOnly day) => Periods.LastOrDefault(p => p.Fte is not null && p.Kind != StatusKind.Interrupted && p.From <= day && (p.To is null || p.To >= day))?.Fte ?? Fte;

    /// <summary>Whether another candidature of the project began before this one.</summary>
    public bool Follows(PathwayTwin other) => (other.StartOn, other.CandidatureId).CompareTo((StartOn, Id)) < 0;

    private bool EndsBeforeThesis(DateOnly? end) => !IsClosed && Thesis is { IsClosed: false, DueOn: { } due } && end?.AddDays(1) < due;
}

public sealed record PathwayUnit(string Name, string? Code)
{
    /// <summary>"Laboratoire de Physique (UMR 5672)".</summary>
    public string Named => Code is null || Name.Contains(Code, StringComparison.Ordinal) ? Name : $"{Name} ({Code})";
}

public sealed record PathwayProject(int Id, string Code, string Title);

/// <summary>Another candidature of the same project.</summary>
/// <param name="IsVisible">Whether the reader may open it.</param>
public sealed record PathwayTwin(int CandidatureId, string Name, string Side, string Institution, CandidatureState State, DateOnly StartOn, DateOnly? ClosedOn, bool IsVisible);

/// <param name="To">Last day, included; null while it goes on.</param>
/// <param name="EndReason">Why it ended, for everybody who may see the supervision.</param>
public sealed record PathwaySupervisor(string Name, string? Email, SupervisorKind Kind, string Side, string Institution, int? SharePercent, DateOnly From, DateOnly? To, string? EndReason);

/// <param name="Reason">Only for those who may read it.</param>
public sealed record PathwayPeriod(StatusKind Kind, DateOnly From, DateOnly? To, decimal? Fte, string? Reason);

/// <summary>A stay at a partner.</summary>
/// <param name="Side">The side of the partner, whom people call <paramref name="Host"/>.</param>
public sealed record PathwayStay(string Side, string Host, DateOnly From, DateOnly To)
{
    public string? Unit { get; init; }
    public string Purpose { get; init; } = "";
}

/// <summary>A milestone of a pathway.</summary>
/// <param name="DueOn">Of one that another one's submission serves, the day of that one.</param>
/// <param name="Side">Null for the programme's own.</param>
/// <param name="DraftSavedAt">When the version being written was saved; null if none is. Only for its author.</param>
public sealed record PathwayMilestone(
    int Id, string RuleSetCode, string RuleCode, string TitleEn, string TitleFr, string? Side, MilestoneState State, DateOnly? OpensOn, DateOnly? DueOn, DateOnly? DoneOn,
    string RationaleEn, string RationaleFr, bool TakesSubmission, bool IsOptional, int? EquivalentToId, DateTime? DraftSavedAt)
{
    public bool IsClosed => Milestone.Closed(State);

    /// <summary>Waits for the student to hand something in.</summary>
    public bool IsForStudent => TakesSubmission && EquivalentToId is null && State is MilestoneState.Planned or MilestoneState.Draft or MilestoneState.Returned or MilestoneState.Resubmit;
}
