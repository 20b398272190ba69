namespace PhdTracker.Core.Import.Sheets;

/// <summary>What a file holds that may be a list of students: all of a CSV, or one tab of a workbook.</summary>
/// <param name="Format"><c>CSV</c>, <c>XLSX</c> …</param>
/// <param name="Encoding">Name of the encoding that was recognised; empty for a workbook, which says it itself.</param>
/// <param name="Separator">What stands between two cells; null in a workbook.</param>
/// <param name="Layout">What its columns were taken to be; not all that is needed may be there.</param>
/// <param name="Records">Every line, the header and titles among them.</param>
public sealed record SheetTable(string Format, string Encoding, char? Separator, SheetLayout Layout, IReadOnlyList<SheetRecord> Records);

/// <summary>Reads files into tables.</summary>
public static class SheetTables
{
    /// <summary>Bytes of one file.</summary>
    public const int LargestFile = 20 * 1024 * 1024;

    /// <summary>Lines of one file with all of its tabs, and of all files of an import.</summary>
    public const int MostLines = 60_000;

    /// <summary>Columns of one sheet.</summary>
    public const int MostColumns = 200;

    /// <summary>Characters of a cell; what is beyond them is not read.</summary>
    public const int MostCharacters = 4000;

    internal static string Cut(string cell) => cell.Length > MostCharacters ? cell[..MostCharacters] : cell;

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>Reads a file: its one table, or the tabs of a workbook that are not blank, those without a header or rows left out.</summary>
    /// <exception cref="DomainRuleException">
    /// <c>ImportTooLarge</c>, <c>ImportEmpty</c>, <c>ImportNotText</c>, <c>ImportNoHeader</c>, <c>ImportNoRows</c>, <c>ImportTooManyColumns</c>, <c>ImportTooManyLines</c>,
    /// and those of <see cref="Workbook.Read"/>.
    /// </exception>
    public static IReadOnlyList<SheetTable> Read(string file, byte[] bytes)
    {
        if (bytes.LongLength > LargestFile)
            throw new DomainRuleException("ImportTooLarge", file, LargestFile / 1024 / 1024);
        return Workbook.FormatOf(bytes) is { } format ? OfWorkbook(file, bytes, format) : [OfText(file, bytes)];
    }

    private static SheetTable OfText(string file, byte[] bytes)
    {
        var text = SheetText.Decode(file, bytes);
        if (text.Lines.Count > MostLines)
            throw new DomainRuleException("ImportTooManyLines", file, MostLines);
        var top = text.Lines.Take(SheetHeader.Deepest).ToList();
        var header = SheetHeader.Find(Separators.Select(separator => ((char?)separator, (IReadOnlyList<SheetRecord>)[.. new SheetRecords(separator).Read(top)])))
            ?? throw new DomainRuleException("ImportNoHeader", file);
        EnsureNarrow(file, header.Cells);
        var records = new SheetRecords(header.Separator!.Value, header.Cells.Length).Read(text.Lines).ToList();
        if (header.StandsAlone(records))
            throw new DomainRuleException("ImportNoRows", file);
        return new SheetTable("CSV", text.Encoding, header.Separator, ColumnGuess.Layout(file, header, records), records);
    }

    private static List<SheetTable> OfWorkbook(string file, byte[] bytes, string format)
    {
        var tabs = Workbook.Read(file, bytes, format);
        if (tabs.All(tab => tab.Records.All(record => record.IsBlank)))
            throw new DomainRuleException("ImportEmpty", file);
        var (tables, isAlone) = (new List<SheetTable>(), false);
        foreach (var tab in tabs)
        {
            var found = SheetHeader.Find([(null, tab.Records.Take(SheetHeader.Deepest).ToList())]);
            // A tab of notes, or one whose header only a person understands: it is shown as left out, and can be read after all.
            if ((found ?? SheetHeader.OnTop(tab.Records)) is not { } header)
                continue;
            EnsureNarrow(file, header.Cells);
            var isRead = found?.StandsAlone(tab.Records) == false;
            isAlone |= found is not null && !isRead;
            var name = tabs.Count == 1 ? file : $"{file}, {tab.Name}";
            tables.Add(new SheetTable(format, "", null, ColumnGuess.Layout(name, header, tab.Records) with { IsLeftOut = !isRead }, tab.Records));
        }
        return tables.Exists(table => !table.Layout.IsLeftOut) ? tables : throw new DomainRuleException(isAlone ? "ImportNoRows" : "ImportNoHeader", file);
    }

    private static void EnsureNarrow(string file, string[] header)
    {
        if (header.Length > MostColumns)
            throw new DomainRuleException("ImportTooManyColumns", file, header.Length, MostColumns);
    }
}
