using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Localisation;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace PhdTracker.Web.Layout;

/// <summary>
/// A list to take along: as CSV, UTF-8 with its mark and the separator of the reader's language, or as a workbook with typed cells under a
/// frozen header. No cell is one that a spreadsheet would run.
/// </summary>
/// <param name="header">The words over the columns; where none are given, the first line that is added holds them.</param>
public sealed class ListSheet(Texts texts, params string[] header)
{
    /// <summary>Lines of a list that has no end, such as what was done: the newest so many are taken along, and the last line says so.</summary>
    public const int MostLines = 50_000;

    private const string CsvType = "text/csv; charset=utf-8";
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Characters that a cell of a workbook may have.</summary>
    private const int LongestCell = 32_767;

    private const int WidestColumn = 60;
    private static readonly SearchValues<char> Runs = SearchValues.Create("=+-@\t\r\n");
    private readonly List<object?[]> _lines = header.Length == 0 ? [] : [header];

    /// <summary>Adds a line: texts, numbers, days, and instants on the clock that the header names.</summary>
    public void AddLine(params object?[] cells) => _lines.Add(cells);

    /// <summary>Says in a last line that the list goes on, if it does.</summary>
    /// <param name="all">How many lines the whole list has.</param>
    public void AddEnd(int all)
    {
        if (all > MostLines)
            AddLine(texts["Export.GoesOn", MostLines, all]);
    }

    /// <summary>The file as an answer.</summary>
    /// <param name="name">What it is called, without the day and the kind.</param>
    public async Task<FileContentResult> FileAsync(string name, DateOnly today, bool workbook, CancellationToken ct) =>
        new(workbook ? await ToXlsxAsync(ct) : ToCsv(), workbook ? XlsxType : CsvType)
        {
            FileDownloadName = $"{name}-{today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{(workbook ? "xlsx" : "csv")}",
        };

    public byte[] ToCsv()
    {
        var sheet = new StringBuilder("\uFEFF");
        foreach (var line in _lines)
            Append(sheet, line);
        return Encoding.UTF8.GetBytes(sheet.ToString());
    }

    private async Task<byte[]> ToXlsxAsync(CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await using (var workbook = await Spreadsheet.CreateNewAsync(bytes, new SpreadCheetahOptions { DefaultDateTimeFormat = NumberFormat.Custom("yyyy-mm-dd") }, ct))
        {
            var moment = workbook.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm-dd hh:mm") });
            var options = new WorksheetOptions { FrozenRows = 1 };
            for (var i = 0; i < _lines[0].Length; i++)
                options.Column(i + 1).Width = Math.Min(WidestColumn, _lines.Take(200).Where(line => i < line.Length).Max(line => Written(line[i]).Length) + 2);
            await workbook.StartWorksheetAsync("1", options, ct);
            var bold = workbook.AddStyle(new Style { Font = { Bold = true } });
            await workbook.AddHeaderRowAsync(Array.ConvertAll(_lines[0], Written), bold, ct);
            foreach (var line in _lines.Skip(1))
                await workbook.AddRowAsync(Array.ConvertAll(line, cell => new StyledCell(Cell(cell), cell is DateTime ? moment : null)), ct);
            await workbook.FinishAsync(ct);
        }
        return bytes.ToArray();
    }

    private static DataCell Cell(object? value) => value switch
    {
        null or "" => new DataCell(),
        int number => new DataCell(number),
        decimal number => new DataCell(number),
        double number => new DataCell(number),
        DateOnly day => new DataCell(day.ToDateTime(TimeOnly.MinValue)),
        DateTime at => new DataCell(at),
        _ => new DataCell(Written(value) is { Length: > LongestCell } text ? text[..LongestCell] : Written(value)),
    };

    private void Append(StringBuilder sheet, object?[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                sheet.Append(texts.Language == "fr" ? ';' : ',');
            sheet.Append(Field(cells[i]));
        }
        sheet.Append("\r\n");
    }

    private static string Written(object? value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value as string ?? "",
    };

    /// <summary>Quoted, numbers as the reader's language writes them; a text that a spreadsheet would take for a formula begins with an apostrophe.</summary>
    private string Field(object? value)
    {
        if (value is int or decimal or double)
            return $"\"{((IFormattable)value).ToString(null, texts.Culture)}\"";
        var text = Written(value);
        var safe = text.Length > 0 && Runs.Contains(text[0]) ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
