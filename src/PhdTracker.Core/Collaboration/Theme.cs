using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Collaboration;

/// <summary>A field that projects are grouped by, such as Arctic climate.</summary>
public sealed class Theme : Entity, IAudited
{
    private Theme() { }

    public Theme(string nameEn, string nameFr) => (NameEn, NameFr) = (nameEn, nameFr);

    public string NameEn { get; private set; } = "";
    public string NameFr { get; private set; } = "";
}

internal sealed class ThemeMapping : IEntityTypeConfiguration<Theme>
{
    public void Configure(EntityTypeBuilder<Theme> builder)
    {
        builder.Property(t => t.NameEn).HasMaxLength(100);
        builder.Property(t => t.NameFr).HasMaxLength(100);
        builder.HasIndex(t => t.NameEn).IsUnique();
    }
}
