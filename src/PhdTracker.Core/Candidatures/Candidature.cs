using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;
using PhdTracker.Core.Training;

namespace PhdTracker.Core.Candidatures;

public enum CandidatureState
{
    Offered, Registered, Active, Interrupted, WritingUp, Submitted, Examined, Corrections, Awarded, Alumnus,
    Withdrawn, Terminated, Transferred,
}

/// <summary>One student in a studentship, from offer to award. The clock of its milestones starts at <see cref="StartOn"/>.</summary>
public sealed partial class Candidature : Entity, IAudited
{
    private Candidature() { }

    /// <param name="fte">Share of full time at the start: 1 is full time, 0.5 half time.</param>
    /// <exception cref="DomainRuleException"><c>FteOutOfRange</c>.</exception>
    public Candidature(Studentship studentship, Person student, DateOnly startOn, decimal fte, CandidatureState state)
    {
        if (fte is <= 0 or > 1)
            throw new DomainRuleException("FteOutOfRange", fte);
        (Studentship, Student, StartOn, Fte, State) = (studentship, student, startOn, fte, state);
    }

    public int StudentshipId { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(Id);
    public Studentship Studentship { get; private set; } = null!;
    public int StudentId { get; private set; }
    public Person Student { get; private set; } = null!;
    public CandidatureState State { get; private set; }
    public DateOnly StartOn { get; private set; }

    /// <summary>Share of full time at the start; changes since then are status periods.</summary>
    public decimal Fte { get; private set; }

    /// <summary>Number by which the home institution knows the student (Imperial: CID).</summary>
    public string? StudentNumber { get; private set; }

    /// <summary>Where the student registers; it awards the degree. On the French side a university, as CNRS awards none.</summary>
    public int? HomeInstitutionId { get; private set; }
    public Institution? HomeInstitution { get; private set; }

    /// <summary>Department or research unit.</summary>
    public int? UnitId { get; private set; }
    public Unit? Unit { get; private set; }
    public int? DoctoralSchoolId { get; private set; }
    public Unit? DoctoralSchool { get; private set; }

    /// <summary>Whose degree it will be; null where it is the home institution's.</summary>
    public int? AwardingInstitutionId { get; private set; }
    public Institution? AwardingInstitution { get; private set; }
    public DateOnly? ContractEndsOn { get; private set; }

    /// <summary>Last day that the studentship is paid for.</summary>
    public DateOnly? FundingEndsOn { get; private set; }
    public DateOnly? DefenceOn { get; private set; }

    /// <summary>
    /// Hours of training that the office's sheet counted: what was done before, or outside of, PhdTracker. They count beside the confirmed ones of
    /// <see cref="Training"/>, and are of no known category.
    /// </summary>
    public int? TrainingHours { get; private set; }
    public string? MobilityNote { get; private set; }

    /// <summary>When the student left or was awarded the degree, where that is known.</summary>
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Why the student left, in a sentence that both sides may read.</summary>
    public string? LeavingNote { get; private set; }

    /// <summary>Why the student left, as the home office knows it. Confidential: shown to that office only.</summary>
    public string? LeavingReason { get; private set; }

    bool IAudited.IsPrivate(string field) => field == nameof(LeavingReason);
    public List<StatusPeriod> StatusPeriods { get; } = [];
    public List<SupervisorAssignment> Supervisors { get; } = [];
    public List<Milestone> Milestones { get; } = [];
    public List<TrainingActivity> Training { get; } = [];

    /// <summary>Finished or left: nothing is due any more.</summary>
    public static bool IsClosed(CandidatureState state) =>
        state is CandidatureState.Awarded or CandidatureState.Alumnus or CandidatureState.Withdrawn or CandidatureState.Terminated or CandidatureState.Transferred;

    /// <summary>The states of <see cref="IsClosed"/>, for queries.</summary>
    public static readonly IReadOnlyList<CandidatureState> ClosedStates =
        [CandidatureState.Awarded, CandidatureState.Alumnus, CandidatureState.Withdrawn, CandidatureState.Terminated, CandidatureState.Transferred];

    /// <summary>The office corrects the day or the share of full time from which every date counts; the plan is computed anew.</summary>
    /// <exception cref="DomainRuleException"><c>FteOutOfRange</c>.</exception>
    public void CorrectStart(DateOnly startOn, decimal fte)
    {
        if (fte is <= 0 or > 1)
            throw new DomainRuleException("FteOutOfRange", fte);
        (StartOn, Fte) = (startOn, fte);
    }

    /// <summary>Where the student is registered and works.</summary>
    public void Place(Institution? home, Unit? unit, Unit? doctoralSchool)
    {
        HomeInstitution = home ?? HomeInstitution;
        Unit = unit ?? Unit;
        DoctoralSchool = doctoralSchool ?? DoctoralSchool;
    }

    /// <summary>What the office keeps beside the dates. Null leaves a value as it is.</summary>
    public void Describe(string? studentNumber = null, DateOnly? contractEndsOn = null, DateOnly? defenceOn = null, int? trainingHours = null, string? mobilityNote = null)
    {
        StudentNumber = studentNumber ?? StudentNumber;
        ContractEndsOn = contractEndsOn ?? ContractEndsOn;
        DefenceOn = defenceOn ?? DefenceOn;
        TrainingHours = trainingHours ?? TrainingHours;
        MobilityNote = mobilityNote ?? MobilityNote;
    }

    /// <summary>The day of the defence is open again.</summary>
    public void ForgetDefence() => DefenceOn = null;

    /// <summary>Whose degree it will be, and until when it is paid for.</summary>
    /// <exception cref="DomainRuleException"><c>ContractEndsBeforeStart</c>, <c>FundingEndsBeforeStart</c>.</exception>
    public void Fund(Institution? awarding, DateOnly? contractEndsOn, DateOnly? fundingEndsOn)
    {
        if (contractEndsOn < StartOn)
            throw new DomainRuleException("ContractEndsBeforeStart", StartOn) { Field = "ContractEndsOn" };
        if (fundingEndsOn < StartOn)
            throw new DomainRuleException("FundingEndsBeforeStart", StartOn) { Field = "FundingEndsOn" };
        (AwardingInstitution, ContractEndsOn, FundingEndsOn) = (awarding ?? AwardingInstitution, contractEndsOn ?? ContractEndsOn, fundingEndsOn ?? FundingEndsOn);
    }

    /// <summary>The student has registered at the home institution.</summary>
    /// <exception cref="DomainRuleException"><c>NotOffered</c>.</exception>
    public void ConfirmRegistration()
    {
        if (State != CandidatureState.Offered)
            throw new DomainRuleException("NotOffered");
        State = CandidatureState.Registered;
    }

    /// <summary>The student has begun.</summary>
    /// <param name="today">Nobody begins before their start date.</param>
    /// <param name="agreementInForce">Whether the project's agreement is in force; a project that needs one does not run before.</param>
    /// <exception cref="DomainRuleException"><c>NotRegistered</c>, <c>StartsLater</c>, <c>StartNeedsAgreement</c>.</exception>
    public void Start(DateOnly today, bool agreementInForce)
    {
        if (State != CandidatureState.Registered)
            throw new DomainRuleException("NotRegistered");
        if (StartOn > today)
            throw new DomainRuleException("StartsLater", StartOn);
        if (Studentship.Project.NeedsAgreement && !agreementInForce)
            throw new DomainRuleException("StartNeedsAgreement");
        State = CandidatureState.Active;
    }

    /// <summary>The student leaves the place: what is not closed falls away, and supervision ends with them.</summary>
    /// <param name="how"><see cref="CandidatureState.Withdrawn"/>, <see cref="CandidatureState.Terminated"/> or <see cref="CandidatureState.Transferred"/>.</param>
    /// <param name="lastDay">Last day, included. One who has not begun may leave before the start.</param>
    /// <param name="note">For both sides.</param>
    /// <param name="reason">For the home office only; null if there is no more to say.</param>
    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>, <c>LastDayBeforeStart</c>.</exception>
    public void Leave(CandidatureState how, DateOnly lastDay, string note, string? reason)
    {
        EnsureGoesOn();
        EnsureMayLeave(lastDay);
        (State, ClosedOn, LeavingNote, LeavingReason) = (how, lastDay, note, reason);
        FollowWritingUp(lastDay.AddDays(1));
        foreach (var milestone in Milestones.Where(m => !m.IsClosed))
            milestone.Skip();
        foreach (var assignment in Supervisors.Where(s => s.To is null || s.To > lastDay))
            assignment.EndWithStudent(lastDay);
    }

    /// <summary>One who has begun does not leave before their start.</summary>
    /// <exception cref="DomainRuleException"><c>LastDayBeforeStart</c>.</exception>
    public void EnsureMayLeave(DateOnly lastDay, string field = "LastDay")
    {
        if (lastDay < StartOn && State is not (CandidatureState.Offered or CandidatureState.Registered))
            throw new DomainRuleException("LastDayBeforeStart", StartOn) { Field = field };
    }

    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>.</exception>
    public void EnsureGoesOn()
    {
        if (IsClosed(State))
            throw new DomainRuleException("CandidatureClosed");
    }

    /// <summary>Goes over to the place of the same side in another record of the project.</summary>
    internal void MoveTo(Studentship place) => Studentship = place;

    /// <summary>Moves the candidature to another state. <see cref="StatusPeriods"/> must be loaded: writing up is one.</summary>
    /// <param name="on">The day it happened, where it is known.</param>
    public void MoveTo(CandidatureState state, DateOnly? on = null)
    {
        (State, StateBeforeInterruption) = (state, null);
        ClosedOn = IsClosed(state) ? on ?? ClosedOn : null;
        if (on is { } day)
            FollowWritingUp(day);
    }

    /// <summary>The former student agreed to be among the alumni.</summary>
    /// <exception cref="DomainRuleException"><c>NotAwarded</c>.</exception>
    public void BecomeAlumnus()
    {
        if (State is not (CandidatureState.Awarded or CandidatureState.Alumnus))
            throw new DomainRuleException("NotAwarded");
        State = CandidatureState.Alumnus;
    }

    /// <summary>The former student took the consent back: the degree stays awarded.</summary>
    public void StopBeingAlumnus() => State = State == CandidatureState.Alumnus ? CandidatureState.Awarded : State;

    /// <summary>Adds a period; one that is already there is left alone.</summary>
    /// <param name="to">Last day, included; null while it goes on.</param>
    /// <exception cref="DomainRuleException"><c>PeriodEndsBeforeItBegins</c>.</exception>
    public void AddPeriod(StatusKind kind, DateOnly from, DateOnly? to, decimal? fte = null, string? reason = null)
    {
        if (to < from)
            throw new DomainRuleException("PeriodEndsBeforeItBegins", from, to);
        if (!StatusPeriods.Any(p => p.Kind == kind && p.From == from && p.To == to))
            StatusPeriods.Add(new StatusPeriod(this, kind, from, to, fte, reason));
    }

    /// <summary>Puts a person in a supervising role, unless they hold it already.</summary>
    public SupervisorAssignment Supervise(Person person, SupervisorKind kind, Calls.ProgrammeParty party, DateOnly from, bool? holdsHdr = null)
    {
        var assignment = Supervisors.FirstOrDefault(s => s.Person == person && s.Kind == kind && s.To is null);
        if (assignment is null)
            Supervisors.Add(assignment = new SupervisorAssignment(this, person, kind, party, from));
        if (holdsHdr is { } hdr)
            assignment.SetHdr(hdr);
        return assignment;
    }
}

internal sealed class CandidatureMapping : IEntityTypeConfiguration<Candidature>
{
    public void Configure(EntityTypeBuilder<Candidature> builder)
    {
        builder.Property(c => c.Fte).HasPrecision(4, 3);
        builder.Property(c => c.StudentNumber).HasMaxLength(40);
        builder.Property(c => c.MobilityNote).HasMaxLength(500);
        builder.Property(c => c.ThesisTitleEn).HasMaxLength(Candidature.LongestTitle);
        builder.Property(c => c.ThesisTitleFr).HasMaxLength(Candidature.LongestTitle);
        builder.Property(c => c.LeavingNote).HasMaxLength(LeavingText.LongestNote);
        builder.Property(c => c.LeavingReason).HasMaxLength(LeavingText.LongestReason);
        builder.HasIndex(c => c.State);
    }
}
