using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People.Merging;

/// <summary>Somebody said that two people of one name are two: nobody is asked again whether they are one.</summary>
public sealed class PeopleApart : Entity
{
    private PeopleApart() { }

    /// <summary>In whichever order they are named.</summary>
    public PeopleApart(Person one, Person other, Person by, DateTime at) =>
        (One, Other, By, At) = one.Id < other.Id ? (one, other, by, at) : (other, one, by, at);

    /// <summary>The older record.</summary>
    public int OneId { get; private set; }
    public Person One { get; private set; } = null!;
    public int OtherId { get; private set; }
    public Person Other { get; private set; } = null!;
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;
    public DateTime At { get; private set; }
}

internal sealed class PeopleApartMapping : IEntityTypeConfiguration<PeopleApart>
{
    public void Configure(EntityTypeBuilder<PeopleApart> builder)
    {
        builder.ToTable("PeopleApart");
        builder.HasOne(a => a.One).WithMany().HasForeignKey(a => a.OneId);
        builder.HasOne(a => a.Other).WithMany().HasForeignKey(a => a.OtherId);
        builder.HasIndex(a => new { a.OneId, a.OtherId }).IsUnique();
    }
}
