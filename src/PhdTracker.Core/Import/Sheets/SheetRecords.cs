using CsvHelper;

namespace PhdTracker.Core.Import.Sheets;

/// <summary>One record of a sheet: the cells, and the line on which it begins.</summary>
/// <param name="Unclosed">A quotation mark is not closed where it should be: the cells after it cannot be told apart.</param>
public sealed record SheetRecord(int Line, string[] Cells, bool Unclosed = false)
{
    public bool IsBlank => Cells.All(cell => cell.Length == 0);
    public int Filled => Cells.Count(cell => cell.Length > 0);
}

/// <summary>
/// Cuts lines into records. A quoted cell may run over several lines; where one never ends, only its own line is lost, not the
/// rest of the sheet.
/// </summary>
/// <param name="columns">How many columns the sheet has, once known: a line that has as many by itself continues no other.</param>
internal sealed class SheetRecords(char separator, int columns = int.MaxValue)
{
    private const int LinesOfLongestCell = 50;

    private readonly CsvReaderOptions _options = new()
    {
        Separator = separator,
        HasHeader = false,
        SkipEmptyLines = false,
        PoolStrings = false,
        BufferSize = 4096,
    };

    public IEnumerable<SheetRecord> Read(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var last = LastLineOf(lines, i);
            if (last is null)
            {
                yield return new SheetRecord(i + 1, Cells(lines[i].Replace("\"", "", StringComparison.Ordinal)), Unclosed: true);
                continue;
            }
            var text = last == i ? lines[i] : string.Join('\n', lines.Skip(i).Take(last.Value - i + 1));
            yield return new SheetRecord(i + 1, Cells(text));
            i = last.Value;
        }
    }

    /// <summary>The line that closes the quotation marks opened on <paramref name="first"/>; null if none does, or not where it should.</summary>
    private int? LastLineOf(IReadOnlyList<string> lines, int first)
    {
        var open = false;
        for (var i = first; i < lines.Count && i < first + LinesOfLongestCell; i++)
        {
            if (i > first && IsOpenAfter(lines[i], false) == false && Cells(lines[i]).Length >= columns)
                return null;
            if (IsOpenAfter(lines[i], open) is not { } after)
                return null;
            if (!after)
                return i;
            open = true;
        }
        return null;
    }

    /// <summary>
    /// Whether a quoted cell goes on after this line: only a mark at the start of a cell opens one. Null if text follows a closing
    /// mark: then an earlier one was not closed where it should be.
    /// </summary>
    private bool? IsOpenAfter(string line, bool open)
    {
        var atStart = true;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && open && i + 1 < line.Length && line[i + 1] == '"')
                i++;
            else if (line[i] == '"' && open && line.AsSpan(i + 1).TrimStart(' ') is [var next, ..] && next != separator)
                return null;
            else if (line[i] == '"' && (open || atStart))
                open = !open;
            atStart = line[i] == separator && !open;
        }
        return open;
    }

    /// <summary>A cell without the apostrophe that keeps spreadsheets from running it, as exports write it.</summary>
    private static string Text(string cell) => Fold.Blanks(SheetTables.Cut(cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell));

    private string[] Cells(string text)
    {
        if (text.Length == 0)
            return [];
        using var reader = CsvReader.FromText(text, _options);
        return reader.Read() ? [.. reader.Current.ToArray().Select(Text)] : [];
    }
}
