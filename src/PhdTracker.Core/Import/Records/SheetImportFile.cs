using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Sheets;

namespace PhdTracker.Core.Import.Records;

/// <summary>One sheet of an import: a CSV, or one tab of a workbook; and how its columns are read.</summary>
public sealed class SheetImportFile : Entity
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private SheetImportFile() { }

    public SheetImportFile(SheetImport import, int order, SheetTable table, byte[] bytes)
    {
        (Import, Order, Format, Encoding, Separator) = (import, order, table.Format, table.Encoding, table.Separator?.ToString());
        Name = table.Layout.File;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        HeaderLine = table.Layout.HeaderLine;
        Header = JsonSerializer.Serialize(table.Layout.Header);
        Read(table.Layout, null);
    }

    public int ImportId { get; private set; }
    public SheetImport Import { get; private set; } = null!;

    /// <summary>Place among the sheets of the import, from 0.</summary>
    public int Order { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary><c>CSV</c>, <c>XLSX</c>, <c>XLSB</c>, <c>XLS</c>.</summary>
    public string Format { get; private set; } = "";

    /// <summary>Recognised; empty for a workbook.</summary>
    public string Encoding { get; private set; } = "";

    /// <summary>Recognised; null for a workbook.</summary>
    public string? Separator { get; private set; }

    /// <summary>Of the file that was uploaded.</summary>
    public string Sha256 { get; private set; } = "";
    public int HeaderLine { get; private set; }

    /// <summary>The header's words as JSON.</summary>
    public string Header { get; private set; } = "[]";

    /// <summary>What the columns tell, as JSON.</summary>
    public string Places { get; private set; } = "{}";
    public SheetSide? Side { get; private set; }
    public bool MonthFirst { get; private set; }

    /// <summary>None of its lines is read, as somebody said or since no line names its columns.</summary>
    public bool IsLeftOut { get; private set; }

    /// <summary>The remembered mapping that it is read by; null if its columns were guessed or told by hand.</summary>
    public string? Mapping { get; private set; }

    /// <summary>How it is read.</summary>
    public SheetLayout Layout => new(Name, Side, HeaderLine, JsonSerializer.Deserialize<List<string>>(Header)!, JsonSerializer.Deserialize<Dictionary<SheetColumn, int>>(Places, Json)!, MonthFirst, IsLeftOut);

    /// <summary>Says what the columns tell.</summary>
    /// <param name="mapping">Name of the remembered mapping that says so; null for none.</param>
    public void Read(SheetLayout layout, string? mapping) =>
        (Side, Places, MonthFirst, IsLeftOut, Mapping) = (layout.Side, JsonSerializer.Serialize(layout.Places, Json), layout.MonthFirst, layout.IsLeftOut, mapping);
}

internal sealed class SheetImportFileMapping : IEntityTypeConfiguration<SheetImportFile>
{
    public void Configure(EntityTypeBuilder<SheetImportFile> builder)
    {
        builder.Property(f => f.Name).HasMaxLength(300);
        builder.Property(f => f.Format).HasMaxLength(8);
        builder.Property(f => f.Encoding).HasMaxLength(40);
        builder.Property(f => f.Separator).HasMaxLength(1);
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.Property(f => f.Mapping).HasMaxLength(ImportMapping.LongestName);
        builder.Ignore(f => f.Layout);
    }
}
