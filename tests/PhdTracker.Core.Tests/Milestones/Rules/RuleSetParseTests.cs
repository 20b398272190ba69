using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Reading;

namespace PhdTracker.Core.Tests.Milestones.Rules;

public class RuleSetParseTests
{
    [Theory]
    [InlineData("""{ "code": "esa", "offset": { "months": 0 } }""", "rule 'esa': 'offset.months' is 0; expected a number above 0, at most 240.")]
    [InlineData("""{ "code": "esa", "offset": { "month": 12 } }""", "rule 'esa': 'offset.months' is missing; expected a number above 0, at most 240.")]
    [InlineData("""{ "code": "esa", "offset": { "month": 12 } }""", "rule 'esa': 'offset.month' is not known; expected one of months, opensMonths, stretches.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12, "opensMonths": 12 } }""", "rule 'esa': 'offset.opensMonths' is not below 'months'; expected a window that opens before it closes.")]
    [InlineData("""{ "code": "Early Stage", "offset": { "months": 12 } }""", "rule 'Early Stage': 'code' is 'Early Stage'; expected small letters, digits and single hyphens, such as 'research-plan'.")]
    [InlineData("""{ "offset": { "months": 12 } }""", "rule 'number 1': 'code' is missing; expected a text.")]
    [InlineData("""{ "code": "esa" }""", "rule 'esa': has no date; expected 'offset', 'campaign', 'before', 'after' or 'cap'.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "after": { "date": "defence", "days": 1 } }""", "rule 'esa': has more than one of 'offset', 'campaign' and 'after'; expected one, with 'before' or 'cap' as a limit.")]
    [InlineData("""{ "code": "esa", "after": { "date": "viva", "days": 1 } }""", "rule 'esa': hangs on 'viva', which is neither a rule of this set nor one of defence, thesis-submitted, contract-end, stay-start, stay-end.")]
    [InlineData("""{ "code": "esa", "after": { "date": "defence" } }""", "rule 'esa': 'after.months' is missing; expected 'months' or 'days', 0 for the day itself.")]
    [InlineData("""{ "code": "esa", "campaign": { "academicYearStarts": "09-01", "opens": "04-31", "due": "09-30", "until": "defence" } }""", "rule 'esa': 'campaign.opens' is \"04-31\"; expected a month and a day such as 09-30.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "repeat": { "times": 3 } }""", "rule 'esa': repeats; expected {0} in both titles, where the number goes.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "onlyFor": { "awardModels": [ "Triple" ] } }""", "rule 'esa': 'onlyFor.awardModels' is \"Triple\"; expected one of PairedNoJointAward, DualAward, JointAward.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "takesSubmission": "yes" }""", "rule 'esa': 'takesSubmission' is \"yes\"; expected true or false.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "knownAs": "party" }""", "rule 'esa': 'knownAs' is 'party'; expected one of defence, thesis-submitted, contract-end, stay-start, stay-end.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "onlyFor": { "modes": [ "Half" ] } }""", "rule 'esa': 'onlyFor.modes' is \"Half\"; expected one of FullTime, PartTime.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "onlyFor": { "statuses": [ "1" ] } }""", "rule 'esa': 'onlyFor.statuses' is \"1\"; expected one of Active, PartTime, Interrupted, OnMobility, WritingUp.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "onlyFor": { "countries": [] } }""", "rule 'esa': 'onlyFor.countries' is not known; expected one of awardModels, modes, sides, statuses.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "takesSubmission": true, "needs": {} }""", "rule 'esa': 'needs.trainingHours' is missing; expected 'trainingHours', 'documents' or 'milestones'.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "takesSubmission": true, "needs": { "documents": [ "a form" ] } }""", "rule 'esa': 'needs.documents' is \"a form\"; expected objects with 'en' and 'fr'.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "takesSubmission": true, "needs": { "milestones": [ "lsr" ] } }""", "rule 'esa': needs 'lsr', which is no rule of this set.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "takesSubmission": true, "needs": { "milestones": [ "esa" ] } }""", "rule 'esa': needs itself.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "needs": { "documents": [ { "en": "a form", "fr": "un formulaire" } ] } }""", "rule 'esa': needs documents but takes no submission; expected \"takesSubmission\": true, because they are asked for when it is handed in.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "takesSubmission": true, "needs": { "trainingAmong": [ "Ethics" ] } }""", "rule 'esa': 'needs.trainingAmong' stands without 'trainingHours'; expected the hours among which these categories are.")]
    [InlineData("""{ "code": "esa", "campaign": { "academicYearStarts": "09-01", "windows": [], "until": "defence" } }""", "rule 'esa': 'campaign.windows' is empty; expected at least one window.")]
    [InlineData("""{ "code": "esa", "campaign": { "academicYearStarts": "09-01", "windows": [ { "opens": "09-01", "due": "09-30" }, { "opens": "03-01", "due": "03-31" } ], "until": "defence" } }""", "rule 'esa': 'campaign.windows' overlap or are out of order; expected each to open after the one before it is closed.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "reference": { "en": "a\u0000", "fr": "b" } }""", "rule 'esa': 'reference.en' is \"a\\u0000\"; expected a text.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 12 }, "repeat": { "times": 40 } }""", "rule 'esa': repeats for too long; expected at most 240 months in all.")]
    [InlineData("""{ "code": "esa", "offset": { "months": 241 } }""", "rule 'esa': 'offset.months' is 241; expected a number above 0, at most 240.")]
    [InlineData("12", "rule 'number 1': is not a rule; expected an object.")]
    public void Parse_BrokenRule_SaysFileRuleAndWhatIsExpected(string rule, string expected)
    {
        if (rule.StartsWith('{') && !rule.Contains("title", StringComparison.Ordinal))
            rule = rule[..^1] + """, "title": { "en": "A", "fr": "B" }, "description": { "en": "A", "fr": "B" } }""";

        Assert.Contains("set.json, " + expected, Problems(Set(rule)));
    }

    [Theory]
    [InlineData("{", "set.json: is not JSON (line 1); expected a JSON object.")]
    [InlineData("[]", "set.json: is not a rule set; expected a JSON object.")]
    [InlineData("{}", "set.json: 'code' is missing; expected a text.")]
    [InlineData("{}", "set.json: 'rules' is missing; expected a list.")]
    [InlineData("{\n\n\"name\": \"\\ud800\" }", "set.json: is not JSON (line 3); expected a JSON object.")]
    public void Parse_NotARuleSet_SaysSo(string json, string expected) => Assert.Contains(expected, Problems(json));

    [Fact]
    public void Parse_CircleOfDates_ShowsTheWayRound() =>
        Assert.Contains(
            "set.json, rule 'a': hangs on itself (a → b → a); expected dates that end at a start or a known date.",
            Problems(Set(After("a", "b") + "," + After("b", "a"))));

    [Fact]
    public void Parse_CodeTwice_SaysWhich() =>
        Assert.Contains("set.json, rule 'a': occurs twice; expected one rule a code.", Problems(Set(After("a", "defence") + "," + After("a", "defence"))));

    [Fact]
    public void Parse_FrenchTextMissing_SaysWhich() =>
        Assert.Contains(
            "set.json, rule 'esa': 'title.fr' is missing; expected a text.",
            Problems(Set("""{ "code": "esa", "title": { "en": "A" }, "description": { "en": "A", "fr": "B" }, "offset": { "months": 12 } }""")));

    [Fact]
    public void Parse_ScopeThatEndsBeforeItBegins_SaysSo() =>
        Assert.Contains(
            "set.json: 'appliesTo.registeredBefore' is not after 'registeredFrom'; expected a later date.",
            Problems(Set(After("a", "defence"), """{ "registeredFrom": "2022-01-01", "registeredBefore": "2022-01-01" }""")));

    [Theory]
    [InlineData("""[ "esa" ]""", "set.json: 'equivalences' holds something else; expected objects with 'milestones'.")]
    [InlineData("""[ { "milestones": [ "esa" ] } ]""", "set.json: 'equivalences' has an entry of fewer than two milestones; expected the keys of two or more, such as 'esa' and 'csi-1'.")]
    public void Parse_EquivalenceOfNothing_SaysSo(string equivalences, string expected) =>
        Assert.Contains(expected, Problems(Set(After("a", "defence")).Replace("\"rules\"", $"\"equivalences\": {equivalences}, \"rules\"", StringComparison.Ordinal)));

    [Fact]
    public void Parse_NameTwice_IsRefused() =>
        Assert.Contains("set.json: has a name twice in one object; expected each once.", Problems("""{ "code": "a", "code": "b" }"""));

    [Fact]
    public void Parse_SeveralMistakes_TellsThemAll() => Assert.True(Problems("{}").Length >= 5);

    private static string After(string code, string date) =>
        $$"""
        { "code": "{{code}}", "title": { "en": "A", "fr": "A" }, "description": { "en": "A", "fr": "A" }, "reference": { "en": "A", "fr": "A" },
          "after": { "date": "{{date}}", "days": 1 } }
        """;

    private static string Set(string rules, string scope = "{}") =>
        $$"""{ "code": "set", "version": 1, "name": { "en": "A", "fr": "A" }, "layer": "Institution", "appliesTo": {{scope}}, "rules": [ {{rules}} ] }""";

    private static string[] Problems(string json) =>
        [.. Assert.Throws<InvalidRuleSetException>(() => RuleSet.Parse(json, "set.json")).Problems.Select(p => p.ToString())];
}
