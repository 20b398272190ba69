using PhdTracker.Core.Import.Cells;

namespace PhdTracker.Core.Tests.Import.Cells;

public sealed class SmallCellTests
{
    [Theory]
    [InlineData("IC-CNRS-2024-03")]
    [InlineData("ic-cnrs-2024-03")]
    [InlineData(" IC_CNRS_2024_03")]
    [InlineData("IC CNRS 2024/03")]
    [InlineData("IC–CNRS–2024–03")]
    public void ReadCode_AnyCaseAndDash_IsTheSameCode(string text) => Assert.Equal("IC-CNRS-2024-03", ProjectCodeCell.Read(text).Value);

    [Theory]
    [InlineData("IC-CNRS-20XX")]
    [InlineData("2024-03")]
    [InlineData("IC-CNRS-1024-03")]
    [InlineData("=1+1")]
    public void ReadCode_NoCode_IsAProblem(string text) => Assert.Equal("Import.Problem.CodeNotUnderstood", ProjectCodeCell.Read(text).Fault!.TextKey);

    [Theory]
    [InlineData("TARIQ.ADEYEMI@IC.EXAMPLE ", "tariq.adeyemi@ic.example")]
    [InlineData("<mailto:a.b@c.example>", "a.b@c.example")]
    public void ReadEmail_CapitalsAndStrayMarks_AreGone(string text, string address) => Assert.Equal(address, EmailCell.Read(text).Value);

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b")]
    [InlineData("a b@c.example")]
    [InlineData("a@b.example, c@d.example")]
    public void ReadEmail_NoAddress_IsAProblem(string text) => Assert.False(EmailCell.Read(text).HasValue);

    [Theory]
    [InlineData("FT", 1)]
    [InlineData("Temps plein", 1)]
    [InlineData("PT (0.5)", 0.5)]
    [InlineData("PT 60%", 0.6)]
    [InlineData("temps partiel (0,8)", 0.8)]
    [InlineData("mi-temps", 0.5)]
    [InlineData("100 %", 1)]
    public void ReadMode_EitherLanguage_GivesTheShareOfFullTime(string text, decimal share) => Assert.Equal(share, ModeCell.Read(text).Value);

    [Theory]
    [InlineData("PT (5)", "Import.Problem.ModeNotUnderstood")]
    [InlineData("often", "Import.Problem.ModeNotUnderstood")]
    [InlineData("PT", "Import.Problem.PartTimeWithoutShare")]
    public void ReadMode_NoShare_IsAProblem(string text, string problem) => Assert.Equal(problem, ModeCell.Read(text).Fault!.TextKey);

    [Theory]
    [InlineData("9, 13, 15", new[] { 9, 13, 15 })]
    [InlineData("15;9", new[] { 9, 15 })]
    [InlineData("SDG 3 and 6", new[] { 3, 6 })]
    [InlineData("ODD 3 et 6", new[] { 3, 6 })]
    public void ReadGoals_SeveralStyles_GivesTheNumbersInOrder(string text, int[] goals) => Assert.Equal(goals, SdgCell.Read(text).Value);

    [Theory]
    [InlineData("18")]
    [InlineData("0, 3")]
    [InlineData("water")]
    public void ReadGoals_NoGoal_IsAProblem(string text) => Assert.Equal("Import.Problem.GoalNotUnderstood", SdgCell.Read(text).Fault!.TextKey);

    [Theory]
    [InlineData("112 h", 112)]
    [InlineData("85h", 85)]
    [InlineData("100", 100)]
    [InlineData("0", 0)]
    [InlineData("42,5 heures", 42)]
    public void ReadHours_ANumber_GivesWholeHours(string text, int hours) => Assert.Equal(hours, HoursCell.Read(text).Value);

    [Theory]
    [InlineData("~60", "Import.Problem.HoursApproximate")]
    [InlineData("environ 60", "Import.Problem.HoursApproximate")]
    [InlineData("60+", "Import.Problem.HoursApproximate")]
    [InlineData("many", "Import.Problem.HoursNotUnderstood")]
    public void ReadHours_NoExactNumber_IsAProblem(string text, string problem) => Assert.Equal(problem, HoursCell.Read(text).Fault!.TextKey);

    [Theory]
    [InlineData("Oui", true)]
    [InlineData("Non", false)]
    [InlineData("En cours", false)]
    public void ReadHdr_TheirWords_SaysWhetherItIsHeld(string text, bool held) => Assert.Equal(held, HdrCell.Read(text).Value);

    [Theory]
    [InlineData("Registered", SheetStatus.Enrolled)]
    [InlineData("Inscrit(e)", SheetStatus.Enrolled)]
    [InlineData("Writing Up", SheetStatus.WritingUp)]
    [InlineData("Thesis submitted", SheetStatus.ThesisSubmitted)]
    [InlineData("Soutenance prévue", SheetStatus.DefencePlanned)]
    [InlineData("Soutenue", SheetStatus.Defended)]
    [InlineData("Corrections", SheetStatus.Corrections)]
    [InlineData("Awarded", SheetStatus.Awarded)]
    [InlineData("Withdrawn", SheetStatus.Withdrawn)]
    [InlineData("ABANDON", SheetStatus.Withdrawn)]
    public void ReadStatus_EitherLanguage_GivesTheState(string text, SheetStatus status) => Assert.Equal(status, StatusCell.Read(text).Value);

    [Fact]
    public void ReadPeriods_TwoStylesInOneCell_GivesBothDaysAndTheReason()
    {
        var periods = PeriodCell.Read("16-Apr-21 to 15/06/2021 (maternity); du 02/01/2025 au 3 mars 2025").Value!;

        Assert.Equal([new SheetPeriod(new(2021, 4, 16), new(2021, 6, 15), "maternity"), new SheetPeriod(new(2025, 1, 2), new(2025, 3, 3), "")], periods);
    }

    [Theory]
    [InlineData("15/06/2021 to 16-Apr-21", "Import.Problem.PeriodEndsBeforeItBegins")]
    [InlineData("three months in spring", "Import.Problem.PeriodNotUnderstood")]
    [InlineData("oct-21 to nov-21", "Import.Problem.PeriodNotUnderstood")]
    public void ReadPeriods_NotTwoDays_IsAProblem(string text, string problem) => Assert.Equal(problem, PeriodCell.Read(text).Fault!.TextKey);

    [Fact]
    public void ReadOpinions_EveryWord_GivesTheOpinionOfEachYear()
    {
        var opinions = CsiCell.Read("1A: favorable; 2A: réservé; 3A: à compléter; 4A: défavorable").Value!;

        Assert.Equal([new(1, SheetOpinion.Favourable), new(2, SheetOpinion.Reserved), new(3, SheetOpinion.Incomplete), new(4, SheetOpinion.Unfavourable)], opinions);
    }

    [Fact]
    public void ReadOpinions_OneNotUnderstood_KeepsTheOthersAndTellsIt()
    {
        var reading = CsiCell.Read("1A: favorable; 2A: bof");

        Assert.Equal([new CsiOpinion(1, SheetOpinion.Favourable)], reading.Value!);
        Assert.Equal("2A: bof", reading.Fault!.Arguments[0]);
    }
}
