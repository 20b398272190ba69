using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Proposals;

/// <summary>Where a proposal stands, from the draft of both investigators to what both sides decided.</summary>
public enum ProposalState { Draft, Confirming, Endorsing, Checking, Returned, Deciding, Accepted, Reserved, Rejected, Ineligible, Withdrawn, Reversed }

/// <summary>What two investigators propose to a call: one joint project, one investigator on each side.</summary>
public sealed partial class Proposal : Entity, IAudited, IProcessSubject
{
    /// <summary>Longest reason of a withdrawal, in characters.</summary>
    public const int LongestReason = 2000;

    private static readonly IReadOnlySet<ProposalState> Undecided = new HashSet<ProposalState>
    {
        ProposalState.Draft, ProposalState.Confirming, ProposalState.Endorsing, ProposalState.Checking, ProposalState.Returned, ProposalState.Deciding,
    };

    private Proposal() { }

    public Proposal(Call call, ProgrammeParty lead)
    {
        (Call, LeadParty) = (call, lead);
    }

    public int CallId { get; private set; }
    public Call Call { get; private set; } = null!;

    /// <summary>The side whose investigator began it: home in its route.</summary>
    public int LeadPartyId { get; private set; }
    public ProgrammeParty LeadParty { get; private set; } = null!;
    public ProposalState State { get; private set; }
    public string TitleEn { get; private set; } = "";
    public string TitleFr { get; private set; } = "";

    /// <summary>Both titles as searches compare them: see <see cref="Person.Plain"/>.</summary>
    public string SearchTitle { get; private set; } = "";
    public DateTime BegunAt { get; private set; }

    /// <summary>When it was sent first; null for a draft that nobody but its investigators has seen.</summary>
    public DateTime? FirstSentAt { get; private set; }

    /// <summary>When the version that is read now was sent.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>How often it was sent.</summary>
    public int TimesSent { get; private set; }
    public DateTime? WithdrawnAt { get; private set; }
    public string WithdrawalReason { get; private set; } = "";

    /// <summary>The project that its acceptance created.</summary>
    public int? ProjectId { get; private set; }
    public Project? Project { get; private set; }
    public List<ProposalSide> Sides { get; } = [];
    public List<ProposalField> Fields { get; } = [];
    public List<ProposalInvitation> Invitations { get; } = [];

    /// <summary>Whom it takes as their one application of the call.</summary>
    public List<ProposalApplicant> Applicants { get; } = [];
    string? IAudited.Case => CaseKey.Proposal(Id);
    SubjectKind IProcessSubject.Kind => SubjectKind.Proposal;
    string IProcessSubject.CaseKey => CaseKey.Proposal(Id);
    string IProcessSubject.Status => State.ToString();

    /// <summary>The side that leads; of a proposal loaded with its sides.</summary>
    public ProposalSide Home => Sides.Single(s => s.Is(LeadParty?.Id ?? LeadPartyId));

    /// <summary>The other side.</summary>
    public ProposalSide Partner => Sides.Single(s => !s.Is(LeadParty?.Id ?? LeadPartyId));

    /// <summary>Whether its investigators may change it now: before it was sent, or after it was returned.</summary>
    public bool IsBeingWritten => State is ProposalState.Draft or ProposalState.Returned;

    /// <summary>Whether it may still be withdrawn: until its decision is published.</summary>
    public bool IsUndecided => Undecided.Contains(State);

    /// <summary>The invitation that counts; null where nobody is invited.</summary>
    public ProposalInvitation? Invitation => Invitations.OrderBy(i => i.SentAt).LastOrDefault(i => i.WithdrawnAt is null);

    public string TitleIn(Texts texts) => TitleEn.Length + TitleFr.Length == 0 ? texts["Proposals.Untitled"] : texts.Of(TitleEn, TitleFr);

    /// <summary>Begins the draft of an investigator.</summary>
    /// <param name="lead">The investigator.</param>
    /// <param name="unit">Where they work.</param>
    /// <param name="partner">The other side.</param>
    /// <param name="now">UTC.</param>
    public void Begin(Person lead, Unit unit, ProgrammeParty partner, DateTime now)
    {
        BegunAt = now;
        Sides.Add(new ProposalSide(this, LeadParty, lead, unit));
        Sides.Add(new ProposalSide(this, partner, null, null));
        Applicants.Add(new ProposalApplicant(this, lead));
    }

    /// <summary>Invites an investigator of the other side; an earlier invitation ends.</summary>
    /// <exception cref="DomainRuleException"><c>ProposalNotADraft</c>, <c>PartnerHasJoined</c>.</exception>
    public ProposalInvitation Invite(PartnerName partner, string tokenHash, Person by, DateTime now)
    {
        if (State != ProposalState.Draft)
            throw new DomainRuleException("ProposalNotADraft");
        if (Partner.InvestigatorId is not null)
            throw new DomainRuleException("PartnerHasJoined");
        foreach (var earlier in Invitations.Where(i => i.IsPending))
            earlier.Withdraw(now);
        var invitation = new ProposalInvitation(this, partner, tokenHash, by, now);
        Invitations.Add(invitation);
        return invitation;
    }

    /// <summary>The invited investigator joins.</summary>
    /// <exception cref="DomainRuleException"><c>ProposalNotADraft</c>, and those of <see cref="ProposalInvitation.Accept"/>.</exception>
    public void Join(ProposalInvitation invitation, Person partner, Unit unit, DateTime now)
    {
        if (State != ProposalState.Draft)
            throw new DomainRuleException("ProposalNotADraft");
        invitation.Accept(partner, now);
        Partner.Entrust(partner, unit);
        Applicants.Add(new ProposalApplicant(this, partner));
    }

    /// <summary>The partner declined what was sent: it is a draft again, and somebody else can be invited.</summary>
    /// <returns>Whom it takes up no longer.</returns>
    public ProposalApplicant? LeavePartner(DateTime now)
    {
        var gone = Applicants.SingleOrDefault(a => a.PersonId == Partner.InvestigatorId);
        Partner.Vacate();
        foreach (var invitation in Invitations)
            invitation.Withdraw(now);
        if (gone is not null)
            Applicants.Remove(gone);
        (State, FirstSentAt, SentAt) = (ProposalState.Draft, null, null);
        return gone;
    }

    /// <summary>Sends what is written: what its readers see from now on.</summary>
    /// <exception cref="DomainRuleException"><c>ProposalAlreadySent</c>, <c>PartnerNotJoined</c>, <c>HdrMissing</c>, <c>ProposalIncomplete</c>; of a first sending, those of <see cref="Call.EnsureOpen"/>.</exception>
    public void Send(DateTime now)
    {
        if (!IsBeingWritten)
            throw new DomainRuleException("ProposalAlreadySent");
        // What was returned may come after the call has closed: it was sent in time.
        if (FirstSentAt is null)
            Call.EnsureOpen(now);
        if (Partner.InvestigatorId is null)
            throw new DomainRuleException("PartnerNotJoined");
        var missing = Missing();
        if (missing.Contains(ProposalPart.Hdr))
            throw new DomainRuleException("HdrMissing") { Field = nameof(ProposalPart.Hdr) };
        if (missing.Count > 0)
            throw new DomainRuleException("ProposalIncomplete") { Field = missing[0].ToString() };
        foreach (var field in Fields)
            field.Send();
        Entitle(Text(ProposalPart.TitleEn), Text(ProposalPart.TitleFr));
        (FirstSentAt, SentAt) = (FirstSentAt ?? now, now);
        TimesSent++;
    }

    /// <summary>Takes it out of the call; nothing is deleted.</summary>
    /// <returns>Whom it takes up no longer.</returns>
    /// <exception cref="DomainRuleException"><c>ProposalDecided</c>, <c>WithdrawalReasonMissing</c>, <c>WithdrawalReasonTooLong</c>.</exception>
    public IReadOnlyList<ProposalApplicant> Withdraw(string reason, DateTime now)
    {
        if (!IsUndecided)
            throw new DomainRuleException("ProposalDecided");
        var why = reason.Trim();
        if (why.Length == 0)
            throw new DomainRuleException("WithdrawalReasonMissing") { Field = "Reason" };
        if (why.Length > LongestReason)
            throw new DomainRuleException("WithdrawalReasonTooLong", LongestReason, why.Length) { Field = "Reason" };
        (State, WithdrawnAt, WithdrawalReason) = (ProposalState.Withdrawn, now, why);
        foreach (var invitation in Invitations.Where(i => i.IsPending))
            invitation.Withdraw(now);
        var freed = Applicants.ToList();
        Applicants.Clear();
        return freed;
    }

    /// <summary>Keeps which project came of it.</summary>
    public void Become(Project project) => Project = project;

    public void Follow(string status, DateTime now) => State = Enum.Parse<ProposalState>(status);

    /// <summary>One side's decision, given as a task of the route, is kept with the proposal.</summary>
    void IProcessSubject.Note(ProcessTask task, Decision decision)
    {
        if (task is not { Choices: TaskChoices.Side, Party: { } party })
            return;
        var kind = decision.Kind switch
        {
            DecisionKind.Approved => SideDecisionKind.Accept,
            DecisionKind.Reserved => SideDecisionKind.Reserve,
            _ => SideDecisionKind.Reject,
        };
        DecideFor(party, kind, decision.Comment, decision.By, decision.At);
    }

    /// <summary>A decision is taken back: whoever had agreed to publish is asked again. The consents of the call must be loaded.</summary>
    void IProcessSubject.Undo(ProcessTask task, DateTime now)
    {
        Follow(task.SubjectState!, now);
        if (Call.DecisionsPublishedAt is null)
            Call.AskAgain(now);
    }

    bool IProcessSubject.MayBeCalledOff => true;

    /// <summary>It lies with its investigators again, who can send it anew; whoever had agreed to publish is asked again. The consents of the call must be loaded.</summary>
    void IProcessSubject.CallOff(DateTime now)
    {
        if (!IsUndecided || State == ProposalState.Draft)
            return;
        State = ProposalState.Returned;
        if (Call.DecisionsPublishedAt is null)
            Call.AskAgain(now);
    }

    /// <summary>What is decided again after the decisions of its call went out counts at once.</summary>
    bool IProcessSubject.HasHappened(string eventName) => eventName == AgreeToPublishHandler.Event && Call.DecisionsPublishedAt is not null;
}

internal sealed class ProposalMapping : IEntityTypeConfiguration<Proposal>
{
    public void Configure(EntityTypeBuilder<Proposal> builder)
    {
        builder.Property(p => p.TitleEn).HasMaxLength(ProposalParts.LongestTitle);
        builder.Property(p => p.TitleFr).HasMaxLength(ProposalParts.LongestTitle);
        builder.Property(p => p.SearchTitle).HasMaxLength((2 * ProposalParts.LongestTitle) + 1);
        builder.Property(p => p.WithdrawalReason).HasMaxLength(Proposal.LongestReason);
        builder.HasIndex(p => new { p.CallId, p.State });
        builder.HasIndex(p => p.ProjectId).IsUnique();
    }
}
