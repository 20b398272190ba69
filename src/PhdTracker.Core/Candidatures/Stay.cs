using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Candidatures;

/// <summary>Days that a student spends with a partner. They count as all others do: a stay moves no date but those that hang on it.</summary>
public sealed class Stay : Entity, IAudited
{
    /// <summary>Characters of a purpose.</summary>
    public const int LongestPurpose = 1000;

    private Stay() { }

    internal Stay(Candidature candidature, ProgrammeParty host, Unit? unit, DateOnly from, DateOnly to, string purpose) =>
        (Candidature, HostParty, HostUnit, From, To, Purpose) = (candidature, host, unit, from, to, purpose);

    public int CandidatureId { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    public Candidature Candidature { get; private set; } = null!;
    public int HostPartyId { get; private set; }
    public ProgrammeParty HostParty { get; private set; } = null!;
    public int? HostUnitId { get; private set; }
    public Unit? HostUnit { get; private set; }
    public DateOnly From { get; private set; }

    /// <summary>Last day, included.</summary>
    public DateOnly To { get; private set; }
    public string Purpose { get; private set; } = "";
}

internal sealed class StayMapping : IEntityTypeConfiguration<Stay>
{
    public void Configure(EntityTypeBuilder<Stay> builder)
    {
        builder.ToTable("Stays");
        builder.Property(s => s.Purpose).HasMaxLength(Stay.LongestPurpose);
        builder.HasOne(s => s.HostParty).WithMany().HasForeignKey(s => s.HostPartyId);
    }
}
