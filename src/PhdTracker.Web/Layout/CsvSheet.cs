using System.Buffers;
using System.Text;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Web.Layout;

/// <summary>A list as a spreadsheet reads it: UTF-8 with its mark, the separator of the reader's language, and no cell that a spreadsheet would run.</summary>
public sealed class CsvSheet(Texts texts)
{
    public const string ContentType = "text/csv; charset=utf-8";
    private static readonly SearchValues<char> Runs = SearchValues.Create("=+-@\t\r\n");
    private readonly StringBuilder _sheet = new("\uFEFF");

    public void AddLine(params ReadOnlySpan<string?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                _sheet.Append(texts.Language == "fr" ? ';' : ',');
            _sheet.Append(Cell(cells[i] ?? ""));
        }
        _sheet.Append("\r\n");
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_sheet.ToString());

    /// <summary>Quoted; what a spreadsheet would take for a formula begins with an apostrophe.</summary>
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && Runs.Contains(text[0]) ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
