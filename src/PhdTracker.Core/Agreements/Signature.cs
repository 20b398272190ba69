using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Agreements;

/// <summary>As what somebody signs.</summary>
public enum SignatureCapacity { LegalOffice, Investigator, Signatory }

/// <summary>What somebody did when an agreement came round to them.</summary>
public enum SignatureKind { Reviewed, Signed, Returned, Declined }

/// <summary>One place in the order of signature.</summary>
public sealed record SignatureStep(SignatureCapacity Capacity, bool IsHome)
{
    /// <summary>All places, in order.</summary>
    public static readonly IReadOnlyList<SignatureStep> All =
    [
        new(SignatureCapacity.LegalOffice, true), new(SignatureCapacity.LegalOffice, false), new(SignatureCapacity.Investigator, true),
        new(SignatureCapacity.Investigator, false), new(SignatureCapacity.Signatory, true), new(SignatureCapacity.Signatory, false),
    ];

    /// <summary>1 for the first.</summary>
    public int Order => ((int)Capacity * 2) + (IsHome ? 1 : 2);

    /// <summary>The place of whoever a route asks, such as <c>investigator:home</c>; null for desks that sign nothing.</summary>
    public static SignatureStep? Of(string askedOf) => askedOf.Split(':') switch
    {
        ["legal", var side] => new(SignatureCapacity.LegalOffice, side == "home"),
        ["investigator", var side] => new(SignatureCapacity.Investigator, side == "home"),
        ["signatory", var side] => new(SignatureCapacity.Signatory, side == "home"),
        _ => null,
    };
}

/// <summary>What one person did in one round: never changed but for becoming void, never deleted.</summary>
public sealed class Signature : Entity, IAudited
{
    /// <summary>Characters of reasons.</summary>
    public const int LongestReasons = 8000;

    private Signature() { }

    internal Signature(Agreement agreement, AgreementParty party, SignatureStep step, SignatureKind kind, Person by, string typedName, string? reasons, DateTime at)
    {
        (Agreement, AgreementParty, Capacity, Order, Kind) = (agreement, party, step.Capacity, step.Order, kind);
        (Person, TypedName, Reasons, At) = (by, typedName, string.IsNullOrWhiteSpace(reasons) ? null : reasons, at);
        (Round, Hash) = (agreement.Round, agreement.Hash ?? "");
    }

    public int AgreementId { get; private set; }
    string? IAudited.Case => Agreement is null ? null : CaseKey.Project(Agreement.ProjectId);
    public Agreement Agreement { get; private set; } = null!;
    public int AgreementPartyId { get; private set; }
    public AgreementParty AgreementParty { get; private set; } = null!;
    public SignatureCapacity Capacity { get; private set; }

    /// <summary>Place in the order of signature, 1 to 6.</summary>
    public int Order { get; private set; }

    /// <summary>The round that it belongs to: each change of the text begins another.</summary>
    public int Round { get; private set; }
    public SignatureKind Kind { get; private set; }
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;

    /// <summary>The name as the signer typed it.</summary>
    public string TypedName { get; private set; } = "";

    /// <summary>Hash of the text that was signed.</summary>
    public string Hash { get; private set; } = "";
    public DateTime At { get; private set; }

    /// <summary>Why it was returned or not signed; remarks of a legal office.</summary>
    public string? Reasons { get; private set; }

    /// <summary>Since when it no longer counts, as the text went back to a draft.</summary>
    public DateTime? VoidedAt { get; private set; }

    internal void Void(DateTime now) => VoidedAt ??= now;
}

internal sealed class SignatureMapping : IEntityTypeConfiguration<Signature>
{
    public void Configure(EntityTypeBuilder<Signature> builder)
    {
        builder.ToTable("AgreementSignatures");
        builder.HasIndex(s => new { s.AgreementId, s.Round, s.Order }).IsUnique();
        builder.Property(s => s.TypedName).HasMaxLength(250);
        builder.Property(s => s.Hash).HasMaxLength(64);
        builder.Property(s => s.Reasons).HasMaxLength(Signature.LongestReasons);
        builder.HasOne(s => s.Agreement).WithMany(a => a.Signatures).HasForeignKey(s => s.AgreementId);
    }
}
