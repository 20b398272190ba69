using PhdTracker.Core.Import.Cells;

namespace PhdTracker.Core.Import.Sheets;

/// <summary>Reads an office's sheet as it is: any usual encoding and separator, titles above the header, columns in any order.</summary>
public static class SheetReader
{
    /// <summary>Reads one sheet. A file that is no such sheet is refused as a whole, with the reason.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="bytes">All of it.</param>
    public static Sheet Read(string file, ReadOnlySpan<byte> bytes)
    {
        var text = SheetText.Decode(file, bytes);
        var header = SheetHeader.Find(file, text.Lines);
        var rows = new List<SheetRow>();
        var ignored = new List<IgnoredLine>();
        foreach (var record in new SheetRecords(header.Separator, header.Cells.Length).Read(text.Lines))
        {
            if (ReasonToIgnore(record, header) is { } reason)
                ignored.Add(new IgnoredLine(record.Line, reason));
            else
                rows.Add(Row(record, header));
        }
        var columns = header.Places.ToDictionary(place => place.Key, place => header.Cells[place.Value]);
        var others = header.Cells.Where((words, place) => words.Length > 0 && !header.Places.Values.Contains(place)).ToList();
        return new Sheet(file, header.Side, text.Encoding, header.Separator, columns, others, rows, ignored);
    }

    private static IgnoredReason? ReasonToIgnore(SheetRecord record, SheetHeader header)
    {
        if (record.IsBlank)
            return IgnoredReason.Blank;
        if (record.Line == header.Line || IsHeaderAgain(record, header))
            return IgnoredReason.Header;
        if (record.Line < header.Line)
            return IgnoredReason.Title;
        if (record.Unclosed)
            return null;
        var first = record.Cells.First(cell => cell.Length > 0);
        var code = Cell(record, header.Places[SheetColumn.ProjectCode]);
        if (record.Filled <= header.Cells.Length / 2 && IsTotal(first) && !ProjectCodeCell.Read(code).HasValue)
            return IgnoredReason.Total;
        return record.Filled == 1 && code != first ? IgnoredReason.Title : null;
    }

    private static bool IsTotal(string cell) =>
        Fold.Words(cell).Split(' ')[0] is "total" or "totals" or "totaux" or "sum" or "somme" or "subtotal";

    private static bool IsHeaderAgain(SheetRecord record, SheetHeader header) =>
        record.Filled > 2 && header.Places.Values.Count(place => Cell(record, place) == header.Cells[place]) > header.Places.Count / 2;

    private static SheetRow Row(SheetRecord record, SheetHeader header)
    {
        var cells = header.Places.ToDictionary(place => place.Key, place => Cell(record, place.Value));
        var damage = record.Unclosed ? "Import.Problem.QuoteNeverClosed"
            : record.Cells.Skip(header.Cells.Length).Any(cell => cell.Length > 0) ? "Import.Problem.TooManyCells"
            : null;
        return new SheetRow(record.Line, cells, damage);
    }

    private static string Cell(SheetRecord record, int place) => place < record.Cells.Length ? record.Cells[place] : "";
}
