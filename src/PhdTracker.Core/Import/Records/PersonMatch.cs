using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import.Records;

/// <summary>Whether a name in a sheet means somebody of that name who is known: asked by the preview, answered by a person, remembered for every import.</summary>
public sealed class PersonMatch : Entity
{
    private PersonMatch() { }

    /// <param name="nameKey">What spellings of the name have in common.</param>
    /// <param name="address">The address that the sheet gives; empty if none.</param>
    public PersonMatch(string nameKey, string address, int personId) => (NameKey, Address, PersonId) = (nameKey, address, personId);

    public string NameKey { get; private set; } = "";
    public string Address { get; private set; } = "";
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
    public bool IsSame { get; private set; }
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;
    public DateTime At { get; private set; }

    public void Answer(bool isSame, Person by, DateTime now) => (IsSame, By, ById, At) = (isSame, by, by.Id, now);
}

internal sealed class PersonMatchMapping : IEntityTypeConfiguration<PersonMatch>
{
    public void Configure(EntityTypeBuilder<PersonMatch> builder)
    {
        builder.Property(m => m.NameKey).HasMaxLength(200);
        builder.Property(m => m.Address).HasMaxLength(254);
        builder.HasIndex(m => new { m.NameKey, m.Address, m.PersonId }).IsUnique();
    }
}

/// <summary>A name in the sheets of one import that may mean somebody who is known.</summary>
public sealed class ImportDoubt
{
    private ImportDoubt() { }

    internal ImportDoubt(int importId, string nameKey, string name, string address, int personId, string where, bool? isSame) =>
        (ImportId, NameKey, Name, Address, PersonId, Where, IsSame) = (importId, nameKey, name, address, personId, where.Length > 200 ? where[..200] : where, isSame);

    public int Id { get; private set; }
    public int ImportId { get; private set; }
    public SheetImport Import { get; private set; } = null!;
    public string NameKey { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Address { get; private set; } = "";
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;

    /// <summary>The first line that names them, and the header's words for the column.</summary>
    public string Where { get; private set; } = "";

    /// <summary>What somebody answered; null while nobody has.</summary>
    public bool? IsSame { get; private set; }
}

internal sealed class ImportDoubtMapping : IEntityTypeConfiguration<ImportDoubt>
{
    public void Configure(EntityTypeBuilder<ImportDoubt> builder)
    {
        builder.Property(d => d.NameKey).HasMaxLength(200);
        builder.Property(d => d.Name).HasMaxLength(210);
        builder.Property(d => d.Address).HasMaxLength(254);
        builder.Property(d => d.Where).HasMaxLength(200);
    }
}
