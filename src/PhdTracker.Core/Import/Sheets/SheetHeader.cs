using PhdTracker.Core.Import.Cells;

namespace PhdTracker.Core.Import.Sheets;

/// <summary>The line that names the columns: which line it is, and what separates the cells.</summary>
internal sealed record SheetHeader(int Line, char? Separator, string[] Cells)
{
    /// <summary>Lines among which the header is looked for.</summary>
    public const int Deepest = 60;

    private const int FewestColumns = 4;

    /// <summary>Without these no row can be understood: a line that names them is a header though it names nothing else.</summary>
    private const int FewestNeeded = 3;

    /// <summary>
    /// Finds the line, of the first ones, on which most columns are understood; titles may stand above it. Where no line's words are
    /// known, it is the line above the first one that begins to tell of projects. Null if there is none.
    /// </summary>
    /// <param name="readings">The first lines as each separator cuts them.</param>
    public static SheetHeader? Find(IEnumerable<(char? Separator, IReadOnlyList<SheetRecord> Records)> readings)
    {
        SheetHeader? best = null;
        var most = 0;
        SheetHeader? byContent = null;
        foreach (var (separator, records) in readings)
        {
            foreach (var record in records)
            {
                var known = record.Cells.Select(cell => SheetWords.Recognise(cell, null)).OfType<SheetColumn>().Distinct().Count();
                if (known > most)
                    (best, most) = (new SheetHeader(record.Line, separator, Trimmed(record.Cells)), known);
            }
            byContent ??= AboveFirstRow(separator, records);
        }
        return most >= FewestColumns ? best : byContent ?? (most == FewestNeeded && best!.NamesProject ? best : null);
    }

    /// <summary>The first line of a tab that is not blank, for one where no line is found that names columns; null if all are blank.</summary>
    public static SheetHeader? OnTop(IEnumerable<SheetRecord> records) =>
        records.FirstOrDefault(record => !record.IsBlank) is { } first ? new SheetHeader(first.Line, null, Trimmed(first.Cells)) : null;

    /// <summary>Whether nothing stands below it, nor above it anything that is a row.</summary>
    public bool StandsAlone(IEnumerable<SheetRecord> records) =>
        records.All(record => record.IsBlank || record.Line == Line || (record.Line < Line && !record.Cells.Any(cell => ProjectCodeCell.Read(cell).HasValue)));

    private bool NamesProject => Cells.Any(cell => SheetWords.Recognise(cell, null) == SheetColumn.ProjectCode);

    private static SheetHeader? AboveFirstRow(char? separator, IReadOnlyList<SheetRecord> records)
    {
        SheetRecord? above = null;
        foreach (var record in records.Where(record => !record.IsBlank))
        {
            if (record.Filled >= FewestColumns && record.Cells.Any(cell => cell.Length > 0 && ProjectCodeCell.Read(cell).HasValue))
                return above is { Filled: >= FewestColumns } ? new SheetHeader(above.Line, separator, Trimmed(above.Cells)) : null;
            above = record;
        }
        return null;
    }

    /// <summary>Without the blank columns at the end that spreadsheets save along.</summary>
    private static string[] Trimmed(string[] cells) => cells[..(Array.FindLastIndex(cells, cell => cell.Length > 0) + 1)];
}
