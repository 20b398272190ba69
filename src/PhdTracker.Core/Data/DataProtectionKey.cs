using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhdTracker.Core.Data;

/// <summary>One key of the ring that protects cookies and tokens; in the database, so that all nodes share it.</summary>
public sealed class DataProtectionKey(string name, string xml)
{
    public int Id { get; private set; }
    public string Name { get; private set; } = name;
    public string Xml { get; private set; } = xml;
}

internal sealed class DataProtectionKeyMapping : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder) => builder.Property(k => k.Name).HasMaxLength(200);
}
