using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Proposals;

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

    internal bool Is(int partyId) => (Party?.Id ?? PartyId) == partyId;

    internal void Entrust(Person investigator, Unit unit)
    {
        (Investigator, Unit) = (investigator, unit);
        InvestigatorId = investigator.Id > 0 ? investigator.Id : null;
    }

    internal void Vacate() => (Investigator, InvestigatorId, Unit, UnitId) = (null, null, null, null);
}

/// <summary>
/// The one application of a person in a call: a row for each investigator of each proposal that counts. The database takes one a person and call,
/// so that of two applications made at the same moment one is refused.
/// </summary>
public sealed class ProposalApplicant : Entity
{
    private ProposalApplicant() { }

    internal ProposalApplicant(Proposal proposal, Person person) => (Proposal, Call, Person) = (proposal, proposal.Call, person);

    public int ProposalId { get; private set; }
    public Proposal Proposal { get; private set; } = null!;
    public int CallId { get; private set; }
    public Call Call { get; private set; } = null!;
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
}

internal sealed class ProposalSideMapping : IEntityTypeConfiguration<ProposalSide>
{
    public void Configure(EntityTypeBuilder<ProposalSide> builder) => builder.HasIndex(s => new { s.ProposalId, s.PartyId }).IsUnique();
}

internal sealed class ProposalApplicantMapping : IEntityTypeConfiguration<ProposalApplicant>
{
    public void Configure(EntityTypeBuilder<ProposalApplicant> builder)
    {
        builder.ToTable("ProposalApplicants");
        builder.HasIndex(a => new { a.CallId, a.PersonId }).IsUnique();
    }
}
