using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Rows;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Tests.Import.Rows;

public sealed class RowWordsTests
{
    private const string Header = "Project code,Student,Start date,Mode,Status,ESA passed,Interruptions,Main supervisor,Supervisor e-mail";
    private const string Row = "ic cnrs 2024 31,LOVELACE Ada,10/01/2024,PT 50%,Registered,02/03/2025,16-Apr-25 to 15/06/2025 (maternity),Dr K. Brennan,K.Brennan@ic.example";

    [Fact]
    public void Of_Row_TellsEachCellAsItWasUnderstood()
    {
        var told = Of(Row, Texts.English);

        Assert.Equal(
            [
                (SheetColumn.ProjectCode, "IC-CNRS-2024-31"), (SheetColumn.StudentName, "Lovelace, Ada"), (SheetColumn.StartOn, "10 January 2024"), (SheetColumn.Mode, "50% of full time"), (SheetColumn.Status, "Active"),
                (SheetColumn.Interruptions, "16 April 2025 to 15 June 2025"), (SheetColumn.EsaPassedOn, "2 March 2025"), (SheetColumn.Supervisor, "Dr K. Brennan, k.brennan@ic.example"),
            ],
            told.Where(each => each.Column is not (SheetColumn.FamilyName or SheetColumn.GivenName)));
    }

    [Fact]
    public void Of_SameRow_InFrench_SpeaksFrench()
    {
        var told = Of(Row, Texts.French).ToDictionary(each => each.Column, each => each.Told);

        Assert.Equal(("10 janvier 2024", "du 16 avril 2025 au 15 juin 2025"), (told[SheetColumn.StartOn], told[SheetColumn.Interruptions]));
    }

    [Fact]
    public void Of_CellsThatCannotBeTaken_TellsNothingOfThem()
    {
        var told = Of("?,?,01/13/2024,,,TBC,,,", Texts.English).Select(each => each.Column);

        Assert.Equal([SheetColumn.Mode], told);
    }

    private static IReadOnlyList<(SheetColumn Column, string Told)> Of(string row, Texts texts)
    {
        var table = SheetTables.Read("x.csv", OfficeSheets.Utf8(Header, row))[0];
        return RowWords.Of(table.Layout, new ImportLine(1, table.Records[1]), OfficeSheets.Today, texts);
    }
}
