using System.Buffers;
using System.Globalization;
using System.Text;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>The list of milestones as a spreadsheet reads it: UTF-8 with its mark, the separator of the reader's language, and no cell that a spreadsheet would run.</summary>
public static class MilestoneSheet
{
    private static readonly SearchValues<char> Runs = SearchValues.Create("=+-@\t\r\n");

    public static byte[] Write(IEnumerable<MilestoneRow> rows, Texts texts)
    {
        var sheet = new StringBuilder("\uFEFF");
        var separator = texts.Language == "fr" ? ';' : ',';
        AddLine(sheet, separator, texts["Cohort.Column.Student"], texts["Cohort.Filter.Side"], texts["Cohort.Column.Project"], texts["Milestones.List.Column.Milestone"],
            texts["Milestones.List.Column.Due"], texts["Milestones.List.Column.State"], texts["Milestones.List.Column.Done"]);
        foreach (var row in rows)
            AddLine(sheet, separator, $"{row.GivenName} {row.FamilyName}", row.Side, row.ProjectCode, texts.Of(row.TitleEn, row.TitleFr), Day(row.DueOn), texts.Enum(row.State), Day(row.DoneOn));
        return Encoding.UTF8.GetBytes(sheet.ToString());
    }

    private static void AddLine(StringBuilder sheet, char separator, params string[] cells) =>
        sheet.AppendJoin(separator, cells.Select(Cell)).Append("\r\n");

    /// <summary>Quoted; what a spreadsheet would take for a formula begins with an apostrophe.</summary>
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && Runs.Contains(text[0]) ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
