using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>Where the examination of a thesis stands, from the entry to the award.</summary>
public enum ExaminationState { Nominating, Approving, AwaitingThesis, WithExaminers, Authorising, Authorised, Corrections, Checking, Passed, Awarded, Failed, Withdrawn }

/// <summary>The examination of one student's thesis: UK viva or French soutenance. A candidature has one that is open at most.</summary>
public sealed class Examination : Entity, IAudited, IProcessSubject
{
    /// <summary>Characters of a title of a thesis.</summary>
    public const int LongestTitle = 300;

    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 1000;

    /// <summary>Characters of the name of a degree, and of a place.</summary>
    public const int LongestName = 200;

    private Examination() { }

    /// <summary>The student enters for the examination.</summary>
    /// <param name="today">On the clock of the student's side.</param>
    /// <exception cref="DomainRuleException"><c>CandidatureClosedForExamination</c>, <c>ExaminationTitleMissing</c>, <c>ThesisTitleTooLong</c>.</exception>
    public Examination(Candidature candidature, string titleEn, string titleFr, DateOnly today)
    {
        if (Candidature.IsClosed(candidature.State) || candidature.State is CandidatureState.Offered or CandidatureState.Registered)
            throw new DomainRuleException("CandidatureClosedForExamination");
        (Candidature, OpenFor, EnteredOn) = (candidature, candidature.Id, today);
        Call(titleEn, titleFr);
    }

    public int CandidatureId { get; private set; }
    public Candidature Candidature { get; private set; } = null!;

    /// <summary>The candidature while it is open, so that the database refuses a second one; null once it is over.</summary>
    public int? OpenFor { get; private set; }
    public ExaminationState State { get; private set; }
    public string TitleEn { get; private set; } = "";
    public string TitleFr { get; private set; } = "";
    public DateOnly EnteredOn { get; private set; }

    /// <summary>The day on which the examiners were last named.</summary>
    public DateOnly? NominatedOn { get; private set; }
    public DateOnly? ApprovedOn { get; private set; }

    /// <summary>The day on which the last rapporteur's report came.</summary>
    public DateOnly? ReportsOn { get; private set; }

    /// <summary>The day of the viva or soutenance.</summary>
    public DateOnly? DefenceOn { get; private set; }
    public string Place { get; private set; } = "";
    public ExaminationOutcome? Outcome { get; private set; }
    public DateOnly? OutcomeOn { get; private set; }

    /// <summary>Last day for the corrected thesis, or for the next version after a resubmission; null where none is asked for.</summary>
    public DateOnly? CorrectionsDueOn { get; private set; }

    /// <summary>Why it is that day, in one sentence of each language.</summary>
    public string RationaleEn { get; private set; } = "";
    public string RationaleFr { get; private set; } = "";
    public DateOnly? AwardedOn { get; private set; }
    public string DegreeEn { get; private set; } = "";
    public string DegreeFr { get; private set; } = "";
    public int? AwardedById { get; private set; }
    public Institution? AwardedBy { get; private set; }

    /// <summary>The day on which it was withdrawn or failed for good.</summary>
    public DateOnly? EndedOn { get; private set; }
    public List<Examiner> Examiners { get; } = [];
    public List<Thesis> Theses { get; } = [];
    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    SubjectKind IProcessSubject.Kind => SubjectKind.Examination;
    string IProcessSubject.CaseKey => CaseKey.Candidature(CandidatureId);
    string IProcessSubject.Status => State.ToString();

    /// <summary>Awarded, failed or withdrawn.</summary>
    public bool IsOver => OpenFor is null;

    /// <summary>It can be given up until the examiners have decided.</summary>
    public bool MayBeWithdrawn => State <= ExaminationState.Authorised && !IsOver;

    /// <summary>The version that was handed in last; null before there is one. <see cref="Theses"/> must be loaded.</summary>
    public Thesis? Latest => Theses.MaxBy(t => t.Number);

    public string TitleIn(Texts texts) => texts["Examination.TitleOf", Candidature.Student.DisplayName];

    /// <summary>The lead names the examiners, instead of those named before. <see cref="Examiners"/> must be loaded.</summary>
    /// <exception cref="PanelRulesException">One rule or several of the country are not met; all are told.</exception>
    public void Nominate(IReadOnlyList<Nominee> nominees, ExaminationRules rules, IReadOnlyCollection<KnownPerson> supervisors, DateOnly today)
    {
        Ensure(ExaminationState.Nominating);
        if (PanelCheck.Broken(nominees, rules, supervisors) is { Count: > 0 } broken)
            throw new PanelRulesException(broken);
        Examiners.Clear();
        Examiners.AddRange(nominees.Select(n => new Examiner(this, n, rules)));
        (NominatedOn, State) = (today, ExaminationState.Approving);
    }

    /// <summary>The student hands in the thesis, at first or again after a resubmission. <see cref="Theses"/> must be loaded.</summary>
    /// <exception cref="DomainRuleException"><c>ExaminersNotApproved</c>, <c>ExaminationNotAtThisStep</c>, and those of <see cref="Thesis"/>.</exception>
    public Thesis HandIn(ThesisPart part, DateOnly today)
    {
        if (State is ExaminationState.Nominating or ExaminationState.Approving)
            throw new DomainRuleException("ExaminersNotApproved");
        Ensure(ExaminationState.AwaitingThesis);
        var thesis = Add(part, today, corrected: false);
        (ReportsOn, DefenceOn, Place) = (null, null, "");
        State = ExaminationState.WithExaminers;
        return thesis;
    }

    /// <summary>The office records that the rapporteurs' reports have come.</summary>
    /// <exception cref="DomainRuleException"><c>ExaminationNotAtThisStep</c>, <c>DayInFuture</c>, <c>ReportsBeforeThesis</c>.</exception>
    public void ReceiveReports(DateOnly on, DateOnly today)
    {
        Ensure(ExaminationState.WithExaminers);
        if (on > today)
            throw new DomainRuleException("DayInFuture") { Field = "On" };
        if (Latest is not { } thesis || on < thesis.HandedInOn)
            throw new DomainRuleException("ReportsBeforeThesis", Latest?.HandedInOn ?? today) { Field = "On" };
        (ReportsOn, DefenceOn, Place) = (on, null, "");
    }

    /// <summary>The office sets the day of the viva or soutenance, or moves it while nothing is decided.</summary>
    /// <param name="reason">Why it is earlier than the rules allow, or why it moves.</param>
    /// <exception cref="DomainRuleException"><c>DefenceBeforeThesis</c>, <c>DefenceTooEarly</c>, <c>DefencePlaceTooLong</c>, <c>ReasonTooLong</c>, <c>MoveNeedsReason</c>, <c>ExaminationNotAtThisStep</c>.</exception>
    public void Schedule(DateOnly on, string place, string reason, ExaminationRules rules)
    {
        if (State < ExaminationState.WithExaminers || Latest is not { } thesis || on < thesis.HandedInOn)
            throw new DomainRuleException("DefenceBeforeThesis") { Field = "On" };
        Ensure(ExaminationState.WithExaminers, ExaminationState.Authorising, ExaminationState.Authorised);
        if (place.Trim().Length > LongestName)
            throw new DomainRuleException("DefencePlaceTooLong", LongestName) { Field = "Place" };
        if (reason.Trim().Length > LongestReason)
            throw new DomainRuleException("OfficeReasonTooLong", LongestReason) { Field = "Reason" };
        if (reason.Trim().Length == 0 && DefenceOn is not null && DefenceOn != on)
            throw new DomainRuleException("MoveNeedsReason", DefenceOn) { Field = "Reason" };
        if (reason.Trim().Length == 0 && rules.EarliestDefence(NominatedOn, ReportsOn) is { } earliest && on < earliest)
            throw new DomainRuleException("DefenceTooEarly", earliest) { Field = "On" };
        (DefenceOn, Place) = (on, place.Trim());
        if (State == ExaminationState.WithExaminers && rules.NeedsAuthorisation)
            State = ExaminationState.Authorising;
    }

    /// <summary>The office records what the examiners decided.</summary>
    /// <exception cref="DomainRuleException"><c>OutcomeNotOfThisCountry</c>, <c>OutcomeBeforeDefence</c>, <c>DayInFuture</c>, <c>ExaminationNotAtThisStep</c>.</exception>
    public void Conclude(ExaminationOutcome outcome, DateOnly on, OutcomeRule? rule, DateOnly today)
    {
        if (rule is null)
            throw new DomainRuleException("OutcomeNotOfThisCountry") { Field = "Outcome" };
        if (on > today)
            throw new DomainRuleException("DayInFuture") { Field = "On" };
        if (DefenceOn is not { } defence || on < defence)
            throw new DomainRuleException("OutcomeBeforeDefence") { Field = "On" };
        Ensure(ExaminationState.WithExaminers, ExaminationState.Authorised);
        (Outcome, OutcomeOn) = (outcome, on);
        (CorrectionsDueOn, RationaleEn, RationaleFr) = (null, "", "");
        switch (rule.Then)
        {
            case OutcomeThen.Award: State = ExaminationState.Passed; break;
            case OutcomeThen.Corrections: State = ExaminationState.Corrections; break;
            case OutcomeThen.Thesis: State = ExaminationState.AwaitingThesis; break;
            default: End(ExaminationState.Failed, on); break;
        }
    }

    /// <summary>When what the outcome asks for is due, and why.</summary>
    public void Expect(DateOnly dueOn, string rationaleEn, string rationaleFr) => (CorrectionsDueOn, RationaleEn, RationaleFr) = (dueOn, rationaleEn, rationaleFr);

    /// <summary>The student hands in the corrected thesis.</summary>
    /// <exception cref="DomainRuleException"><c>ExaminationNotAtThisStep</c>, and those of <see cref="Thesis"/>.</exception>
    public Thesis Correct(ThesisPart part, DateOnly today)
    {
        Ensure(ExaminationState.Corrections);
        var thesis = Add(part, today, corrected: true);
        State = ExaminationState.Checking;
        return thesis;
    }

    /// <summary>The degree is awarded, and the examination is over.</summary>
    /// <exception cref="DomainRuleException"><c>DegreeMissing</c>, <c>DegreeTooLong</c>, <c>DayInFuture</c>, <c>AwardBeforeOutcome</c>, <c>InstitutionAwardsNone</c>, <c>ExaminationNotAtThisStep</c>.</exception>
    public void Award(DateOnly on, string degreeEn, string degreeFr, Institution? by, DateOnly today)
    {
        Ensure(ExaminationState.Passed);
        if (degreeEn.Trim().Length == 0 || degreeFr.Trim().Length == 0)
            throw new DomainRuleException("DegreeMissing") { Field = degreeEn.Trim().Length == 0 ? "DegreeEn" : "DegreeFr" };
        if (degreeEn.Trim().Length > LongestName || degreeFr.Trim().Length > LongestName)
            throw new DomainRuleException("DegreeTooLong", LongestName) { Field = degreeEn.Trim().Length > LongestName ? "DegreeEn" : "DegreeFr" };
        if (on > today)
            throw new DomainRuleException("DayInFuture") { Field = "On" };
        if (on < (Latest?.IsCorrected == true ? Latest.HandedInOn : OutcomeOn))
            throw new DomainRuleException("AwardBeforeOutcome") { Field = "On" };
        if (by is not { AwardsDegrees: true })
            throw new DomainRuleException("InstitutionAwardsNone") { Field = "InstitutionId" };
        (AwardedOn, DegreeEn, DegreeFr, AwardedBy) = (on, degreeEn.Trim(), degreeFr.Trim(), by);
        (State, OpenFor) = (ExaminationState.Awarded, null);
    }

    /// <summary>The thesis was given another title while it is examined.</summary>
    /// <exception cref="DomainRuleException"><c>ExaminationTitleMissing</c>, <c>ThesisTitleTooLong</c>.</exception>
    public void Retitle(string titleEn, string titleFr) => Call(titleEn, titleFr);

    /// <summary>The entry is given up; another may be made later.</summary>
    /// <exception cref="DomainRuleException"><c>ExaminationNotWithdrawable</c>.</exception>
    public void Withdraw(DateOnly today)
    {
        if (!MayBeWithdrawn)
            throw new DomainRuleException("ExaminationNotWithdrawable");
        End(ExaminationState.Withdrawn, today);
    }

    /// <inheritdoc/>
    public void Follow(string status, DateTime now)
    {
        var state = Enum.Parse<ExaminationState>(status);
        if (IsOver)
            throw new InvalidOperationException($"An examination that is over cannot be set to {status}.");
        if (State == ExaminationState.Approving && state == ExaminationState.AwaitingThesis)
            ApprovedOn = DateOnly.FromDateTime(now);
        State = state;
    }

    bool IProcessSubject.MayBeCalledOff => MayBeWithdrawn;

    /// <summary>The entry is given up with its route, and the student writes on. Not once the examiners have decided.</summary>
    void IProcessSubject.CallOff(DateTime now)
    {
        var today = DateOnly.FromDateTime(now);
        Withdraw(today);
        if (Candidature.State is CandidatureState.Submitted or CandidatureState.Corrections)
            Candidature.MoveTo(CandidatureState.WritingUp, today);
    }

    /// <summary>A decision or a record is reversed: what came of it and of the steps after it is taken back, and what was over is open again.</summary>
    void IProcessSubject.Undo(ProcessTask task, DateTime now)
    {
        var undone = task.ActionsSince();
        if (IsOver)
            (OpenFor, EndedOn, AwardedOn, DegreeEn, DegreeFr, AwardedBy, AwardedById) = (CandidatureId, null, null, "", "", null, null);
        if (undone.Contains("outcome"))
            (Outcome, OutcomeOn, CorrectionsDueOn, RationaleEn, RationaleFr) = (null, null, null, "", "");
        if (undone.Contains("date"))
            (DefenceOn, Place) = (null, "");
        State = Enum.Parse<ExaminationState>(task.SubjectState!);
        (ApprovedOn, ReportsOn) = (State <= ExaminationState.Approving ? null : ApprovedOn, undone.Contains("reports") ? null : ReportsOn);
        Candidature.MoveTo(State switch
        {
            ExaminationState.Passed => CandidatureState.Examined,
            ExaminationState.Corrections or ExaminationState.Checking => CandidatureState.Corrections,
            ExaminationState.AwaitingThesis when Outcome is not null => CandidatureState.Corrections,
            ExaminationState.WithExaminers or ExaminationState.Authorising or ExaminationState.Authorised => CandidatureState.Submitted,
            _ when Candidature.State < CandidatureState.Submitted => Candidature.State,
            _ => CandidatureState.WritingUp,
        }, DateOnly.FromDateTime(now));
    }

    private Thesis Add(ThesisPart part, DateOnly today, bool corrected)
    {
        // Before the examiners have said anything it is handed in again only because a step was taken back.
        if (Outcome is not null && Theses.FirstOrDefault(t => t.Document.Sha256 == part.Document.Sha256) is { } same)
            throw new DomainRuleException("ThesisUnchanged", same.Number) { Field = "Files" };
        var thesis = new Thesis(this, Theses.Count + 1, part, today, corrected);
        Theses.Add(thesis);
        Call(part.TitleEn, part.TitleFr);
        return thesis;
    }

    private void Call(string titleEn, string titleFr)
    {
        var (en, fr) = (titleEn.Trim(), titleFr.Trim());
        if (en.Length == 0 && fr.Length == 0)
            throw new DomainRuleException("ExaminationTitleMissing") { Field = "TitleEn" };
        if (en.Length > LongestTitle || fr.Length > LongestTitle)
            throw new DomainRuleException("ThesisTitleTooLong", LongestTitle) { Field = en.Length > LongestTitle ? "TitleEn" : "TitleFr" };
        (TitleEn, TitleFr) = (en, fr);
    }

    private void End(ExaminationState state, DateOnly on) => (State, EndedOn, OpenFor) = (state, on, null);

    private void Ensure(params ExaminationState[] states)
    {
        if (IsOver || !states.Contains(State))
            throw new DomainRuleException("ExaminationNotAtThisStep");
    }
}

internal sealed class ExaminationMapping : IEntityTypeConfiguration<Examination>
{
    public void Configure(EntityTypeBuilder<Examination> builder)
    {
        builder.Property(e => e.TitleEn).HasMaxLength(Examination.LongestTitle);
        builder.Property(e => e.TitleFr).HasMaxLength(Examination.LongestTitle);
        builder.Property(e => e.Place).HasMaxLength(Examination.LongestName);
        builder.Property(e => e.DegreeEn).HasMaxLength(Examination.LongestName);
        builder.Property(e => e.DegreeFr).HasMaxLength(Examination.LongestName);
        builder.Property(e => e.RationaleEn).HasMaxLength(1000);
        builder.Property(e => e.RationaleFr).HasMaxLength(1000);
        builder.Ignore(e => e.IsOver);
        builder.Ignore(e => e.MayBeWithdrawn);
        builder.Ignore(e => e.Latest);
        builder.HasOne(e => e.AwardedBy).WithMany().HasForeignKey(e => e.AwardedById);
        builder.HasIndex(e => e.CandidatureId);
        builder.HasIndex(e => e.OpenFor).IsUnique();
    }
}
