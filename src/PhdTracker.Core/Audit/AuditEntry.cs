using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Audit;

/// <summary>One act on one case: who did what, when, before and after. Each entry holds the hash of the one before it about the same case.</summary>
public sealed class AuditEntry
{
    private AuditEntry() { }

    internal AuditEntry(string caseKey, int sequence, Act act, DateTime at, string before, string after, string previousHash)
    {
        (CaseKey, Sequence, At, ActName, ById, OnBehalfOfId) = (caseKey, sequence, at, act.Name, act.ById, act.OnBehalfOfId);
        (SubjectKind, SubjectId, Comment, Before, After) = (act.SubjectKind, act.SubjectId, act.Comment, before, after);
        PreviousHash = previousHash;
        Hash = AuditHash.Of(this);
    }

    public int Id { get; private set; }

    /// <summary>The case: <c>candidature:12</c>, <c>project:3</c>, <c>proposal:5</c>, <c>person:4</c>, <c>programme:1</c>.</summary>
    public string CaseKey { get; private set; } = "";

    /// <summary>Place in the chain of the case, from 1.</summary>
    public int Sequence { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>Name of the command, such as <c>SubmitMilestone</c>; readers see the text <c>Act.{name}</c>.</summary>
    public string ActName { get; private set; } = "";

    /// <summary>Null when the app itself acted.</summary>
    public int? ById { get; private set; }
    public Person? By { get; private set; }
    public int? OnBehalfOfId { get; private set; }
    public Person? OnBehalfOf { get; private set; }

    /// <summary>What the act was about within the case, such as <c>Milestone</c>.</summary>
    public string? SubjectKind { get; private set; }
    public int? SubjectId { get; private set; }
    public string? Comment { get; private set; }

    /// <summary>JSON object: per changed row its changed values before the act.</summary>
    public string Before { get; private set; } = "";

    /// <summary>JSON object: the same values after the act.</summary>
    public string After { get; private set; } = "";
    public string PreviousHash { get; private set; } = "";

    /// <summary>SHA-256 over everything above, lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";
}

/// <summary>The newest entry of each case's chain. Locked while an entry is added, so that a chain never forks.</summary>
public sealed class AuditHead
{
    private AuditHead() { }

    public AuditHead(string caseKey) => CaseKey = caseKey;

    public string CaseKey { get; private set; } = "";
    public int Sequence { get; internal set; }
    public string Hash { get; internal set; } = "";

    /// <summary>How far the chain is covered by a seal.</summary>
    public int SealedSequence { get; internal set; }
}

/// <summary>The heads of all chains at the end of a day, sealed in one hash that holds the seal before it.</summary>
public sealed class AuditSeal(DateOnly day, string heads, string headsHash, string previousHash, string hash, DateTime sealedAt)
{
    public int Id { get; private set; }
    public DateOnly Day { get; private set; } = day;
    /// <summary>The chains that grew since the seal before, as JSON: case → { sequence, hash }.</summary>
    public string Heads { get; private set; } = heads;

    /// <summary>SHA-256 over the case, sequence and hash of every chain, in order of case.</summary>
    public string HeadsHash { get; private set; } = headsHash;
    public string PreviousHash { get; private set; } = previousHash;
    public string Hash { get; private set; } = hash;
    public DateTime SealedAt { get; private set; } = sealedAt;
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.Property(e => e.CaseKey).HasMaxLength(60);
        builder.HasIndex(e => new { e.CaseKey, e.Sequence }).IsUnique();
        builder.Property(e => e.ActName).HasMaxLength(60);
        builder.Property(e => e.SubjectKind).HasMaxLength(40);
        builder.HasIndex(e => new { e.SubjectKind, e.SubjectId });
        builder.Property(e => e.PreviousHash).HasMaxLength(64);
        builder.Property(e => e.Hash).HasMaxLength(64);
    }
}

internal sealed class AuditHeadMapping : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.HasKey(h => h.CaseKey);
        builder.Property(h => h.CaseKey).HasMaxLength(60);
        builder.Property(h => h.Hash).HasMaxLength(64);
    }
}

internal sealed class AuditSealMapping : IEntityTypeConfiguration<AuditSeal>
{
    public void Configure(EntityTypeBuilder<AuditSeal> builder)
    {
        builder.HasIndex(s => s.Day).IsUnique();
        builder.Property(s => s.HeadsHash).HasMaxLength(64);
        builder.Property(s => s.PreviousHash).HasMaxLength(64);
        builder.Property(s => s.Hash).HasMaxLength(64);
    }
}
