using System.Globalization;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Features.Audit;

namespace PhdTracker.Web.Features.Import;

/// <summary>How pages say what an import does.</summary>
public static class ImportWords
{
    private static readonly Dictionary<int, string> Nobody = [];

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
    public static IEnumerable<(string Field, string Before, string After)> Changes(string before, string after, Texts texts)
    {
        var words = new AuditWords(texts, Nobody);
        return AuditChanges.Of(before, after, mayReadContent: true).Select(change => (
            texts["Import.FieldOf", words.Kind(change.Kind), words.Field(change.Field)], words.Value(change, change.Before) ?? "–", words.Value(change, change.After) ?? "–"));
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
        var parts = new List<string> { file.Format };
        if (file.Encoding.Length > 0)
            parts.Add(file.Encoding);
        if (file.Separator is { } separator)
            parts.Add(Separator(separator, texts));
        parts.Add(texts["Import.HeaderOnLine", file.HeaderLine.ToString(CultureInfo.InvariantCulture)]);
        parts.Add(file.Side is { } side ? texts.Enum(side) : texts["Import.SideByColumn"]);
        if (file.MonthFirst)
            parts.Add(texts["Import.MonthFirst"]);
        if (file.Mapping is { } mapping)
            parts.Add(texts["Import.ByMapping", mapping]);
        return string.Join(" · ", parts);
    }
}
