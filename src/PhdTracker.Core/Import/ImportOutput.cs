using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Import;

/// <summary>The report of an import as the command line prints it.</summary>
public static class ImportOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>For programs: one JSON object.</summary>
    public static string Json(ImportReport report) => JsonSerializer.Serialize(report, Options);

    /// <summary>For people: what became of the lines of each file, and every problem with its line.</summary>
    public static string Text(ImportReport report, Texts texts)
    {
        var text = new StringBuilder();
        foreach (var file in report.Files)
        {
            text.AppendLine(file.File);
            if (file.IsLeftOut)
            {
                text.AppendLine("  " + texts["Import.Report.LeftOut"]).AppendLine();
                continue;
            }
            text.AppendLine("  " + texts["Import.Report.Rows", file.RowsRead, file.Created, file.Changed, file.Unchanged, file.Rejected]);
            if (file.Ignored.Count > 0)
                text.AppendLine("  " + texts["Import.Report.Ignored", string.Join(", ", file.Ignored.Select(line => $"{line.Line.ToString(CultureInfo.InvariantCulture)} ({line.Reason})"))]);
            if (file.OtherColumns.Count > 0)
                text.AppendLine("  " + texts["Import.Report.OtherColumns", string.Join(", ", file.OtherColumns)]);
            AppendProblems(text, file, texts);
            foreach (var row in file.Rows)
                text.AppendLine("  " + row);
            text.AppendLine();
        }
        text.Append(texts[report.IsPreview ? "Import.Report.WouldBe" : "Import.Report.Totals", report.Projects, report.People, report.Candidatures]);
        return text.ToString();
    }

    private static void AppendProblems(StringBuilder text, FileReport file, Texts texts)
    {
        if (file.Problems.Count == 0)
            return;
        string[] heads = [texts["Import.Report.Line"], texts["Import.Report.Column"], texts["Import.Report.Value"], texts["Import.Report.Message"]];
        var rows = file.Problems.Select(problem => new[] { problem.Line.ToString(CultureInfo.InvariantCulture), problem.Column, Short(problem.Value), problem.Message }).Prepend(heads).ToList();
        var widths = Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {row[0].PadLeft(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadRight(widths[2])}  {row[3]}");
    }

    private static string Short(string value) => value.Length <= 40 ? value : value[..39] + "…";
}
