using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Import.Writing;

namespace PhdTracker.Core.Import.Records;

/// <summary>One line of a sheet as it was handed over, with what was corrected since, and what becomes of it.</summary>
public sealed class ImportLine
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    private ImportLine() { }

    internal ImportLine(int fileId, SheetRecord record) =>
        (FileId, Line, Cells, IsUnclosed) = (fileId, record.Line, JsonSerializer.Serialize(record.Cells, Json), record.Unclosed);

    public int Id { get; private set; }
    public int FileId { get; private set; }
    public SheetImportFile File { get; private set; } = null!;

    /// <summary>Where it begins in the file; the first line is 1.</summary>
    public int Line { get; private set; }

    /// <summary>The cells as JSON, corrections among them.</summary>
    public string Cells { get; private set; } = "[]";

    /// <summary>What the corrected cells said before, by place, as JSON; null if none was corrected.</summary>
    public string? Original { get; private set; }
    public bool IsUnclosed { get; private set; }

    /// <summary>Why it is not about a student; null if it is.</summary>
    public IgnoredReason? Ignored { get; private set; }
    public RowResult? Result { get; private set; }

    /// <summary>The student's name as the row tells it, or the code of the project.</summary>
    public string About { get; private set; } = "";

    /// <summary>The candidature that it is about, once it is applied.</summary>
    public int? CandidatureId { get; private set; }

    /// <summary>What could not be taken as it is, as JSON, which pages read by <see cref="ProblemsOf"/>.</summary>
    public string Problems { get; private set; } = "[]";

    /// <summary>How many of them.</summary>
    public int ProblemCount { get; private set; }

    /// <summary>Values before and after, as the audit trail keeps them.</summary>
    public string Before { get; private set; } = "{}";

    /// <inheritdoc cref="Before"/>
    public string After { get; private set; } = "{}";

    /// <summary>What the rows of <see cref="Before"/> are called, as JSON, which pages read by <see cref="NamesOf"/>.</summary>
    public string Names { get; private set; } = "";

    /// <summary>What is new because of it, as JSON, which pages read by <see cref="NewsOf"/>.</summary>
    public string News { get; private set; } = "[]";

    /// <summary>How to take back what it wrote, as JSON; empty until it is applied.</summary>
    public string Steps { get; private set; } = "";

    /// <summary>Place among the lines that were written, which is not their order in the sheets: they are taken back from the last to the first. Null if it wrote nothing.</summary>
    public int? WrittenOrder { get; private set; }

    /// <summary>The line as it is read now.</summary>
    public SheetRecord Record => new(Line, CellsOf(Cells), IsUnclosed);

    public static string[] CellsOf(string cells) => JsonSerializer.Deserialize<string[]>(cells, Json)!;

    public static IReadOnlyDictionary<int, string> OriginalOf(string? original) => original is null ? new Dictionary<int, string>() : JsonSerializer.Deserialize<Dictionary<int, string>>(original, Json)!;

    public static IReadOnlyList<LineProblem> ProblemsOf(string problems) => JsonSerializer.Deserialize<List<LineProblem>>(problems, Json)!;

    public static IReadOnlyList<LineNews> NewsOf(string news) => JsonSerializer.Deserialize<List<LineNews>>(news, Json)!;

    public static IReadOnlyDictionary<string, BothLanguages> NamesOf(string names) =>
        names.Length == 0 ? new Dictionary<string, BothLanguages>() : JsonSerializer.Deserialize<Dictionary<string, BothLanguages>>(names, Json)!;

    internal static IReadOnlyList<UndoStep> StepsOf(string steps) => steps.Length == 0 ? [] : JsonSerializer.Deserialize<List<UndoStep>>(steps, Json)!;

    /// <summary>Corrects a cell; what it said first is kept.</summary>
    /// <param name="place">Of the column, from 0.</param>
    public void Correct(int place, string text)
    {
        var cells = CellsOf(Cells).ToList();
        while (cells.Count <= place)
            cells.Add("");
        if (cells[place] == text)
            return;
        var original = OriginalOf(Original).ToDictionary(each => each.Key, each => each.Value);
        original.TryAdd(place, cells[place]);
        if (original[place] == text)
            original.Remove(place);
        cells[place] = text;
        // Who corrects a line by hand has told its cells apart.
        (Cells, Original, IsUnclosed) = (JsonSerializer.Serialize(cells, Json), original.Count == 0 ? null : JsonSerializer.Serialize(original, Json), false);
    }

    /// <summary>Keeps what becomes of it.</summary>
    internal void Keep(LineOutcome outcome)
    {
        (Ignored, Result, CandidatureId, About) = (outcome.Ignored, outcome.Result, outcome.CandidatureId, outcome.About.Length > 200 ? outcome.About[..200] : outcome.About);
        (Problems, ProblemCount) = (outcome.Problems.Count == 0 ? "[]" : JsonSerializer.Serialize(outcome.Problems, Json), outcome.Problems.Count);
        (Before, After, Names, News, Steps, WrittenOrder) = (outcome.Before, outcome.After, outcome.Names, outcome.News, outcome.Steps, outcome.WrittenOrder);
    }
}

internal sealed class ImportLineMapping : IEntityTypeConfiguration<ImportLine>
{
    public void Configure(EntityTypeBuilder<ImportLine> builder)
    {
        builder.Property(l => l.About).HasMaxLength(200);
        builder.Ignore(l => l.Record);
        builder.HasIndex(l => new { l.FileId, l.Line });
        builder.HasIndex(l => new { l.FileId, l.Result });
    }
}
