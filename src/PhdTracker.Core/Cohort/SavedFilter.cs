using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Cohort;

/// <summary>A part of the cohort that somebody looks at again and again, under a name. It holds what the filter asks for, never what it found: whoever opens it sees what they may see.</summary>
public sealed class SavedFilter : Entity, IAudited
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 80;

    /// <summary>Longest filter, in characters of its address.</summary>
    public const int LongestQuery = 500;

    private SavedFilter() { }

    /// <param name="query">The filter as a query string, without its question mark.</param>
    /// <exception cref="DomainRuleException"><c>FilterEmpty</c>, <c>FilterTooLong</c>, and those of <see cref="Rename"/>.</exception>
    public SavedFilter(Person owner, string name, string query, bool isShared)
    {
        if (query.Length == 0)
            throw new DomainRuleException("FilterEmpty");
        if (query.Length > LongestQuery)
            throw new DomainRuleException("FilterTooLong");
        (Owner, OwnerId, Query, IsShared) = (owner, owner.Id, query, isShared);
        Rename(name);
    }

    public int OwnerId { get; private set; }
    string? IAudited.Case => CaseKey.Person(OwnerId);
    public Person Owner { get; private set; } = null!;
    public string Name { get; private set; } = "";
    public string Query { get; private set; } = "";

    /// <summary>Whether everybody who may see a cohort finds it; only its owner changes it.</summary>
    public bool IsShared { get; private set; }

    /// <exception cref="DomainRuleException"><c>FilterNameMissing</c>, <c>FilterNameTooLong</c>.</exception>
    public void Rename(string name)
    {
        var written = name.Trim();
        if (written.Length == 0)
            throw new DomainRuleException("FilterNameMissing") { Field = nameof(Name) };
        if (written.Length > LongestName)
            throw new DomainRuleException("FilterNameTooLong", LongestName) { Field = nameof(Name) };
        Name = written;
    }

    /// <summary>Lets others find it, or no longer.</summary>
    public void Share(bool isShared) => IsShared = isShared;

    /// <summary>What somebody who may see a cohort finds: their own, and what others share.</summary>
    public static Expression<Func<SavedFilter, bool>> FoundBy(int personId) => f => f.OwnerId == personId || f.IsShared;
}

internal sealed class SavedFilterMapping : IEntityTypeConfiguration<SavedFilter>
{
    public void Configure(EntityTypeBuilder<SavedFilter> builder)
    {
        builder.ToTable("SavedFilters");
        builder.Property(f => f.Name).HasMaxLength(SavedFilter.LongestName);
        builder.Property(f => f.Query).HasMaxLength(SavedFilter.LongestQuery);
        builder.HasIndex(f => new { f.OwnerId, f.Name }).IsUnique();
        builder.HasIndex(f => f.IsShared);
    }
}
