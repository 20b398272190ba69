using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Rules.Versions;

/// <summary>Whether new candidatures begin on a version of a rule set: they do, not yet, or no longer.</summary>
public enum RuleSetState { Published, Draft, Retired }

/// <summary>Where a version of a rule set comes from: a file that the app ships with, or an upload.</summary>
public enum RuleSetOrigin { Shipped, Local }

/// <summary>
/// One version of a rule set. Its content never changes, as dates were computed from it. Several versions of a code are published at
/// once: of those that cover a day of registration the highest number counts (see <see cref="RuleSetLibrary"/>). Shipped versions are
/// numbered below <see cref="FirstLocalNumber"/> and local ones from it, so that an upgrade never collides with what was made here.
/// </summary>
public sealed class StoredRuleSet : Entity
{
    /// <summary>The lowest number of a version that is uploaded.</summary>
    public const int FirstLocalNumber = 1001;

    /// <summary>The highest number that an upload may name, so that there is always a next one.</summary>
    public const int LastNumber = 999_999;

    /// <summary>Longest note on publishing or retiring, in characters.</summary>
    public const int LongestNote = 2000;

    private StoredRuleSet() { }

    /// <summary>A version as a file ships it; candidatures can begin on it.</summary>
    public StoredRuleSet(RuleSetContent content, DateTime storedAt)
    {
        (State, Origin, StoredAt, PublishedAt) = (RuleSetState.Published, RuleSetOrigin.Shipped, storedAt, storedAt);
        Keep(content);
    }

    /// <summary>The set's code, such as <c>imperial-2021-10</c>.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The set's version. <see cref="Entity.Version"/> counts the changes of this row.</summary>
    public int Number { get; private set; }
    public string NameEn { get; private set; } = "";
    public string NameFr { get; private set; } = "";
    public string Json { get; private set; } = "";
    public string ContentHash { get; private set; } = "";
    public DateTime StoredAt { get; private set; }
    public RuleSetState State { get; private set; }
    public RuleSetOrigin Origin { get; private set; }

    /// <summary>Who uploaded it; null for a shipped version.</summary>
    public int? AuthorId { get; private set; }
    public Person? Author { get; private set; }
    public DateTime? PublishedAt { get; private set; }
    public DateTime? RetiredAt { get; private set; }

    /// <summary>Who published or retired it, whatever came last; null where the app did.</summary>
    public int? DecidedById { get; private set; }
    public Person? DecidedBy { get; private set; }

    /// <summary>Why it was published or retired, whatever came last.</summary>
    public string? Note { get; private set; }

    /// <summary>Begins a version; nobody follows it before it is published.</summary>
    public static StoredRuleSet Draft(RuleSetContent content, Person by, DateTime now)
    {
        var draft = new StoredRuleSet { State = RuleSetState.Draft, Origin = RuleSetOrigin.Local, StoredAt = now, Author = by, AuthorId = by.Id };
        draft.Keep(content);
        return draft;
    }

    /// <summary>From now on candidatures begin on it: those that it covers, of its code the highest version.</summary>
    /// <exception cref="DomainRuleException"><c>RuleSetAlreadyPublished</c>, <c>RuleSetNoteMissing</c>, <c>RuleSetNoteTooLong</c>.</exception>
    public void Publish(string note, Person by, DateTime now)
    {
        if (State == RuleSetState.Published)
            throw new DomainRuleException("RuleSetAlreadyPublished");
        Decide(RuleSetState.Published, note, by);
        (PublishedAt, RetiredAt) = (now, null);
    }

    /// <summary>No candidature begins on it any more; those that follow it stay.</summary>
    /// <exception cref="DomainRuleException"><c>RuleSetNotPublished</c>, <c>RuleSetNoteMissing</c>, <c>RuleSetNoteTooLong</c>.</exception>
    public void Retire(string note, Person by, DateTime now)
    {
        if (State != RuleSetState.Published)
            throw new DomainRuleException("RuleSetNotPublished");
        Decide(RuleSetState.Retired, note, by);
        RetiredAt = now;
    }

    /// <summary>Is not offered when it arrives with a release: its code was retired here, or what was published here covers the same students.</summary>
    internal void GiveWay(DateTime now) => (State, RetiredAt) = (RuleSetState.Retired, now);

    /// <summary>A draft may be thrown away; nobody ever followed it.</summary>
    /// <exception cref="DomainRuleException"><c>RuleSetNotDraft</c>.</exception>
    public void RefuseUnlessDraft()
    {
        if (State != RuleSetState.Draft)
            throw new DomainRuleException("RuleSetNotDraft");
    }

    private void Decide(RuleSetState state, string note, Person by)
    {
        if (string.IsNullOrWhiteSpace(note))
            throw new DomainRuleException("RuleSetNoteMissing") { Field = "Note" };
        if (note.Length > LongestNote)
            throw new DomainRuleException("RuleSetNoteTooLong", LongestNote) { Field = "Note" };
        (State, Note, DecidedBy, DecidedById) = (state, note.Trim(), by, by.Id);
    }

    private void Keep(RuleSetContent content) =>
        (Code, Number, NameEn, NameFr, Json, ContentHash) = (content.Set.Code, content.Set.Version, content.Set.Name.En, content.Set.Name.Fr, content.Json, content.Hash);
}

internal sealed class StoredRuleSetMapping : IEntityTypeConfiguration<StoredRuleSet>
{
    public void Configure(EntityTypeBuilder<StoredRuleSet> builder)
    {
        builder.ToTable("RuleSets");
        builder.Property(s => s.Code).HasMaxLength(RuleSet.LongestCode);
        builder.Property(s => s.NameEn).HasMaxLength(RuleSet.LongestName);
        builder.Property(s => s.NameFr).HasMaxLength(RuleSet.LongestName);
        builder.Property(s => s.ContentHash).HasMaxLength(64);
        builder.Property(s => s.Note).HasMaxLength(StoredRuleSet.LongestNote);
        builder.HasOne(s => s.Author).WithMany().HasForeignKey(s => s.AuthorId);
        builder.HasOne(s => s.DecidedBy).WithMany().HasForeignKey(s => s.DecidedById);
        builder.HasIndex(s => new { s.Code, s.Number }).IsUnique();
    }
}
