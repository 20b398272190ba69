using System.Globalization;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Rows;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Web.Features.Audit;

namespace PhdTracker.Web.Features.Import;

/// <summary>How pages say what an import does.</summary>
public static class ImportWords
{
    private static readonly Dictionary<int, string> Nobody = [];

    /// <summary>What stands beside every row, or is told by another of its cells.</summary>
    private static readonly HashSet<SheetColumn> SaidElsewhere = [SheetColumn.ProjectCode, SheetColumn.FamilyName, SheetColumn.GivenName];

    public static string StyleOf(ImportState state) => state switch
    {
        ImportState.Applied => "state-ok",
        ImportState.Ready or ImportState.NeedsColumns => "state-warn",
        ImportState.Undone => "",
        _ => "state-now",
    };

    public static string StyleOf(RowResult result) => result switch
    {
        RowResult.Created => "state-ok",
        RowResult.Changed => "state-now",
        RowResult.Rejected => "state-bad",
        _ => "",
    };

    /// <summary>What is new, each in a few words.</summary>
    public static IEnumerable<string> News(IReadOnlyList<LineNews> news, Texts texts)
    {
        var words = new AuditWords(texts, Nobody);
        return news.Select(each => each.Name is { } name ? texts["Import.News", words.Kind(each.Kind), name]
            : each.Count > 1 ? texts["Import.NewsMany", words.Kind(each.Kind), each.Count] : words.Kind(each.Kind));
    }

    /// <summary>What changes, field by field.</summary>
    public static IEnumerable<(string Field, string Before, string After)> Changes(ImportLine line, Texts texts)
    {
        var (words, names) = (new AuditWords(texts, Nobody), ImportLine.NamesOf(line.Names));
        return AuditChanges.Of(line.Before, line.After, mayReadContent: true).Select(change => (
            texts["Import.FieldOf", Called(change, words, names, texts), words.Field(change.Field)], words.Value(change, change.Before) ?? "–", words.Value(change, change.After) ?? "–"))
            // A reference to a row that has no name of its own would say nothing.
            .Where(change => change.Item2 != change.Item3);
    }

    /// <summary>What the cells of a row were understood to say, each with what its column tells.</summary>
    /// <param name="today">The day on which it is read.</param>
    public static IReadOnlyList<(string Label, string Told)> Understood(SheetLayout layout, ImportLine line, DateOnly today, Texts texts) =>
        [.. RowWords.Of(layout, line, today, texts).Where(each => !SaidElsewhere.Contains(each.Column)).Select(each => (texts.Enum(each.Column), each.Told))];

    /// <summary>What a row does, in one line: of a new one what was understood, of another what changes.</summary>
    public static string Line(SheetLayout layout, ImportLine line, DateOnly today, Texts texts)
    {
        var result = line.Result!.Value;
        var what = result == RowResult.Created
            ? Understood(layout, line, today, texts).Select(each => $"{each.Label} {each.Told}")
            : Changes(line, texts).Select(change => texts["Export.Change", change.Field, change.Before, change.After]);
        return texts["Import.RowTold", line.Line.ToString(CultureInfo.InvariantCulture), line.About, texts.Enum(result), string.Join("; ", what)];
    }

    /// <summary>What a changed row is called: a milestone by its title, others by their kind and name.</summary>
    private static string Called(AuditChange change, AuditWords words, IReadOnlyDictionary<string, BothLanguages> names, Texts texts)
    {
        if (!names.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"{change.Kind}:{change.RowId}"), out var name))
            return words.Kind(change.Kind);
        var called = texts.Of(name.En, name.Fr);
        return change.Kind == nameof(Milestone) ? called : texts["Import.News", words.Kind(change.Kind), called];
    }

    /// <summary>What stands between two cells, in a word.</summary>
    public static string Separator(string separator, Texts texts) => separator switch
    {
        "," => texts["Import.Separator.Comma"],
        ";" => texts["Import.Separator.Semicolon"],
        "\t" => texts["Import.Separator.Tab"],
        _ => texts["Import.Separator.Bar"],
    };

    /// <summary>How a sheet was read, in a line.</summary>
    public static string Read(SheetImportFile file, Texts texts)
    {
        if (file.IsLeftOut)
            return file.Mapping is { } remembered ? $"{texts["Import.SheetLeftOut"]} · {texts["Import.ByMapping", remembered]}" : texts["Import.SheetLeftOut"];
        var parts = new List<string> { file.Format };
        if (file.Encoding.Length > 0)
            parts.Add(file.Encoding);
        if (file.Separator is { } separator)
            parts.Add(Separator(separator, texts));
        parts.Add(texts["Import.HeaderOnLine", file.HeaderLine.ToString(CultureInfo.InvariantCulture)]);
        if (file.Side is { } side)
            parts.Add(texts.Enum(side));
        else if (file.Layout.Has(SheetColumn.Side))
            parts.Add(texts["Import.SideByColumn"]);
        parts.Add(texts[file.MonthFirst ? "Import.MonthFirst" : "Import.DayFirst"]);
        if (file.Mapping is { } mapping)
            parts.Add(texts["Import.ByMapping", mapping]);
        return string.Join(" · ", parts);
    }
}
