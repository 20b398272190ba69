using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>Whether a version of a route can start: yes, not yet, or no longer.</summary>
public enum DefinitionState { Published, Draft, Retired }

/// <summary>Where a version of a route comes from: a file that the app ships with, or somebody's work in the app.</summary>
public enum DefinitionOrigin { Shipped, Local }

/// <summary>
/// One version of a route. Its content never changes once it was published, as processes run on it. Of the published versions the
/// newest local one starts; where there is none, the shipped one. Shipped versions are numbered below
/// <see cref="FirstLocalVersion"/> and local ones from it, so that an upgrade never collides with what was made here.
/// </summary>
public sealed class StoredDefinition : Entity
{
    /// <summary>The lowest number of a version that is made in the app.</summary>
    public const int FirstLocalVersion = 1001;

    /// <summary>The highest number that an upload may name, so that there is always a next one.</summary>
    public const int LastVersion = 999_999;

    /// <summary>Longest reason for publishing or retiring, in characters.</summary>
    public const int LongestReason = 2000;

    private StoredDefinition() { }

    /// <summary>A version as a file ships it; it can start.</summary>
    public StoredDefinition(string definitionId, int definitionVersion, RouteContent content, DateTime storedAt)
    {
        (DefinitionId, DefinitionVersion, StoredAt) = (definitionId, definitionVersion, storedAt);
        (State, Origin, PublishedAt) = (DefinitionState.Published, DefinitionOrigin.Shipped, storedAt);
        Keep(content);
    }

    public string DefinitionId { get; private set; } = "";
    public int DefinitionVersion { get; private set; }
    public string Name { get; private set; } = "";
    public string Json { get; private set; } = "";
    public string ContentHash { get; private set; } = "";
    public DateTime StoredAt { get; private set; }
    public DefinitionState State { get; private set; }
    public DefinitionOrigin Origin { get; private set; }

    /// <summary>Who changed the draft last; null for a shipped version.</summary>
    public int? AuthorId { get; private set; }
    public Person? Author { get; private set; }
    public DateTime? ChangedAt { get; private set; }

    /// <summary>The version that a draft was made from; null for one that was uploaded.</summary>
    public int? BasedOn { get; private set; }

    /// <summary>The newest shipped version when a local one was published: a newer one came later, and waits to be looked at.</summary>
    public int? ShippedThen { get; private set; }
    public DateTime? PublishedAt { get; private set; }
    public DateTime? RetiredAt { get; private set; }

    /// <summary>Who published or retired it, whatever came last; null where the app did.</summary>
    public int? DecidedById { get; private set; }
    public Person? DecidedBy { get; private set; }

    /// <summary>Why it was published or retired, whatever came last.</summary>
    public string? Reason { get; private set; }

    /// <summary>Begins a version in the app; it cannot start before it is published.</summary>
    public static StoredDefinition Draft(string definitionId, int definitionVersion, RouteContent content, int? basedOn, Person by, DateTime now)
    {
        var draft = new StoredDefinition { DefinitionId = definitionId, DefinitionVersion = definitionVersion, State = DefinitionState.Draft, Origin = DefinitionOrigin.Local, StoredAt = now, BasedOn = basedOn };
        draft.Change(content, by, now);
        return draft;
    }

    /// <summary>Gives a draft other content.</summary>
    /// <exception cref="DomainRuleException"><c>RouteNotDraft</c>.</exception>
    public void Change(RouteContent content, Person by, DateTime now)
    {
        RefuseUnlessDraft();
        (Author, AuthorId, ChangedAt) = (by, by.Id, now);
        Keep(content);
    }

    /// <summary>From now on processes start on it.</summary>
    /// <param name="shipped">The newest shipped version of the route.</param>
    /// <exception cref="DomainRuleException"><c>RouteAlreadyPublished</c>, <c>RouteReasonMissing</c>, <c>RouteReasonTooLong</c>.</exception>
    public void Publish(string reason, int? shipped, Person by, DateTime now)
    {
        if (State == DefinitionState.Published && Origin == DefinitionOrigin.Local)
            throw new DomainRuleException("RouteAlreadyPublished");
        Decide(DefinitionState.Published, reason, by);
        (PublishedAt, RetiredAt, ShippedThen) = (now, null, shipped);
    }

    /// <summary>Nothing starts on it any more; what runs on it goes on.</summary>
    /// <exception cref="DomainRuleException"><c>RouteNotPublished</c>, <c>RouteReasonMissing</c>, <c>RouteReasonTooLong</c>.</exception>
    public void Retire(string reason, Person by, DateTime now)
    {
        if (State != DefinitionState.Published)
            throw new DomainRuleException("RouteNotPublished");
        Decide(DefinitionState.Retired, reason, by);
        RetiredAt = now;
    }

    /// <summary>Nothing starts on it any more, because another version took its place or its route is retired.</summary>
    internal void GiveWay(DateTime now) => (State, RetiredAt) = (DefinitionState.Retired, now);

    /// <summary>A draft may be thrown away; nothing ever ran on it.</summary>
    /// <exception cref="DomainRuleException"><c>RouteNotDraft</c>.</exception>
    public void RefuseUnlessDraft()
    {
        if (State != DefinitionState.Draft)
            throw new DomainRuleException("RouteNotDraft");
    }

    private void Decide(DefinitionState state, string reason, Person by)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new DomainRuleException("RouteReasonMissing") { Field = "Reason" };
        if (reason.Length > LongestReason)
            throw new DomainRuleException("RouteReasonTooLong", LongestReason) { Field = "Reason" };
        (State, Reason, DecidedBy, DecidedById) = (state, reason.Trim(), by, by.Id);
    }

    private void Keep(RouteContent content) => (Name, Json, ContentHash) = (content.Name, content.Json, content.Hash);
}

internal sealed class StoredDefinitionMapping : IEntityTypeConfiguration<StoredDefinition>
{
    public void Configure(EntityTypeBuilder<StoredDefinition> builder)
    {
        builder.Property(d => d.DefinitionId).HasMaxLength(RouteContent.LongestId);
        builder.Property(d => d.Name).HasMaxLength(RouteContent.LongestName);
        builder.Property(d => d.ContentHash).HasMaxLength(64);
        builder.Property(d => d.Reason).HasMaxLength(StoredDefinition.LongestReason);
        // What was kept before versions had states came from files.
        builder.Property(d => d.State).HasDefaultValue(DefinitionState.Published);
        builder.Property(d => d.Origin).HasDefaultValue(DefinitionOrigin.Shipped);
        builder.HasOne(d => d.Author).WithMany().HasForeignKey(d => d.AuthorId);
        builder.HasOne(d => d.DecidedBy).WithMany().HasForeignKey(d => d.DecidedById);
        builder.HasIndex(d => new { d.DefinitionId, d.DefinitionVersion }).IsUnique();
    }
}
