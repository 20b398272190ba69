using PhdTracker.Core.Import.Cells;

namespace PhdTracker.Core.Tests.Import.Cells;

public sealed class DateCellTests
{
    [Theory]
    [InlineData("01/10/2022")]
    [InlineData("01.10.2022")]
    [InlineData("1-10-2022")]
    [InlineData("01/10/22")]
    [InlineData("01-Oct-22")]
    [InlineData("1 October 2022")]
    [InlineData("1st October 2022")]
    [InlineData("October 1, 2022")]
    [InlineData("1er octobre 2022")]
    [InlineData("1 oct. 2022")]
    [InlineData("samedi 1 octobre 2022")]
    [InlineData("2022-10-01")]
    [InlineData("2022/10/01")]
    [InlineData("2022-10-01 00:00:00")]
    [InlineData("2022-10-01T00:00:00Z")]
    [InlineData("01/10/2022 00:00")]
    public void Read_EveryStyleOfTheSameDay_GivesThatDay(string text) =>
        Assert.Equal(new DateOnly(2022, 10, 1), DateCell.Read(text).Value);

    [Theory]
    [InlineData("15 août 2021", 8)]
    [InlineData("15-Aug-21", 8)]
    [InlineData("15 févr. 2021", 2)]
    [InlineData("15 déc 2021", 12)]
    [InlineData("15 Sept 2021", 9)]
    [InlineData("15 juin 2021", 6)]
    [InlineData("15 juil. 2021", 7)]
    public void Read_MonthNamedInEitherLanguage_GivesThatMonth(string text, int month) =>
        Assert.Equal(new DateOnly(2021, month, 15), DateCell.Read(text).Value);

    [Theory]
    [InlineData("01/13/2023", "Import.Problem.DateMonthImpossible")]
    [InlineData("31/02/2023", "Import.Problem.DateImpossible")]
    [InlineData("29/02/2023", "Import.Problem.DateImpossible")]
    [InlineData("45/45/2023", "Import.Problem.DateImpossible")]
    [InlineData("oct-22", "Import.Problem.DateWithoutDay")]
    [InlineData("octobre 2022", "Import.Problem.DateWithoutDay")]
    [InlineData("10/2022", "Import.Problem.DateWithoutDay")]
    [InlineData("2022-10", "Import.Problem.DateWithoutDay")]
    [InlineData("2022", "Import.Problem.DateWithoutDay")]
    [InlineData("TBC", "Import.Problem.DateNotYetKnown")]
    [InlineData("01/10/1925", "Import.Problem.DateOutOfReach")]
    [InlineData("01/10/9999", "Import.Problem.DateOutOfReach")]
    [InlineData("soon", "Import.Problem.DateNotUnderstood")]
    [InlineData("1 Brumaire 2022", "Import.Problem.DateNotUnderstood")]
    [InlineData("=TODAY()", "Import.Problem.DateNotUnderstood")]
    public void Read_NoWholePossibleDate_IsNeverGuessed(string text, string problem)
    {
        var reading = DateCell.Read(text);

        Assert.False(reading.HasValue);
        Assert.Equal(problem, reading.Fault!.TextKey);
    }

    [Fact]
    public void Read_LeapDay_IsADay() => Assert.Equal(new DateOnly(2024, 2, 29), DateCell.Read("29/02/2024").Value);

    [Theory]
    [InlineData("n/a")]
    [InlineData("")]
    [InlineData("no")]
    [InlineData("–")]
    public void ReadMetOn_NothingToSay_IsBlankWithoutAProblem(string text)
    {
        var reading = MetOnCell.Read(text, OfficeSheets.Today);

        Assert.False(reading.HasValue);
        Assert.Null(reading.Fault);
    }

    [Theory]
    [InlineData("TBC", "Import.Problem.MilestoneToBeConfirmed")]
    [InlineData("yes", "Import.Problem.MilestoneWithoutDate")]
    [InlineData("01/10/2027", "Import.Problem.MilestoneInFuture")]
    [InlineData("10/2024", "Import.Problem.DateWithoutDay")]
    public void ReadMetOn_NoDayInThePast_IsAProblem(string text, string problem) =>
        Assert.Equal(problem, MetOnCell.Read(text, OfficeSheets.Today).Fault!.TextKey);
}
