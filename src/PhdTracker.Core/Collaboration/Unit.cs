using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Collaboration;

public enum UnitKind { Department, ResearchUnit, DoctoralSchool, Office }

/// <summary>Part of an institution: a department, a research unit (UMR), a doctoral school (ED) or an office.</summary>
public sealed class Unit : Entity, IAudited
{
    private Unit() { }

    public Unit(Institution institution, UnitKind kind, string name, string? code = null, string? city = null)
    {
        (Institution, Kind, Name, Code, City) = (institution, kind, name, code, city);
    }

    public int InstitutionId { get; private set; }
    public Institution Institution { get; private set; } = null!;
    public UnitKind Kind { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>What the unit is known by, such as <c>UMR 5672</c> or <c>ED 52</c>.</summary>
    public string? Code { get; private set; }
    public string? City { get; private set; }
}

internal sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.Property(u => u.Name).HasMaxLength(200);
        builder.Property(u => u.Code).HasMaxLength(40);
        builder.Property(u => u.City).HasMaxLength(100);
        builder.HasIndex(u => new { u.InstitutionId, u.Kind, u.Name, u.Code }).IsUnique();
    }
}
