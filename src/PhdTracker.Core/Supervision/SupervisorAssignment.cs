using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Supervision;

public enum SupervisorKind { Lead, CoSupervisor, PartnerSupervisor, Advisor }

/// <summary>One person supervising one candidature, for their side, from one day to another.</summary>
public sealed class SupervisorAssignment : Entity, IAudited
{
    private SupervisorAssignment() { }

    internal SupervisorAssignment(Candidature candidature, Person person, SupervisorKind kind, ProgrammeParty party, DateOnly from) =>
        (Candidature, Person, Kind, Party, From) = (candidature, person, kind, party, from);

    public int CandidatureId { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    public Candidature Candidature { get; private set; } = null!;
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
    public SupervisorKind Kind { get; private set; }

    /// <summary>The side that the person speaks for.</summary>
    public int PartyId { get; private set; }
    public ProgrammeParty Party { get; private set; } = null!;

    /// <summary>Percent of the supervision, 1 to 100, where the agreement says it.</summary>
    public int? SharePercent { get; private set; }
    public DateOnly From { get; private set; }

    /// <summary>Last day, included; null while it goes on.</summary>
    public DateOnly? To { get; private set; }

    /// <summary>Whether the person holds the HDR, which a French lead needs; null where nobody said.</summary>
    public bool? HoldsHdr { get; private set; }

    public void SetHdr(bool holds) => HoldsHdr = holds;

    /// <summary>Ends the assignment with a last day.</summary>
    public void End(DateOnly lastDay) => To = lastDay;
}

internal sealed class SupervisorAssignmentMapping : IEntityTypeConfiguration<SupervisorAssignment>
{
    public void Configure(EntityTypeBuilder<SupervisorAssignment> builder) => builder.HasIndex(s => new { s.PersonId, s.To });
}
