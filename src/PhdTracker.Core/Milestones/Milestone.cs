using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Milestones;

/// <summary>Where a milestone stands. Open and overdue follow from its dates and are never stored.</summary>
public enum MilestoneState { Planned, Draft, Submitted, Returned, Passed, PassedWithConditions, Resubmit, Failed, Waived, Skipped }

/// <summary>Something that one candidature has to reach by a date, as a rule of a rule set says.</summary>
public sealed partial class Milestone : Entity, IAudited, IProcessSubject
{
    private Milestone() { }

    /// <param name="rule">Which rule, of which rule set and version; <c>Occurrence</c> counts repeats from 1, and is 0 for a rule that does not repeat.</param>
    public Milestone(Candidature candidature, ProgrammeParty? party, MilestoneRuleRef rule, string titleEn, string titleFr)
    {
        (Candidature, Party, TitleEn, TitleFr) = (candidature, party, titleEn, titleFr);
        (RuleSetCode, RuleSetVersion, RuleCode, Occurrence) = (rule.RuleSetCode, rule.RuleSetVersion, rule.RuleCode, rule.Occurrence);
    }

    public int CandidatureId { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    SubjectKind IProcessSubject.Kind => SubjectKind.Milestone;
    string IProcessSubject.CaseKey => CaseKey.Candidature(CandidatureId);
    string IProcessSubject.Status => State.ToString();
    public Candidature Candidature { get; private set; } = null!;

    /// <summary>The side whose rule it is; null for the programme's own milestones.</summary>
    public int? PartyId { get; private set; }
    public ProgrammeParty? Party { get; private set; }
    public string RuleSetCode { get; private set; } = "";
    public int RuleSetVersion { get; private set; }
    public string RuleCode { get; private set; } = "";
    public int Occurrence { get; private set; }
    public string TitleEn { get; private set; } = "";
    public string TitleFr { get; private set; } = "";
    public MilestoneState State { get; private set; }

    public string TitleIn(Texts texts) => texts.Of(TitleEn, TitleFr);

    void IProcessSubject.Follow(string status, DateTime now)
    {
        switch (status)
        {
            case "Returned": Return(); break;
            case "Rejected": Reject(DateOnly.FromDateTime(now)); break;
            default: throw new InvalidOperationException($"A milestone cannot be set to {status} without its conditions.");
        }
    }

    /// <summary>A decision about what was handed in is taken back: it lies with those who decide again, and so do the milestones that it serves.</summary>
    void IProcessSubject.Undo(ProcessTask task, DateTime now)
    {
        if (State == MilestoneState.Resubmit)
            RetakeUsed = false;
        var served = Equivalents.Where(e => e.State == State).ToList();
        foreach (var milestone in served.Prepend(this))
            (milestone.State, milestone.DoneOn, milestone.Conditions) = (MilestoneState.Submitted, null, null);
    }

    bool IProcessSubject.MayBeCalledOff => true;

    /// <summary>What was handed in is decided by nobody: it lies with the student again, who can hand it in anew.</summary>
    void IProcessSubject.CallOff(DateTime now)
    {
        if (State == MilestoneState.Submitted)
            Return();
    }

    /// <summary>First day on which it can be submitted; null if at any time.</summary>
    public DateOnly? OpensOn { get; private set; }

    /// <summary>Last day, to its end in the zone of the owning institution; null while what it hangs on is unknown.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>The day it was reached; null while it was not, or where only the fact is known.</summary>
    public DateOnly? DoneOn { get; private set; }

    /// <summary>How it ended, where rules that hang on it differ by it: <c>minor</c> for a viva with minor corrections.</summary>
    public string? Outcome { get; private set; }

    /// <summary>Why it is due then, in one sentence of each language.</summary>
    public string RationaleEn { get; private set; } = "";
    public string RationaleFr { get; private set; } = "";

    /// <summary>What the date was computed from, as JSON.</summary>
    public string Inputs { get; private set; } = "{}";

    /// <summary>Whether the student hands something in; the office records the others.</summary>
    public bool TakesSubmission { get; private set; }

    /// <summary>Approval route of a submission: the id of a workflow definition.</summary>
    public string Route { get; private set; } = "";

    /// <summary>Needed in some cases only, such as a derogation: it is never overdue.</summary>
    public bool IsOptional { get; private set; }

    /// <summary>Months for the one retake after a rejection; null if the rule gives none.</summary>
    public int? RetakeMonths { get; private set; }
    public bool RetakeUsed { get; private set; }

    /// <summary>Days of extensions; they come last in the computation of the date.</summary>
    public int ExtensionDays { get; private set; }

    /// <summary>Those of <see cref="ExtensionDays"/> that may go past the latest day that the rule sets.</summary>
    public int ExtensionDaysPastCap { get; private set; }

    /// <summary>Whether more time would move its date: it is pending, asked for now or later, and follows the rules.</summary>
    public bool MayBeExtended => IsPending && !IsFixed && !RetakeUsed;

    /// <summary>Conditions of a pass with conditions.</summary>
    public string? Conditions { get; private set; }

    /// <summary>The milestone whose submission serves this one too.</summary>
    public int? EquivalentToId { get; private set; }
    public Milestone? EquivalentTo { get; private set; }
    public List<Milestone> Equivalents { get; } = [];
    public List<Submission> Submissions { get; } = [];

    /// <summary>Reached, given up or failed for good: its date never moves again.</summary>
    public bool IsClosed => Closed(State);

    /// <inheritdoc cref="IsClosed"/>
    public static bool Closed(MilestoneState state) =>
        state is MilestoneState.Passed or MilestoneState.PassedWithConditions or MilestoneState.Failed or MilestoneState.Waived or MilestoneState.Skipped;

    /// <summary>The states of <see cref="IsClosed"/>, for queries.</summary>
    public static readonly IReadOnlyList<MilestoneState> ClosedStates =
        [MilestoneState.Passed, MilestoneState.PassedWithConditions, MilestoneState.Failed, MilestoneState.Waived, MilestoneState.Skipped];

    /// <summary>Past its date and still asked for, in queries: not closed, not with those who decide, and of a student who goes on and is not interrupted.</summary>
    public static Expression<Func<Milestone, bool>> Overdue(DateOnly today) => m =>
        m.DueOn < today && !m.IsOptional && m.State != MilestoneState.Submitted && !ClosedStates.Contains(m.State)
        && !Candidature.ClosedStates.Contains(m.Candidature.State) && m.Candidature.State != CandidatureState.Interrupted;

    /// <summary>Takes over what the rule set computed. A closed milestone keeps its dates; a fixed one, or one in its retake, its due date.</summary>
    public void Plan(MilestonePlan plan)
    {
        (TakesSubmission, Route, RetakeMonths, IsOptional) = (plan.TakesSubmission, plan.Route, plan.RetakeMonths, plan.IsOptional);
        if (State == MilestoneState.Skipped)
            State = MilestoneState.Planned;
        if (IsClosed)
            return;
        OpensOn = plan.OpensOn;
        if (!IsFixed && !RetakeUsed)
        {
            (DueOn, RationaleEn, RationaleFr) = (plan.DueOn, plan.RationaleEn, plan.RationaleFr);
            ComputedFrom(plan.Inputs);
        }
    }

    /// <summary>Keeps what the date was computed from; numbers that were written otherwise and are the same change nothing.</summary>
    private void ComputedFrom(string inputs)
    {
        if (inputs == Inputs)
            return;
        using var kept = JsonDocument.Parse(Inputs);
        using var now = JsonDocument.Parse(inputs);
        if (!JsonElement.DeepEquals(kept.RootElement, now.RootElement))
            Inputs = inputs;
    }

    /// <summary>Comes from another version of its rule set from now on. The date moves when the plan is computed.</summary>
    internal void Follow(int version, LocalText title) => (RuleSetVersion, TitleEn, TitleFr) = (version, title.En, title.Fr);

    /// <summary>Gives more time. The date moves when the plan is computed.</summary>
    /// <param name="days">Calendar days, above 0.</param>
    /// <param name="pastCap">Whether they may go past the latest day that the rule sets.</param>
    /// <exception cref="DomainRuleException"><c>ExtensionMilestoneSettled</c>.</exception>
    public void Extend(int days, bool pastCap)
    {
        if (!MayBeExtended)
            throw new DomainRuleException("ExtensionMilestoneSettled");
        ExtensionDays += days;
        ExtensionDaysPastCap += pastCap ? days : 0;
    }

    /// <summary>One submission of <paramref name="leading"/> serves this milestone too, even one that was made before.</summary>
    public void CountAs(Milestone leading)
    {
        if (EquivalentTo != leading)
            CountAlone();
        EquivalentTo = leading;
        if (!leading.Equivalents.Contains(this))
            leading.Equivalents.Add(this);
        if (!IsClosed && leading.State is not (MilestoneState.Planned or MilestoneState.Draft or MilestoneState.Waived or MilestoneState.Skipped))
            (State, DoneOn) = (leading.State, leading.DoneOn);
    }

    /// <summary>Whether a rule's milestone is the thesis itself: its submission, or where it is due by the defence, that.</summary>
    public static bool IsThesis(string ruleCode) => ruleCode is "thesis-submission" or "defence";

    /// <summary>Is handed in by itself again: what served it is not asked for any more.</summary>
    public void CountAlone()
    {
        EquivalentTo?.Equivalents.Remove(this);
        (EquivalentTo, EquivalentToId) = (null, null);
    }

    /// <summary>Goes back to the student for a new version.</summary>
    public void Return() => MoveTo(MilestoneState.Returned);

    /// <summary>Reached on a day, possibly with conditions.</summary>
    public void Pass(DateOnly on, string? conditions)
    {
        var served = Equivalents.Where(e => !e.IsClosed).ToList();
        MoveTo(conditions is null ? MilestoneState.Passed : MilestoneState.PassedWithConditions);
        (DoneOn, Conditions) = (on, conditions);
        foreach (var equivalent in served)
            equivalent.DoneOn = on;
    }

    /// <summary>Not reached: the one retake with a date of its own where the rule gives one and it is not used, else failed.</summary>
    /// <param name="on">The day of the decision: the retake is due that many months later.</param>
    public void Reject(DateOnly on)
    {
        if (RetakeMonths is { } months && !RetakeUsed)
        {
            MoveTo(MilestoneState.Resubmit);
            (RetakeUsed, DueOn) = (true, on.AddMonths(months));
            (RationaleEn, RationaleFr) = (RetakeRationale(Texts.English, on), RetakeRationale(Texts.French, on));
        }
        else
        {
            MoveTo(MilestoneState.Failed);
        }
    }

    /// <summary>The examination of the thesis met it, on a later day where it had met it before: a second viva takes the place of the first.</summary>
    public void Meet(DateOnly on, string? outcome = null) => (State, DoneOn, Outcome) = (MilestoneState.Passed, on, outcome);

    /// <summary>Is asked for once more, such as corrections after a second viva.</summary>
    public void AskAgain() => (State, DoneOn, Outcome) = (MilestoneState.Planned, null, null);

    /// <summary>Falls away because the plan no longer asks for it, such as a campaign inside an interruption.</summary>
    public void Skip() => State = MilestoneState.Skipped;

    private void MoveTo(MilestoneState state)
    {
        State = state;
        foreach (var equivalent in Equivalents.Where(e => !e.IsClosed))
            equivalent.State = state;
    }

    private string RetakeRationale(Texts texts, DateOnly on) =>
        texts["Milestone.RetakeRationale", RetakeMonths, texts.Date(on), texts.Date(DueOn!.Value)];
}

/// <summary>Which rule a milestone comes from. <c>Occurrence</c> counts repeats from 1; 0 for a rule that does not repeat.</summary>
public sealed record MilestoneRuleRef(string RuleSetCode, int RuleSetVersion, string RuleCode, int Occurrence);

/// <summary>What a rule set computed for a milestone.</summary>
public sealed record MilestonePlan(
    DateOnly? OpensOn, DateOnly? DueOn, string RationaleEn, string RationaleFr, string Inputs, bool TakesSubmission, string Route, int? RetakeMonths, bool IsOptional = false);

internal sealed class MilestoneMapping : IEntityTypeConfiguration<Milestone>
{
    public void Configure(EntityTypeBuilder<Milestone> builder)
    {
        builder.Property(m => m.RuleSetCode).HasMaxLength(60);
        builder.Property(m => m.RuleCode).HasMaxLength(60);
        builder.Property(m => m.TitleEn).HasMaxLength(200);
        builder.Property(m => m.TitleFr).HasMaxLength(200);
        builder.Property(m => m.Route).HasMaxLength(100);
        builder.Property(m => m.Outcome).HasMaxLength(40);
        builder.Property(m => m.RationaleEn).HasMaxLength(1000);
        builder.Property(m => m.RationaleFr).HasMaxLength(1000);
        builder.Ignore(m => m.IsClosed);
        builder.Ignore(m => m.MayBeExtended);
        builder.Ignore(m => m.OpenDraft);
        builder.HasIndex(m => new { m.CandidatureId, m.RuleSetCode, m.RuleCode, m.Occurrence }).IsUnique();
        builder.Property(m => m.FixedReason).HasMaxLength(Milestone.LongestFixReason);
        builder.Property(m => m.RuleRationaleEn).HasMaxLength(1000);
        builder.Property(m => m.RuleRationaleFr).HasMaxLength(1000);
        builder.HasIndex(m => new { m.State, m.DueOn });
        // Whatever is counted of milestones is counted of some students: this index holds, student by student, all that lists and figures ask.
        builder.HasIndex(m => new { m.CandidatureId, m.EquivalentToId, m.State, m.DueOn, m.DoneOn, m.IsOptional, m.RuleCode, m.Occurrence });
        builder.HasIndex(m => m.IsFixed);
        builder.HasMany(m => m.Equivalents).WithOne(m => m.EquivalentTo).HasForeignKey(m => m.EquivalentToId);
    }
}
