using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Hosting;
using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Tests.Layout;

public sealed class ListSheetTests
{
    private static readonly DateTime At = new(2026, 12, 3, 14, 30, 0, DateTimeKind.Unspecified);

    static ListSheetTests()
    {
        Texts.AddSource(typeof(WebSetup).Assembly);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
    }

    [Fact]
    public async Task File_AsWorkbook_HasTypedCellsUnderAFrozenHeader()
    {
        var bytes = (await FileAsync(workbook: true)).FileContents;

        using var content = new MemoryStream(bytes);
        using var reader = ExcelReaderFactory.CreateReader(content);
        Assert.True(reader.Read());
        Assert.Equal("Text", reader.GetString(0));
        Assert.True(reader.Read());
        Assert.Equal(["=1+1", 3d, 2.5d, new DateTime(2026, 11, 23), At, null], Enumerable.Range(0, 6).Select(reader.GetValue));
        Assert.Equal(("yyyy-mm-dd", "yyyy-mm-dd hh:mm"), (reader.GetNumberFormatString(3), reader.GetNumberFormatString(4)));
        using var archive = new ZipArchive(new MemoryStream(bytes));
        using var sheet = new StreamReader(archive.Entries.Single(e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)).Open());
        Assert.Contains("state=\"frozen\"", await sheet.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_AsCsv_WritesDaysAndInstantsAlikeAndNoFormula()
    {
        var lines = Encoding.UTF8.GetString((await FileAsync(workbook: false)).FileContents).Split("\r\n");

        Assert.Equal("\"'=1+1\",\"3\",\"2.5\",\"2026-11-23\",\"2026-12-03 14:30\",\"\"", lines[1]);
    }

    [Fact]
    public void ToCsv_FrenchReader_WritesNumbersAsFrenchSpreadsheetsReadThem()
    {
        var sheet = new ListSheet(Texts.French, "Part", "Jours");
        sheet.AddLine(-0.0345m, -12);

        Assert.Equal("\"-0,0345\";\"-12\"", Encoding.UTF8.GetString(sheet.ToCsv()).Split("\r\n")[1]);
    }

    [Fact]
    public void AddEnd_ListIsLongerThanAFile_SaysSo()
    {
        var sheet = new ListSheet(Texts.English, "Text");
        sheet.AddEnd(ListSheet.MostLines);
        sheet.AddEnd(ListSheet.MostLines + 1);

        Assert.Equal(["\uFEFF\"Text\"", "\"The list goes on: these are the newest 50,000 of 50,001.\"", ""], Encoding.UTF8.GetString(sheet.ToCsv()).Split("\r\n"));
    }

    [Fact]
    public async Task File_TextLongerThanACell_IsCutInAWorkbook()
    {
        var sheet = new ListSheet(Texts.English, "Text");
        sheet.AddLine(new string('a', 40_000));

        using var content = new MemoryStream((await sheet.FileAsync("list", new DateOnly(2026, 11, 23), workbook: true, default)).FileContents);
        using var reader = ExcelReaderFactory.CreateReader(content);
        Assert.True(reader.Read() && reader.Read());
        Assert.Equal(32_767, reader.GetString(0).Length);
    }

    private static Task<FileContentResult> FileAsync(bool workbook)
    {
        var sheet = new ListSheet(Texts.English, "Text", "Number", "Share", "Day", "Instant", "Nothing");
        sheet.AddLine("=1+1", 3, 2.5m, new DateOnly(2026, 11, 23), At, null);
        return sheet.FileAsync("list", new DateOnly(2026, 11, 23), workbook, default);
    }
}
