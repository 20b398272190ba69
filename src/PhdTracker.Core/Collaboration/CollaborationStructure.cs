using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Collaboration;

/// <summary>International research centre, laboratory, project or network; doctoral training network; flagship and its projects.</summary>
public enum StructureType { IRC, IRL, IRP, IRN, DTN, Flagship, FlagshipProject }

/// <summary>A research structure that institutions share, possibly inside another.</summary>
public sealed class CollaborationStructure : Entity, IAudited
{
    private CollaborationStructure() { }

    /// <param name="from">First day, when it is known.</param>
    public CollaborationStructure(string code, StructureType type, string name, CollaborationStructure? parent, DateOnly? from, string? field, string? site)
    {
        (Code, Type, Name, Parent, From, Field, Site) = (code, type, name, parent, from, field, site);
    }

    public string Code { get; private set; } = "";
    public StructureType Type { get; private set; }
    public string Name { get; private set; } = "";
    public int? ParentId { get; private set; }
    public CollaborationStructure? Parent { get; private set; }
    public DateOnly? From { get; private set; }
    public string? Field { get; private set; }
    public string? Site { get; private set; }
    public List<Institution> Partners { get; } = [];
}

internal sealed class CollaborationStructureMapping : IEntityTypeConfiguration<CollaborationStructure>
{
    public void Configure(EntityTypeBuilder<CollaborationStructure> builder)
    {
        builder.Property(s => s.Code).HasMaxLength(40);
        builder.HasIndex(s => s.Code).IsUnique();
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.Field).HasMaxLength(200);
        builder.Property(s => s.Site).HasMaxLength(200);
        builder.HasMany(s => s.Partners).WithMany().UsingEntity("StructurePartners");
    }
}
