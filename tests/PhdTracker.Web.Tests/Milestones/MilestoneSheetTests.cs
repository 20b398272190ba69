using System.Text;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Web.Features.Milestones;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Tests.Milestones;

public sealed class MilestoneSheetTests
{
    static MilestoneSheetTests() => Texts.AddSource(typeof(WebSetup).Assembly);

    [Theory]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\") Smith\"")]
    [InlineData("@cmd", "\"'@cmd Smith\"")]
    [InlineData("-1", "\"'-1 Smith\"")]
    [InlineData("Zoë, née", "\"Zoë, née Smith\"")]
    public void Write_NameThatLooksLikeAFormula_IsText(string given, string expected) =>
        Assert.StartsWith(expected + ",", Lines(Texts.English, given)[1], StringComparison.Ordinal);

    [Fact]
    public void Write_InFrench_IsSeparatedAsFrenchSpreadsheetsRead() =>
        Assert.StartsWith("\"Doctorant\";\"Côté\";", Lines(Texts.French, "Zoë")[0], StringComparison.Ordinal);

    private static string[] Lines(Texts texts, string given)
    {
        var row = new MilestoneRow
        {
            Id = 1,
            RuleCode = "esa",
            Occurrence = 0,
            TitleEn = "Early stage assessment",
            TitleFr = "Évaluation",
            State = MilestoneState.Planned,
            Side = "UK",
            CandidatureId = 1,
            CandidatureState = CandidatureState.Active,
            StartOn = new DateOnly(2025, 10, 1),
            StudentId = 1,
            GivenName = given,
            FamilyName = "Smith",
            SearchName = "",
            ProjectId = 1,
            ProjectCode = "IC-CNRS-2025-01",
        };
        return Encoding.UTF8.GetString(MilestoneSheet.Write([row], new DateOnly(2026, 11, 23), texts).ToCsv()).TrimStart('\uFEFF').Split("\r\n");
    }
}
