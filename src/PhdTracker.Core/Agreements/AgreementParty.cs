using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Agreements;

/// <summary>Which of the two texts counts where they differ.</summary>
public enum AuthoritativeText { English, French }

/// <summary>What is written in a draft.</summary>
public sealed record AgreementDraft(string TextEn, string TextFr, DateOnly? StartsOn, DateOnly? EndsOn, AuthoritativeText Authoritative);

/// <summary>Who agrees on one side, by name.</summary>
/// <param name="Unit">Department or research unit; empty where none is named.</param>
/// <param name="Investigator">Empty where nobody is named yet.</param>
public sealed record AgreementPartyNames(ProgrammeParty Party, string InstitutionEn, string InstitutionFr, string Unit, string Investigator);

/// <summary>One side of an agreement, with the names that were agreed on.</summary>
public sealed class AgreementParty : Entity, IAudited
{
    private AgreementParty() { }

    internal AgreementParty(Agreement agreement, int order, AgreementPartyNames names)
    {
        (Agreement, Order) = (agreement, order);
        Name(names);
    }

    public int AgreementId { get; private set; }
    string? IAudited.Case => Agreement is null ? null : CaseKey.Project(Agreement.ProjectId);
    public Agreement Agreement { get; private set; } = null!;

    /// <summary>1 for home, the side that led the proposal; 2 for its partner.</summary>
    public int Order { get; private set; }
    public int PartyId { get; private set; }
    public ProgrammeParty Party { get; private set; } = null!;
    public string InstitutionEn { get; private set; } = "";
    public string InstitutionFr { get; private set; } = "";
    public string Unit { get; private set; } = "";
    public string Investigator { get; private set; } = "";

    internal AgreementPartyNames Names => new(Party, InstitutionEn, InstitutionFr, Unit, Investigator);

    internal void Name(AgreementPartyNames names) =>
        (Party, InstitutionEn, InstitutionFr, Unit, Investigator) = (names.Party, names.InstitutionEn, names.InstitutionFr, names.Unit, names.Investigator);
}

internal sealed class AgreementPartyMapping : IEntityTypeConfiguration<AgreementParty>
{
    public void Configure(EntityTypeBuilder<AgreementParty> builder)
    {
        builder.HasIndex(p => new { p.AgreementId, p.Order }).IsUnique();
        builder.Property(p => p.InstitutionEn).HasMaxLength(200);
        builder.Property(p => p.InstitutionFr).HasMaxLength(200);
        builder.Property(p => p.Unit).HasMaxLength(250);
        builder.Property(p => p.Investigator).HasMaxLength(250);
        builder.HasOne(p => p.Agreement).WithMany(a => a.Parties).HasForeignKey(p => p.AgreementId);
    }
}
