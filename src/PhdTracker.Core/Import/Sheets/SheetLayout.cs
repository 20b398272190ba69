using System.Text.RegularExpressions;
using PhdTracker.Core.Import.Cells;

namespace PhdTracker.Core.Import.Sheets;

/// <summary>How a sheet is to be read: where its header stands, and what each column tells.</summary>
/// <param name="File">The name that the office gave it, with the tab of a workbook that has several.</param>
/// <param name="Side">Whose students it lists; null where nobody knows, or a column says it line by line.</param>
/// <param name="HeaderLine">Where the header stands; the first line is 1.</param>
/// <param name="Header">The header's words, column by column.</param>
/// <param name="Places">What the columns tell, each by its place from 0.</param>
/// <param name="MonthFirst">Whether of two numbers in a date the month comes first.</param>
/// <param name="IsLeftOut">Whether it is not read at all, as somebody said or since no line names its columns.</param>
public sealed partial record SheetLayout(string File, SheetSide? Side, int HeaderLine, IReadOnlyList<string> Header, IReadOnlyDictionary<SheetColumn, int> Places, bool MonthFirst = false, bool IsLeftOut = false)
{
    /// <summary>Whether the sheet has a column.</summary>
    public bool Has(SheetColumn column) => Places.ContainsKey(column);

    /// <summary>The header's words for a column; the column's own name where the sheet has no such column.</summary>
    public string HeaderOf(SheetColumn column) => Places.TryGetValue(column, out var place) ? LabelOf(place) : column.ToString();

    /// <summary>The header's words at a place; its letter, as spreadsheets name it, where the header is blank there.</summary>
    public string LabelOf(int place) => place < Header.Count && Header[place].Length > 0 ? Header[place] : Letter(place);

    /// <summary>Whether another layout of the same sheet reads it just so.</summary>
    public bool IsReadAs(SheetLayout other) =>
        (Side, MonthFirst, IsLeftOut) == (other.Side, other.MonthFirst, other.IsLeftOut) && Places.Count == other.Places.Count
        && Places.All(place => other.Places.TryGetValue(place.Key, out var at) && at == place.Value);

    /// <summary>The header's words for the columns that the import has no use for.</summary>
    public IReadOnlyList<string> OtherColumns => [.. Header.Where((words, place) => words.Length > 0 && !Places.Values.Contains(place))];

    /// <summary>The code of the rule that the layout does not meet yet: without these columns no row can be understood. Null if all is there.</summary>
    public string? Missing =>
        IsLeftOut ? null
        : !Has(SheetColumn.ProjectCode) ? "ImportNoCodeColumn"
        : !Has(SheetColumn.StudentName) && !Has(SheetColumn.FamilyName) ? "ImportNoStudentColumn"
        : !Has(SheetColumn.StartOn) ? "ImportNoStartColumn"
        : Side is null && !Has(SheetColumn.Side) ? "ImportSideUnknown"
        : null;

    /// <summary>Why a line is not about a student; null if it is.</summary>
    public IgnoredReason? ReasonToIgnore(SheetRecord record)
    {
        if (IsLeftOut)
            return IgnoredReason.LeftOut;
        if (record.IsBlank)
            return IgnoredReason.Blank;
        if (record.Line == HeaderLine || IsHeaderAgain(record))
            return IgnoredReason.Header;
        var code = Has(SheetColumn.ProjectCode) ? Cell(record, Places[SheetColumn.ProjectCode]) : "";
        // A header in the middle: what stands above it is a title only if it is no row.
        if (record.Line < HeaderLine)
            return ProjectCodeCell.Read(code).HasValue ? null : IgnoredReason.Title;
        if (record.Unclosed)
            return null;
        var first = record.Cells.First(cell => cell.Length > 0);
        if (record.Filled <= Header.Count / 2 && IsTotal(first) && !ProjectCodeCell.Read(code).HasValue)
            return IgnoredReason.Total;
        return record.Filled == 1 && code != first ? IgnoredReason.Title : null;
    }

    /// <summary>A line as a row: its cells by what they tell.</summary>
    public SheetRow RowOf(SheetRecord record)
    {
        var cells = Places.ToDictionary(place => place.Key, place => Cell(record, place.Value));
        var damage = record.Unclosed ? "Import.Problem.QuoteNeverClosed"
            : record.Cells.Skip(Header.Count).Any(cell => cell.Length > 0) ? "Import.Problem.TooManyCells"
            : null;
        return new SheetRow(record.Line, cells, damage);
    }

    private bool IsHeaderAgain(SheetRecord record) =>
        record.Filled > 2 && Places.Values.Count(place => Cell(record, place) == LabelOf(place)) > Places.Count / 2;

    /// <summary>Whether a cell begins a line that sums up: <c>TOTAL</c>, <c>Sous-total</c>, <c>Effectif total : 30</c>, <c>Number of students</c>, <c>30 doctorants</c>.</summary>
    private static bool IsTotal(string cell) => Total().IsMatch(Fold.Words(cell));

    [GeneratedRegex(@"^((sous |sub |grand |effectif |nombre )?(total|totals|totaux|subtotal|sum|somme|average|mean|moyenne|effectif)\b|(number of|nombre de|nombre d|nb de) |\d+ (phd )?(students|doctorants|doctorantes|lignes|rows)\b)")]
    private static partial Regex Total();

    private static string Cell(SheetRecord record, int place) => place < record.Cells.Length ? record.Cells[place] : "";

    private static string Letter(int place) => (place >= 26 ? Letter((place / 26) - 1) : "") + (char)('A' + (place % 26));
}
