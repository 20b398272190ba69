using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace PhdTracker.Core.Import.Sheets;

/// <summary>One visible tab of a workbook.</summary>
internal sealed record WorkbookTab(string Name, IReadOnlyList<SheetRecord> Records);

/// <summary>Reads workbooks: values as their cells show them, never formulas; days from cells that hold days.</summary>
internal static class Workbook
{
    private const int MostTabs = 40;
    private const int MostParts = 2_000;
    private const long MostUnpacked = 250L * 1024 * 1024;

    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The format of a workbook by its bytes: <c>XLSX</c>, <c>XLSB</c>, <c>XLS</c>; null if it is none.</summary>
    public static string? FormatOf(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return "XLS";
        if (!bytes.AsSpan().StartsWith("PK\u0003\u0004"u8))
            return null;
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            return zip.GetEntry("xl/workbook.xml") is not null ? "XLSX" : zip.GetEntry("xl/workbook.bin") is not null ? "XLSB" : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <exception cref="DomainRuleException"><c>ImportBomb</c>, <c>ImportProtected</c>, <c>ImportDamaged</c>, <c>ImportTooManyTabs</c>, <c>ImportTooManyLines</c>, <c>ImportTooManyColumns</c>.</exception>
    public static IReadOnlyList<WorkbookTab> Read(string file, byte[] bytes, string format)
    {
        if (format != "XLS")
            EnsureUnpacks(file, bytes);
        try
        {
            using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(bytes), new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding(1252) });
            if (reader.ResultsCount > MostTabs)
                throw new DomainRuleException("ImportTooManyTabs", file, reader.ResultsCount, MostTabs);
            var tabs = new List<WorkbookTab>();
            var left = SheetTables.MostLines;
            do
            {
                if (reader.VisibleState != "visible")
                    continue;
                tabs.Add(new WorkbookTab(reader.Name, Records(file, reader, left)));
                left -= tabs[^1].Records.Count;
            }
            while (reader.NextResult());
            return tabs;
        }
        catch (InvalidPasswordException)
        {
            throw new DomainRuleException("ImportProtected", file);
        }
        catch (Exception e) when (e is not (DomainRuleException or OutOfMemoryException))
        {
            // What the library makes of a file that only looks like a workbook is not foreseen one by one.
            throw new DomainRuleException("ImportDamaged", file);
        }
    }

    /// <summary>Counts what the archive unpacks to, whatever it says about itself.</summary>
    private static void EnsureUnpacks(string file, byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts)
                throw new DomainRuleException("ImportBomb", file);
            var buffer = new byte[128 * 1024];
            long unpacked = 0;
            foreach (var entry in zip.Entries)
            {
                using var part = entry.Open();
                for (int read; (read = part.Read(buffer)) > 0;)
                {
                    unpacked += read;
                    if (unpacked > MostUnpacked)
                        throw new DomainRuleException("ImportBomb", file);
                }
            }
        }
        catch (InvalidDataException)
        {
            throw new DomainRuleException("ImportDamaged", file);
        }
    }

    /// <param name="most">Lines that there may be, with those of the tabs before at most <see cref="SheetTables.MostLines"/>.</param>
    private static List<SheetRecord> Records(string file, IExcelDataReader reader, int most)
    {
        var records = new List<SheetRecord>();
        for (var line = 1; reader.Read(); line++)
        {
            if (line > most)
                throw new DomainRuleException("ImportTooManyLines", file, SheetTables.MostLines);
            var cells = new List<string>();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (Text(reader.GetValue(i)) is not { Length: > 0 } text)
                    continue;
                if (i >= SheetTables.MostColumns)
                    throw new DomainRuleException("ImportTooManyColumns", file, reader.FieldCount, SheetTables.MostColumns);
                while (cells.Count < i)
                    cells.Add("");
                cells.Add(text);
            }
            records.Add(new SheetRecord(line, [.. cells]));
        }
        return records;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => Fold.Blanks(SheetTables.Cut(text)),
        DateTime day => day.ToString(day.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool yes => yes ? "yes" : "no",
        double number => number.ToString(number == Math.Floor(number) && Math.Abs(number) < 1e15 ? "0" : "0.##########", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };
}
