using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Reading;
using static PhdTracker.Core.Tests.Milestones.Rules.Shipped;

namespace PhdTracker.Core.Tests.Milestones.Rules;

public class RuleSetLibraryTests
{
    [Theory]
    [InlineData("IMPERIAL", "GB", "2021-09-30", "imperial-2019")]
    [InlineData("IMPERIAL", "GB", "2021-10-01", "imperial-2021-10")]
    [InlineData("LILLE", "FR", "2020-10-01", "france-2022")]
    [InlineData("ENS-LYON", "FR", "2025-10-01", "france-2022")]
    [InlineData("MELBOURNE", "AU", "2025-10-01", null)]
    public void ForInstitution_ByInstitutionAndDay_PicksTheCohortsRules(string institution, string country, string registeredOn, string? expected) =>
        Assert.Equal(expected, Library.ForInstitution(new(institution, country, null, "IC-CNRS", Day(registeredOn)))?.Code);

    [Theory]
    [InlineData("IMPERIAL", "GB", "MATHEMATICS", "2024-10-01", "imperial-mathematics-2021-10")]
    [InlineData("IMPERIAL", "GB", "MATHEMATICS", "2021-09-30", "imperial-2019")]
    [InlineData("IMPERIAL", "GB", "PHYSICS", "2024-10-01", "imperial-2021-10")]
    [InlineData("SORBONNE", "FR", "ED 129", "2024-10-01", "france-ed-csi-8")]
    [InlineData("SORBONNE", "FR", "ED 386", "2024-10-01", "france-2022")]
    public void ForInstitution_UnitThatDiffers_FollowsItsOwn(string institution, string country, string unit, string registeredOn, string expected) =>
        Assert.Equal(expected, Library.ForInstitution(new(institution, country, unit, "IC-CNRS", Day(registeredOn)))?.Code);

    [Theory]
    [InlineData("IC-CNRS", "joint-programme")]
    [InlineData("MELB-CNRS", "dual-award")]
    public void ForProgramme_ByProgramme_IsItsOwnOrTheJointOne(string programme, string expected) =>
        Assert.Equal(expected, Library.ForProgramme(new("IMPERIAL", "GB", null, programme, Day("2024-10-01")))?.Code);

    [Fact]
    public void With_SetOfTheSameCode_TakesItsPlace()
    {
        var draft = RuleSetLibrary.From([("draft.json", Set("france-2022", "{}"))]);

        var library = Library.With(draft);

        Assert.Same(draft.Sets[0], library.Find("france-2022"));
        Assert.NotNull(library.Find("imperial-2019"));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Find_WithoutAVersion_IsTheHighestWhateverTheOrderOfTheFiles(int first, int second)
    {
        string Draft(int version) => Set("draft", version == 1 ? """{ "registeredBefore": "2026-09-01" }""" : """{ "registeredFrom": "2026-09-01" }""", version);

        var library = Library.With(RuleSetLibrary.From([("a.json", Draft(first)), ("b.json", Draft(second))]));

        Assert.Equal(2, library.Find("draft")!.Version);
        Assert.Equal(1, library.Find("draft", 1)!.Version);
    }

    [Fact]
    public void From_OneVersionTwice_SaysWhere()
    {
        var broken = Assert.Throws<InvalidRuleSetException>(() => RuleSetLibrary.From([("a.json", Set("draft", "{}")), ("b.json", Set("draft", "{}"))]));

        Assert.Equal("b.json: version 1 of 'draft' is already in a.json; raise 'version' or remove one file.", Assert.Single(broken.Problems).ToString());
    }

    [Fact]
    public void ForInstitution_SetOfTheUnit_WinsOverTheInstitutions()
    {
        var library = RuleSetLibrary.From([
            ("all.json", Set("all", """{ "country": "FR" }""")),
            ("school.json", Set("school", """{ "unit": "ED 52" }""")),
            ("lille.json", Set("lille", """{ "institution": "LILLE" }""")),
        ]);

        Assert.Equal("school", library.ForInstitution(new("LILLE", "FR", "ED 52", null, Day("2024-10-01")))?.Code);
        Assert.Equal("lille", library.ForInstitution(new("LILLE", "FR", "ED 446", null, Day("2024-10-01")))?.Code);
        Assert.Equal("all", library.ForInstitution(new("NANTES", "FR", null, null, Day("2024-10-01")))?.Code);
    }

    [Theory]
    [InlineData("2026-08-31", 1)]
    [InlineData("2026-09-01", 2)]
    [InlineData("2027-09-01", 3)]
    public void ForInstitution_SeveralVersions_IsTheHighestThatCoversTheDay(string registeredOn, int version)
    {
        var library = RuleSetLibrary.From([
            ("c.json", Set("all", """{ "country": "FR", "registeredFrom": "2027-09-01" }""", 3)),
            ("a.json", Set("all", """{ "country": "FR" }""")),
            ("b.json", Set("all", """{ "country": "FR", "registeredFrom": "2026-09-01" }""", 2)),
        ]);

        Assert.Equal(version, library.ForInstitution(new("LILLE", "FR", null, null, Day(registeredOn)))?.Version);
    }

    [Fact]
    public void ForInstitution_NewestVersionLessSpecificThanAnotherCode_LeavesThatOneFirst()
    {
        var library = RuleSetLibrary.From([
            ("lille.json", Set("a-lille", """{ "institution": "LILLE" }""")),
            ("old.json", Set("b", """{ "unit": "ED 52" }""")),
            ("new.json", Set("b", """{ "country": "FR" }""", 2)),
        ]);

        Assert.Equal("a-lille", library.ForInstitution(new("LILLE", "FR", "ED 52", null, Day("2024-10-01")))?.Code);
    }

    [Fact]
    public void ForInstitution_RetiredVersion_CountsForThoseWhoFollowItOnly()
    {
        var all = RuleSetLibrary.From([("all.json", Set("all", """{ "country": "FR" }""")), ("lille.json", Set("lille", """{ "institution": "LILLE" }"""))]);
        var library = all.Retiring(all.Find("lille")!);
        var query = new RuleSetQuery("LILLE", "FR", null, null, Day("2024-10-01"));

        Assert.Equal("all", library.ForInstitution(query)?.Code);
        Assert.Equal("lille", library.ForInstitution(query, [("lille", 1)])?.Code);
        Assert.False(library.BeginsOn(library.Find("lille")!));
    }

    [Fact]
    public void Find_EsaBefore2021_IsDueAfterNineMonths() =>
        Assert.Equal(9, Library.Find("imperial-2019")!.Rule("esa")!.Offset!.Months);

    [Fact]
    public void From_TwoSetsForTheSameStudents_SaysWhichFiles()
    {
        var broken = Assert.Throws<InvalidRuleSetException>(() => RuleSetLibrary.From([
            ("a.json", Set("a", """{ "institution": "X", "registeredBefore": "2022-01-01" }""")),
            ("b.json", Set("b", """{ "institution": "X", "registeredFrom": "2021-10-01" }""")),
            ("c.json", Set("c", """{ "institution": "X", "registeredFrom": "2030-10-01", "unit": "U" }""")),
        ]));

        Assert.Equal(
            "b.json: covers the same students as a.json; give them 'registeredFrom' and 'registeredBefore' that do not overlap.",
            Assert.Single(broken.Problems).ToString());
    }

    [Fact]
    public void LoadFrom_MissingFolder_SaysWhich() =>
        Assert.Contains("does not exist", Assert.Throws<InvalidRuleSetException>(() => RuleSetLibrary.LoadFrom("/no/such/folder")).Message, StringComparison.Ordinal);

    [Fact]
    public void LoadFrom_Shipped_EveryRuleOfTheIssueIsThere() =>
        Assert.Equal(["dual-award", "france-2022", "france-ed-csi-8", "imperial-2019", "imperial-2021-10", "imperial-mathematics-2021-10", "joint-programme"], Library.Sets.Select(s => s.Code));

    private static string Set(string code, string scope, int version = 1) => $$"""
        { "code": "{{code}}", "version": {{version}}, "name": { "en": "A", "fr": "A" }, "layer": "Institution", "appliesTo": {{scope}},
          "rules": [ { "code": "esa", "title": { "en": "A", "fr": "A" }, "description": { "en": "A", "fr": "A" }, "offset": { "months": 12 } } ] }
        """;
}
