using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import.Records;

/// <summary>How somebody said that the columns of a header are to be read: remembered by name, and used again when the same header comes.</summary>
public sealed class ImportMapping : Entity
{
    public const int LongestName = 100;

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private ImportMapping() { }

    /// <exception cref="DomainRuleException"><c>ImportMappingName</c>: there is none, or it is too long.</exception>
    public ImportMapping(string name, SheetLayout layout, Person by, DateTime now)
    {
        Name = name.Trim() is { Length: > 0 and <= LongestName } given ? given : throw new DomainRuleException("ImportMappingName", LongestName) { Field = "Remember" };
        Remember(layout, by, now);
    }

    public string Name { get; private set; } = "";

    /// <summary>Of the header's words, in whatever order.</summary>
    public string Signature { get; private set; } = "";

    /// <summary>What each of the header's words tells, as JSON.</summary>
    public string Columns { get; private set; } = "{}";
    public SheetSide? Side { get; private set; }
    public bool MonthFirst { get; private set; }

    /// <summary>A sheet with this header is not read.</summary>
    public bool IsLeftOut { get; private set; }
    public int SavedById { get; private set; }
    public Person SavedBy { get; private set; } = null!;
    public DateTime SavedAt { get; private set; }

    /// <summary>Keeps how a sheet is read.</summary>
    public void Remember(SheetLayout layout, Person by, DateTime now)
    {
        var words = Words(layout.Header);
        Signature = SignatureOf(layout.Header);
        Columns = JsonSerializer.Serialize(layout.Places.ToDictionary(place => words[place.Value], place => place.Key), Json);
        (Side, MonthFirst, IsLeftOut, SavedBy, SavedById, SavedAt) = (layout.Side, layout.MonthFirst, layout.IsLeftOut, by, by.Id, now);
    }

    /// <summary>How a header is read by it: the columns whose words it knows.</summary>
    public SheetLayout For(SheetLayout layout)
    {
        var columns = JsonSerializer.Deserialize<Dictionary<string, SheetColumn>>(Columns, Json)!;
        var places = new Dictionary<SheetColumn, int>();
        foreach (var (words, place) in Words(layout.Header).Select((words, place) => (words, place)))
        {
            if (columns.TryGetValue(words, out var column))
                places.TryAdd(column, place);
        }
        return layout with { Side = Side, MonthFirst = MonthFirst, IsLeftOut = IsLeftOut, Places = places };
    }

    public static string SignatureOf(IReadOnlyList<string> header) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', Words(header).Order(StringComparer.Ordinal)))));

    /// <summary>The words of a header, comparable; the second of two equal ones is told apart by its number.</summary>
    private static List<string> Words(IReadOnlyList<string> header)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. header.Select(cell =>
        {
            var words = Fold.Words(cell);
            var times = seen[words] = seen.GetValueOrDefault(words) + 1;
            return times == 1 ? words : $"{words}#{times}";
        })];
    }
}

internal sealed class ImportMappingMapping : IEntityTypeConfiguration<ImportMapping>
{
    public void Configure(EntityTypeBuilder<ImportMapping> builder)
    {
        builder.Property(m => m.Name).HasMaxLength(ImportMapping.LongestName);
        builder.Property(m => m.Signature).HasMaxLength(64);
        builder.HasIndex(m => m.Name).IsUnique();
        builder.HasIndex(m => m.Signature);
    }
}
