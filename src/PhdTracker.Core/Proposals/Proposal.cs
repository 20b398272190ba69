using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Proposals;

/// <summary>Where a proposal stands, from the draft of both investigators to what both sides decided.</summary>
public enum ProposalState { Draft, Confirming, Endorsing, Checking, Returned, Deciding, Accepted, Reserved, Rejected, Ineligible, Withdrawn, Reversed }

/// <summary>What two investigators propose to a call: one joint project, one investigator on each side.</summary>
public sealed partial class Proposal : Entity, IAudited, IProcessSubject
{
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
    public List<ProposalSide> Sides { get; } = [];
    string? IAudited.Case => CaseKey.Proposal(Id);
    SubjectKind IProcessSubject.Kind => SubjectKind.Proposal;
    string IProcessSubject.CaseKey => CaseKey.Proposal(Id);
    string IProcessSubject.Status => State.ToString();

    public string TitleIn(Texts texts) => texts.Of(TitleEn.Length > 0 ? TitleEn : TitleFr, TitleFr.Length > 0 ? TitleFr : TitleEn);

    public void Follow(string status, DateTime now) => State = Enum.Parse<ProposalState>(status);
}

/// <summary>One side of a proposal: its investigator and where they work.</summary>
public sealed class ProposalSide : Entity, IAudited
{
    private ProposalSide() { }

    internal ProposalSide(Proposal proposal, ProgrammeParty party, Person? investigator, Unit? unit) =>
        (Proposal, Party, Investigator, Unit) = (proposal, party, investigator, unit);

    public int ProposalId { get; private set; }
    string? IAudited.Case => CaseKey.Proposal(ProposalId);
    public Proposal Proposal { get; private set; } = null!;
    public int PartyId { get; private set; }
    public ProgrammeParty Party { get; private set; } = null!;
    public int? InvestigatorId { get; private set; }
    public Person? Investigator { get; private set; }

    /// <summary>Department or research unit: whose head endorses.</summary>
    public int? UnitId { get; private set; }
    public Unit? Unit { get; private set; }
}

internal sealed class ProposalMapping : IEntityTypeConfiguration<Proposal>
{
    public void Configure(EntityTypeBuilder<Proposal> builder)
    {
        builder.Property(p => p.TitleEn).HasMaxLength(300);
        builder.Property(p => p.TitleFr).HasMaxLength(300);
    }
}

internal sealed class ProposalSideMapping : IEntityTypeConfiguration<ProposalSide>
{
    public void Configure(EntityTypeBuilder<ProposalSide> builder) => builder.HasIndex(s => new { s.ProposalId, s.PartyId }).IsUnique();
}
