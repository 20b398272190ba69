using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Words;
using static PhdTracker.Core.Tests.Milestones.Rules.Shipped;

namespace PhdTracker.Core.Tests.Milestones.Rules.Words;

/// <summary>Rule sets in words, and what is different between two of them.</summary>
public class RuleWordsTests
{
    private static readonly RuleSetPlaces Places = new(
        new Dictionary<string, LocalText> { ["IMPERIAL"] = new("Imperial College London", "Imperial College London") }, new Dictionary<string, string>(), new Dictionary<string, LocalText>());

    [Theory]
    [InlineData("imperial-2021-10", "mutual-expectations", "3 months after the start, also part time", "3 mois après le début, même à temps partiel")]
    [InlineData("imperial-2021-10", "lsr", "24 months of active time after the start", "24 mois de temps actif après le début")]
    [InlineData("imperial-2021-10", "thesis-submission", "at most 48 months of active time after the start", "au plus 48 mois de temps actif après le début")]
    [InlineData("imperial-2021-10", "exam-entry", "the earliest of 44 months of active time after the start and 4 months before the thesis submission", "la première de ces dates\u00A0: 44 mois de temps actif après le début et 4 mois avant le dépôt de la thèse")]
    [InlineData("imperial-2021-10", "corrections-uk", "3 months after the viva (minor corrections: 3 months, major corrections: 6 months, resubmission: 18 months and no corrections: not needed)", "3 mois après la soutenance (corrections mineures\u00A0: 3 mois, corrections majeures\u00A0: 6 mois, nouveau dépôt\u00A0: 18 mois et aucune correction\u00A0: inutile)")]
    public void Due_EveryKind_IsASentenceInBothLanguages(string code, string rule, string english, string french)
    {
        var set = Library.Find(code)!;

        Assert.Equal(english, RuleWords.Due(set, set.Rule(rule)!, Texts.English));
        Assert.Equal(french, RuleWords.Due(set, set.Rule(rule)!, Texts.French));
    }

    [Fact]
    public void All_EveryShippedRule_HasADateInWordsAndNoKeyForAText() => Assert.All(
        Library.Sets.SelectMany(s => s.Rules.SelectMany(r => Texts.All.SelectMany(t => RuleWords.All(s, r, t).Select(f => (Text: f.Value, Label: f.LabelIn(t)))))),
        fact =>
        {
            Assert.NotEmpty(fact.Text);
            Assert.DoesNotContain("RuleWords.", fact.Text + fact.Label, StringComparison.Ordinal);
            Assert.DoesNotContain("{0}", fact.Text, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("imperial-2021-10", "Imperial College London, registered from 1 October 2021", "Imperial College London, inscriptions à partir du 1er octobre 2021")]
    [InlineData("imperial-2019", "Imperial College London, registered before 1 October 2021", "Imperial College London, inscriptions avant le 1er octobre 2021")]
    [InlineData("france-2022", "institutions in France", "établissements (France)")]
    [InlineData("joint-programme", "every programme", "tous les programmes")]
    public void Of_Scope_SaysForWhom(string code, string english, string french)
    {
        Assert.Equal(english, ScopeWords.Of(Library.Find(code)!, Places, Texts.English));
        Assert.Equal(french, ScopeWords.Of(Library.Find(code)!, Places, Texts.French));
    }

    [Fact]
    public void Between_TwoVersions_IsFieldByFieldWithWhatIsAddedAndRemoved()
    {
        var difference = RuleSetDifference.Between(Library.Find("imperial-2019")!, Library.Find("imperial-mathematics-2021-10")!, Places, Texts.English);

        var esa = Assert.Single(difference.Changed, c => c.Code == "esa");
        Assert.Contains(esa.Changes, c => c is { Key: "RuleWords.Due", Before: "9 months of active time after the start", After: "12 months of active time after the start" });
        Assert.Contains(difference.OfSet, c => c.Key == "RuleWords.ForWhom");
        Assert.NotEmpty(difference.Added);
        Assert.All(difference.Added.SelectMany(r => r.Changes), c => Assert.Null(c.Before));
        Assert.False(difference.IsNone);
        Assert.True(RuleSetDifference.Between(Library.Find("imperial-2019")!, Library.Find("imperial-2019")!, Places, Texts.French).IsNone);
    }
}
