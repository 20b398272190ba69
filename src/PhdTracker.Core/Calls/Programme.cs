using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Calls;

/// <summary>Two students and two degrees; one student and two diplomas (cotutelle); or one student and one joint diploma.</summary>
public enum AwardModel { PairedNoJointAward, DualAward, JointAward }

/// <summary>A joint PhD programme of two institutions or more.</summary>
public sealed class Programme : Entity, IAudited
{
    private Programme() { }

    /// <param name="goLiveOn">No reminder is sent about anything before this day, so that an import does not mail everyone.</param>
    public Programme(string code, string nameEn, string nameFr, AwardModel awardModel, CollaborationStructure? structure, DateOnly? goLiveOn)
    {
        (Code, NameEn, NameFr, AwardModel, Structure, GoLiveOn) = (code, nameEn, nameFr, awardModel, structure, goLiveOn);
    }

    public string Code { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public string NameFr { get; private set; } = "";
    public AwardModel AwardModel { get; private set; }
    public int? StructureId { get; private set; }
    public CollaborationStructure? Structure { get; private set; }
    public DateOnly? GoLiveOn { get; private set; }
    public List<ProgrammeParty> Parties { get; } = [];

    /// <summary>Adds an institution on a side of its own, such as <c>UK</c>.</summary>
    public ProgrammeParty AddParty(Institution institution, string side)
    {
        var party = new ProgrammeParty(this, institution, side);
        Parties.Add(party);
        return party;
    }
}

/// <summary>An institution on its side of a programme. Everything that belongs to a side points here.</summary>
public sealed class ProgrammeParty : Entity, IAudited
{
    private ProgrammeParty() { }

    internal ProgrammeParty(Programme programme, Institution institution, string side) =>
        (Programme, Institution, Side) = (programme, institution, side);

    public int ProgrammeId { get; private set; }
    public Programme Programme { get; private set; } = null!;
    public int InstitutionId { get; private set; }
    public Institution Institution { get; private set; } = null!;

    /// <summary>The word that marks the side everywhere: <c>UK</c>, <c>FR</c>.</summary>
    public string Side { get; private set; } = "";
}

internal sealed class ProgrammeMapping : IEntityTypeConfiguration<Programme>
{
    public void Configure(EntityTypeBuilder<Programme> builder)
    {
        builder.Property(p => p.Code).HasMaxLength(40);
        builder.HasIndex(p => p.Code).IsUnique();
        builder.Property(p => p.NameEn).HasMaxLength(200);
        builder.Property(p => p.NameFr).HasMaxLength(200);
    }
}

internal sealed class ProgrammePartyMapping : IEntityTypeConfiguration<ProgrammeParty>
{
    public void Configure(EntityTypeBuilder<ProgrammeParty> builder)
    {
        builder.Property(p => p.Side).HasMaxLength(8);
        builder.HasIndex(p => new { p.ProgrammeId, p.Side }).IsUnique();
    }
}
