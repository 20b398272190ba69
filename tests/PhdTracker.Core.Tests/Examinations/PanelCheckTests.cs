using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Examinations;

public sealed class PanelCheckTests
{
    private static readonly ExaminationRulebook Book = ExaminationRulebook.Load(Path.Combine(Checkout.Root, "workflows"));
    private static readonly KnownPerson Supervisor = new("Niamh", "Sutcliffe", "niamh@imperial.example");

    [Fact]
    public void Broken_PanelsThatFit_IsEmpty()
    {
        Assert.Empty(Uk(Internal("A B"), External("C D")));
        Assert.Empty(Fr(ExaminationActs.FrenchJury()));
    }

    [Fact]
    public void Broken_UkWithoutInternal_TellsIt() => Assert.Equal(["PanelInternalMissing"], Uk(External("A B"), External("C D")));

    [Fact]
    public void Broken_UkWithoutExternal_TellsIt() => Assert.Equal(["PanelExternalMissing"], Uk(Internal("A B"), Internal("C D")));

    [Theory]
    [InlineData("en", 1, "There is 1 examiner; there must be 2 to 4.")]
    [InlineData("en", 0, "There are 0 examiners; there must be 2 to 4.")]
    [InlineData("fr", 1, "Il y a 1 membre\u00A0; il en faut de 2 à 4.")]
    [InlineData("fr", 5, "Il y a 5 membres\u00A0; il en faut de 2 à 4.")]
    public void Broken_Size_IsToldInTheNumberThatThereIs(string language, int named, string sentence)
    {
        var nominees = Enumerable.Range(1, named).Select(i => External($"Member {i}x")).ToList();

        Assert.Equal(sentence, PanelCheck.Broken(nominees, Book.Of("GB"), [Supervisor]).Single(b => b.Code == "PanelSize").In(Texts.For(language)));
    }

    [Fact]
    public void Broken_NobodyNamed_TellsEveryRuleAtOnce()
    {
        Assert.Equal(["PanelSize", "PanelInternalMissing", "PanelExternalMissing"], Uk());
        Assert.Equal(["PanelSize", "PanelRapporteursMissing"], Fr([]));
    }

    [Theory]
    [InlineData("Prof Niamh Sutcliffe", "n@else.example")]
    [InlineData("SUTCLIFFE, Niamh", "n@else.example")]
    [InlineData("N. S.", "NIAMH@imperial.example ")]
    public void Broken_SupervisorHoweverWritten_TellsIt(string name, string email) =>
        Assert.Equal(["ExaminerSupervises"], Uk(Internal("A B"), External("C D") with { Name = name, Email = email }));

    [Fact]
    public void Broken_Conflict_TellsItAtItsRow()
    {
        var broken = Assert.Single(PanelCheck.Broken([Internal("A B"), External("C D") with { HasConflict = true }], Book.Of("GB"), [Supervisor]));

        Assert.Equal(("ExaminerHasConflict", "Rows[1].HasConflict"), (broken.Code, broken.Field));
    }

    [Fact]
    public void Broken_HalfFilledRow_TellsEachGap() => Assert.Equal(
        ["ExaminerEmailMissing", "ExaminerInstitutionMissing", "ExaminerRoleMissing", "ExaminerRankMissing"],
        Uk(Internal("A B"), External("C D"), new Nominee("E F", "no address", "", "", null, null, false, false)));

    [Fact]
    public void Broken_RoleOfTheOtherCountry_TellsIt() => Assert.Contains("ExaminerRoleMissing", Uk(Internal("A B"), External("C D"), Member("E F", ExaminerRole.Rapporteur)));

    [Fact]
    public void Broken_SamePersonTwice_TellsIt() => Assert.Equal(["ExaminerTwice"], Uk(Internal("A B"), External("A B")));

    [Fact]
    public void Broken_JuryOfThreeOrNine_TellsTheSize()
    {
        Assert.Contains("PanelSize", Fr([.. ExaminationActs.FrenchJury().Take(3)]));
        Assert.Equal(["PanelSize"], Fr([.. ExaminationActs.FrenchJury(), .. Enumerable.Range(1, 5).Select(i => Member($"Member {i}x", ExaminerRole.Examinateur, external: true))]));
    }

    [Fact]
    public void Broken_OneOrThreeRapporteurs_TellsIt()
    {
        var jury = ExaminationActs.FrenchJury();
        Assert.Equal(["PanelRapporteursMissing"], Fr([jury[0], jury[1] with { Role = ExaminerRole.Examinateur }, jury[2], jury[3]]));
        Assert.Equal(["PanelRapporteursTooMany"], Fr([jury[0], jury[1], jury[2] with { Role = ExaminerRole.Rapporteur }, jury[3]]));
    }

    [Fact]
    public void Broken_TwoPresidents_TellsIt() =>
        Assert.Equal(["PanelPresidentTwice"], Fr([.. ExaminationActs.FrenchJury().Select((n, i) => i == 2 ? n with { Role = ExaminerRole.President } : n)]));

    [Fact]
    public void Broken_LessThanHalfExternal_TellsIt() =>
        Assert.Equal(["PanelExternals"], Fr([.. ExaminationActs.FrenchJury().Select((n, i) => i == 0 ? n with { IsExternal = false } : n)]));

    [Fact]
    public void Broken_LessThanHalfProfessors_TellsIt() =>
        Assert.Equal(["PanelProfessors"], Fr([.. ExaminationActs.FrenchJury().Select((n, i) => i == 0 ? n with { Rank = ExaminerRank.Other } : n)]));

    [Theory]
    [InlineData("[{}]", "not a list")]
    [InlineData("{", "not a list")]
    public void Parse_BrokenFile_SaysWhere(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => ExaminationRulebook.Parse(json, "examinations.json")).Message, StringComparison.Ordinal);

    private static Nominee Internal(string name) => Member(name, ExaminerRole.InternalExaminer);

    private static Nominee External(string name) => Member(name, ExaminerRole.ExternalExaminer);

    private static Nominee Member(string name, ExaminerRole role, bool external = false) => ExaminationActs.Examiner(name, role, external: external);

    private static IEnumerable<string> Uk(params Nominee[] nominees) => PanelCheck.Broken(nominees, Book.Of("GB"), [Supervisor]).Select(b => b.Code);

    private static IEnumerable<string> Fr(IReadOnlyList<Nominee> nominees) => PanelCheck.Broken(nominees, Book.Of("FR"), [Supervisor]).Select(b => b.Code);
}
