using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Merging;

/// <summary>Somebody said that two records which look alike are of two: nobody is asked again whether they are of one.</summary>
public abstract class KeptApart<T> : Entity where T : class
{
    protected KeptApart() { }

    /// <param name="first">The older record.</param>
    protected KeptApart(T first, T second, Person by, DateTime at) => (One, Other, By, At) = (first, second, by, at);

    /// <summary>The older record.</summary>
    public int OneId { get; private set; }
    public T One { get; private set; } = null!;
    public int OtherId { get; private set; }
    public T Other { get; private set; } = null!;
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;
    public DateTime At { get; private set; }
}

internal abstract class KeptApartMapping<TPair, T>(string table) : IEntityTypeConfiguration<TPair> where TPair : KeptApart<T> where T : class
{
    public void Configure(EntityTypeBuilder<TPair> builder)
    {
        builder.ToTable(table);
        builder.HasOne(a => a.One).WithMany().HasForeignKey(a => a.OneId);
        builder.HasOne(a => a.Other).WithMany().HasForeignKey(a => a.OtherId);
        builder.HasIndex(a => new { a.OneId, a.OtherId }).IsUnique();
    }
}
