using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Proposals;

/// <summary>What one side says about a proposal, and what both sides' words come to.</summary>
public enum SideDecisionKind { Accept, Reserve, Reject }

/// <summary>What the office of one side decided about a proposal, and why. Never altered: a change of mind is a new row, and the newest counts.</summary>
public sealed class SideDecision : Entity, IAudited
{
    /// <summary>Longest reasons, in characters.</summary>
    public const int LongestReasons = 8000;

    private SideDecision() { }

    internal SideDecision(Proposal proposal, ProgrammeParty party, SideDecisionKind kind, string reasons, Person by, DateTime at) =>
        (Proposal, Party, Kind, Reasons, By, At) = (proposal, party, kind, reasons, by, at);

    public int ProposalId { get; private set; }
    string? IAudited.Case => CaseKey.Proposal(ProposalId);
    public Proposal Proposal { get; private set; } = null!;
    public int PartyId { get; private set; }
    public ProgrammeParty Party { get; private set; } = null!;
    public SideDecisionKind Kind { get; private set; }
    public string Reasons { get; private set; } = "";
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;
    public DateTime At { get; private set; }

    /// <summary>What the sides' decisions come to: accepted only where every side accepts, rejected where any rejects, else reserved.</summary>
    public static SideDecisionKind Combined(IReadOnlyCollection<SideDecisionKind> sides) =>
        sides.Contains(SideDecisionKind.Reject) ? SideDecisionKind.Reject
        : sides.Contains(SideDecisionKind.Reserve) ? SideDecisionKind.Reserve
        : SideDecisionKind.Accept;
}

public sealed partial class Proposal
{
    /// <summary>Everything that the sides decided, what they changed their minds about included.</summary>
    public List<SideDecision> Decisions { get; } = [];

    /// <summary>What a side decides now; null while it has not.</summary>
    public SideDecision? DecisionOf(int partyId) =>
        Decisions.Where(d => (d.Party?.Id ?? d.PartyId) == partyId).OrderBy(d => d.At).ThenBy(d => d.Id == 0).ThenBy(d => d.Id).LastOrDefault();

    /// <summary>Keeps what a side decided; an earlier decision of the side stays, and no longer counts.</summary>
    /// <param name="party">The side.</param>
    /// <param name="kind">What it decided.</param>
    /// <param name="reasons">Why; may be empty only where it accepts.</param>
    /// <param name="by">Who decided for the side.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="DomainRuleException"><c>ProposalNotBeingDecided</c>, <c>DecisionReasonsMissing</c>, <c>DecisionReasonsTooLong</c>.</exception>
    public SideDecision DecideFor(ProgrammeParty party, SideDecisionKind kind, string reasons, Person by, DateTime now)
    {
        if (State != ProposalState.Deciding)
            throw new DomainRuleException("ProposalNotBeingDecided");
        var why = reasons.Trim();
        if (why.Length == 0 && kind != SideDecisionKind.Accept)
            throw new DomainRuleException("DecisionReasonsMissing") { Field = "Reasons" };
        if (why.Length > SideDecision.LongestReasons)
            throw new DomainRuleException("DecisionReasonsTooLong", SideDecision.LongestReasons, why.Length) { Field = "Reasons" };
        var decision = new SideDecision(this, party, kind, why, by, now);
        Decisions.Add(decision);
        return decision;
    }
}

internal sealed class SideDecisionMapping : IEntityTypeConfiguration<SideDecision>
{
    public void Configure(EntityTypeBuilder<SideDecision> builder)
    {
        builder.Property(d => d.Reasons).HasMaxLength(SideDecision.LongestReasons);
        builder.HasOne(d => d.By).WithMany().HasForeignKey(d => d.ById);
        builder.HasIndex(d => new { d.ProposalId, d.PartyId });
    }
}
