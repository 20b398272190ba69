namespace PhdTracker.Core.Import.Sheets;

/// <summary>Reads an office's sheet as it is: CSV or workbook, any usual encoding and separator, titles above the header, columns in any order.</summary>
public static class SheetReader
{
    /// <summary>Reads the first sheet of a file. A file that is no such sheet is refused as a whole, with the reason.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="bytes">All of it.</param>
    /// <exception cref="DomainRuleException">Those of <see cref="SheetTables.Read"/>, and <see cref="SheetLayout.Missing"/>.</exception>
    public static Sheet Read(string file, byte[] bytes)
    {
        var table = SheetTables.Read(file, bytes)[0];
        if (table.Layout.Missing is { } code)
            throw new DomainRuleException(code, table.Layout.File);
        var rows = new List<SheetRow>();
        var ignored = new List<IgnoredLine>();
        foreach (var record in table.Records)
        {
            if (table.Layout.ReasonToIgnore(record) is { } reason)
                ignored.Add(new IgnoredLine(record.Line, reason));
            else
                rows.Add(table.Layout.RowOf(record));
        }
        return new Sheet(table.Layout, table.Encoding, table.Separator, rows, ignored);
    }
}
