using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Rows;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Tests.Import.Rows;

public sealed class RowReaderTests
{
    [Fact]
    public void ReadAll_UkSheet_TellsEveryCellThatItCouldNotTake()
    {
        var problems = Problems("uk-office.csv", OfficeSheets.Uk);

        Assert.Equal(
            [
                (12, "Start date", "01/13/2023", "There is no month 13. If 13 January 2023 is meant, write 13/01/2023. The row was left out."),
                (29, "ESA passed", "TBC", "Still to be confirmed, so the milestone was left open. Write the day on which it was passed when it is known."),
            ],
            problems);
    }

    [Fact]
    public void ReadAll_FrenchSheet_TellsEveryCellThatItCouldNotTake()
    {
        var problems = Problems("fr-office.csv", OfficeSheets.Fr);

        Assert.Equal(
            [(8, "1re inscription", "oct-22"), (10, "Code projet", "IC-CNRS-20XX")],
            problems.Where(problem => problem.Message.EndsWith("The row was left out.", StringComparison.Ordinal)).Select(problem => (problem.Line, problem.Column, problem.Value)));
        Assert.Equal([8, 9, 21, 26, 27, 30], problems.Where(problem => problem.Column == "Heures de formation").Select(problem => problem.Line));
        Assert.Equal(8, problems.Count);
    }

    [Fact]
    public void ReadAll_FrenchRow_TakesEveryCell()
    {
        var row = Read("fr-office.csv", OfficeSheets.Fr)[0];

        Assert.Equal(("IC-CNRS-2020-01", "Léonie D'Alméida", "leonie.dalmeida@lab.example"), (row.Code, row.Student!.Full, row.StudentEmail));
        Assert.Equal(new SheetPlace("", "ENS de Lyon", "ED 52", "UMR 5672 Laboratoire de Physique", "Lyon"), row.Place);
        Assert.Equal(("Cédric Hérault", "cedric.herault@cnrs.example", true, "Amelia Nkemelu"), (row.Supervisor!.Full, row.SupervisorEmail, row.Hdr, row.Partner!.Full));
        Assert.Equal((new DateOnly(2020, 10, 1), new DateOnly(2023, 9, 30), new DateOnly(2023, 12, 9)), (row.StartOn, row.ContractEndsOn, row.DefenceOn));
        Assert.Equal((SheetStatus.Defended, 4, 112), (row.Status, row.Opinions.Count, row.TrainingHours));
    }

    [Fact]
    public void ReadAll_MilestoneBeforeTheStart_IsNotTaken()
    {
        var row = Read("x.csv", OfficeSheets.Utf8("Project code,Student,Start date,ESA passed", "IC-CNRS-2022-01,A B,01/10/2022,01/09/2022"))[0];

        Assert.Null(row.EsaPassedOn);
        Assert.Equal("Import.Problem.DateBeforeStart", Assert.Single(row.Problems).TextKey);
    }

    [Theory]
    [InlineData(",A B,01/10/2022")]
    [InlineData("IC-CNRS-2022-01,,01/10/2022")]
    [InlineData("IC-CNRS-2022-01,A B,")]
    [InlineData("IC-CNRS-2022-01,A B,TBC")]
    public void ReadAll_NoCodeStudentOrStart_RejectsTheRow(string cells) =>
        Assert.True(Read("x.csv", OfficeSheets.Utf8("Project code,Student,Start date,ESA passed", cells + ",n/a"))[0].IsRejected);

    private static IReadOnlyList<ImportRow> Read(string file, byte[] bytes)
    {
        var sheet = SheetReader.Read(file, bytes);
        return [.. sheet.Rows.Select(new RowReader(sheet.Layout, OfficeSheets.Today).Read)];
    }

    private static List<(int Line, string Column, string Value, string Message)> Problems(string file, byte[] bytes) =>
        [.. Read(file, bytes).SelectMany(row => row.Problems).Select(problem => (problem.Line, problem.Column, problem.Value, problem.In(Texts.English)))];
}
