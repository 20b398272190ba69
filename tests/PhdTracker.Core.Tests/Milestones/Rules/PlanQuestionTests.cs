using System.Text.Json.Nodes;
using PhdTracker.Core.Milestones.Rules.Explaining;
using PhdTracker.Core.Milestones.Rules.Planning;
using static PhdTracker.Core.Tests.Milestones.Rules.Shipped;

namespace PhdTracker.Core.Tests.Milestones.Rules;

public class PlanQuestionTests
{
    [Theory]
    [InlineData("[", "The input is not JSON (line 1); expected a JSON object.")]
    [InlineData("", "The input is not JSON (line 1); expected a JSON object.")]
    [InlineData("[]", "The input is not a question about dates; expected a JSON object.")]
    [InlineData("""{ "ruleSet": "france-2022", "ruleSet": "imperial-2019" }""", "The input has a name twice in one object; expected each once.")]
    [InlineData("{\n\"ruleSet\": \"\\ud800\" }", "The input is not JSON (line 2); expected a JSON object.")]
    [InlineData("{ \"\\ud800\": 1 }", "The input is not JSON (line 1); expected a JSON object.")]
    [InlineData("{ \"events\": [ { \"kind\": \"a\\udc00\" } ] }", "The input is not JSON (line 1); expected a JSON object.")]
    [InlineData("{}", "'ruleSet' is missing; expected a text.")]
    [InlineData("{}", "'start' is missing; expected a date such as 2021-10-01.")]
    [InlineData("""{ "ruleSet": "oxford" }""", "'ruleSet' is 'oxford', which is no rule set; expected one of dual-award, france-2022, france-ed-csi-8, imperial-2019, imperial-2021-10, imperial-mathematics-2021-10, joint-programme.")]
    [InlineData("""{ "start": "2025-02-30" }""", "'start' is \"2025-02-30\"; expected a date such as 2021-10-01.")]
    [InlineData("""{ "start": "1 October 2024" }""", "'start' is \"1 October 2024\"; expected a date such as 2021-10-01.")]
    [InlineData("""{ "start": "0204-10-01" }""", "'start' is 0204-10-01; expected a date from 1900 to 2200.")]
    [InlineData("""{ "asOf": 2026 }""", "'asOf' is 2026; expected a date such as 2021-10-01.")]
    [InlineData("""{ "fte": 0 }""", "'fte' is 0; expected a number above 0, at most 1.")]
    [InlineData("""{ "fte": 1.2 }""", "'fte' is 1.2; expected a number above 0, at most 1.")]
    [InlineData("""{ "fte": "half" }""", "'fte' is \"half\"; expected a number above 0, at most 1.")]
    [InlineData("""{ "awardModel": "Triple" }""", "'awardModel' is \"Triple\"; expected one of PairedNoJointAward, DualAward, JointAward.")]
    [InlineData("""{ "awardModel": "1" }""", "'awardModel' is \"1\"; expected one of PairedNoJointAward, DualAward, JointAward.")]
    [InlineData("""{ "events": {} }""", "'events' is {}; expected a list.")]
    [InlineData("""{ "events": [ 7 ] }""", "'events[0]' is no event; expected an object.")]
    [InlineData("""{ "begin": "2024-10-01" }""", "'begin' is not known; expected one of asOf, awardModel, events, fte, ruleSet, ruleSetVersion, side, start.")]
    public void Parse_BrokenQuestion_SaysWhatIsExpected(string json, string expected) => Assert.Contains(expected, Problems(json));

    [Theory]
    [InlineData("""{ "from": "2025-02-01" }""", "'events[0].kind' is missing; expected a text.")]
    [InlineData("""{ "kind": "holiday" }""", "'events[0].kind' is 'holiday'; expected one of interruption, shift, fte, status, extension, done, fixed, waived, date.")]
    [InlineData("""{ "kind": "interruption", "from": "2025-02-01" }""", "'events[0].to' is missing; expected a date such as 2021-10-01.")]
    [InlineData("""{ "kind": "interruption", "from": "2025-02-01", "to": "2025-01-31" }""", "'events[0].to' is 2025-01-31, before 'from', 2025-02-01; expected the last day, the same or later.")]
    [InlineData("""{ "kind": "shift", "from": "2025-02-01", "to": "2024-02-01" }""", "'events[0].to' is 2024-02-01, before 'from', 2025-02-01; expected the last day, the same or later.")]
    [InlineData("""{ "kind": "interruption", "from": "2025-02-01", "to": "2025-04-30", "reason": "x" }""", "'events[0].reason' is not known; expected one of from, kind, to.")]
    [InlineData("""{ "kind": "fte", "from": "2025-02-01", "fte": 0 }""", "'events[0].fte' is 0; expected a number above 0, at most 1.")]
    [InlineData("""{ "kind": "fte", "from": "2025-02-01", "fte": 1.5 }""", "'events[0].fte' is 1.5; expected a number above 0, at most 1.")]
    [InlineData("""{ "kind": "fte", "fte": 0.5 }""", "'events[0].from' is missing; expected a date such as 2021-10-01.")]
    [InlineData("""{ "kind": "fte", "from": "2025-02-01", "fte": 0.5 }, { "kind": "fte", "from": "2025-02-01", "fte": 0.8 }""", "'events[1].fte' is not the only one from 2025-02-01; expected one for each day.")]
    [InlineData("""{ "kind": "status", "status": "Away", "from": "2025-02-01" }""", "'events[0].status' is \"Away\"; expected one of Active, PartTime, Interrupted, OnMobility, WritingUp.")]
    [InlineData("""{ "kind": "status", "status": "Interrupted", "from": "2025-02-01" }""", "'events[0].status' is \"Interrupted\"; expected an event of kind 'interruption', which says how long.")]
    [InlineData("""{ "kind": "extension", "milestone": "esa", "days": 0 }""", "'events[0].days' is 0; expected a whole number, 1 to 36500.")]
    [InlineData("""{ "kind": "extension", "milestone": "esa", "days": 1.5 }""", "'events[0].days' is 1.5; expected a whole number, 1 to 36500.")]
    [InlineData("""{ "kind": "extension", "milestone": "esa", "days": 10, "beyondCap": "yes" }""", "'events[0].beyondCap' is \"yes\"; expected true or false.")]
    [InlineData("""{ "kind": "waived", "milestone": "csi-1" }""", "'events[0].milestone' is 'csi-1', which 'imperial-2021-10' does not have; expected one of mutual-expectations, research-plan, esa, lsr, progress-review, exam-entry, thesis-submission, viva, corrections-uk.")]
    [InlineData("""{ "kind": "done", "milestone": "esa" }""", "'events[0].on' is missing; expected a date such as 2021-10-01.")]
    [InlineData("""{ "kind": "done", "milestone": "esa", "on": "2025-09-20" }, { "kind": "done", "milestone": "esa", "on": "2025-09-21" }""", "'events[1].milestone' is 'esa' for another time with another day or outcome; expected one such event for each milestone.")]
    [InlineData("""{ "kind": "fixed", "milestone": "lsr", "due": "2026-12-01" }, { "kind": "fixed", "milestone": "lsr", "due": "2026-12-02" }""", "'events[1].milestone' is 'lsr' for another time with another day or outcome; expected one such event for each milestone.")]
    [InlineData("""{ "kind": "done", "milestone": "lsr", "on": "2026-12-01", "outcome": "resubmit" }""", "'events[0].outcome' is 'resubmit'; expected none, because no date hangs on it.")]
    [InlineData("""{ "kind": "date", "name": "party", "on": "2028-12-15" }""", "'events[0].name' is 'party'; expected one of viva, defence, thesis-submitted, contract-end, stay-start, stay-end.")]
    [InlineData("""{ "kind": "date", "name": "viva", "on": "2028-12-15", "outcome": "mnor" }""", "'events[0].outcome' is 'mnor'; expected one of minor, major, resubmission, none.")]
    [InlineData("""{ "kind": "date", "name": "viva", "on": "2028-12-15" }, { "kind": "date", "name": "defence", "on": "2028-12-16" }""", "'events[1].name' is 'defence' for another time with another day or outcome; expected one event for each date.")]
    [InlineData("""{ "kind": "done", "milestone": "thesis-submission", "on": "2028-09-01" }, { "kind": "date", "name": "thesis-submitted", "on": "2028-09-02" }""", "'events[1].on' is 2028-09-02, with another day or outcome than 'thesis-submission', which was done; expected the same.")]
    [InlineData("""{ "kind": "date", "name": "thesis-submitted", "on": "2028-09-02" }, { "kind": "done", "milestone": "thesis-submission", "on": "2028-09-01" }""", "'events[1].on' is 2028-09-01, with another day or outcome than the date of 'thesis-submitted'; expected the same.")]
    [InlineData("""{ "kind": "date", "name": "viva", "on": "2028-12-15", "outcome": "minor" }, { "kind": "done", "milestone": "viva", "on": "2028-12-15", "outcome": "major" }""", "'events[1].on' is 2028-12-15, with another day or outcome than the date of 'defence'; expected the same.")]
    [InlineData("""{ "kind": "date", "name": "stay-end", "on": "2026-03-01" }, { "kind": "date", "name": "stay-start", "on": "2026-05-01" }""", "'events[1].on' makes the stay end before it begins; expected 'stay-end' on the day of 'stay-start' or later.")]
    public void Parse_BrokenEvent_SaysWhichAndWhatIsExpected(string events, string expected) => Assert.Equal([expected], Problems(Question(events)));

    [Fact]
    public void Parse_SeveralMistakes_TellsThemAll() =>
        Assert.Equal(3, Problems("""{ "ruleSet": "imperial-2021-10", "start": "soon", "fte": 2, "events": [ { "kind": "party" } ] }""").Length);

    [Fact]
    public void Parse_RepeatThatTheRuleDoesNotReach_IsNoMilestone() =>
        Assert.Contains("'joint-report-4'", Problems(Question("""{ "kind": "waived", "milestone": "joint-report-4" }""", "joint-programme"))[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "kind": "extension", "milestone": "csi-15", "days": 30 }""")]
    [InlineData("""{ "kind": "fixed", "milestone": "csi-15", "due": "2039-06-01" }""")]
    [InlineData("""{ "kind": "waived", "milestone": "csi-15" }""")]
    public void Parse_MilestoneThatThePlanDoesNotHave_IsAProblem(string events) =>
        Assert.Equal(["'events[0].milestone' is 'csi-15', which is not in the plan; expected a milestone that this student has."], Problems(Question(events, "france-2022")));

    [Theory]
    [InlineData("""{ "kind": "extension", "milestone": "csi-2", "days": 30 }""")]
    [InlineData("""{ "kind": "fixed", "milestone": "csi-2", "due": "2026-06-01" }""")]
    [InlineData("""{ "kind": "waived", "milestone": "csi-2" }""")]
    [InlineData("""{ "kind": "done", "milestone": "csi-5", "on": "2029-06-01" }""")]
    [InlineData("""{ "kind": "date", "name": "defence", "on": "2027-09-20", "outcome": "required" }, { "kind": "done", "milestone": "defence", "on": "2027-09-20" }""")]
    public void Parse_MilestoneOfThePlan_IsTaken(string events) =>
        Assert.NotNull(PlanQuestion.Parse(Question(events, "france-2022"), Library, Day("2026-11-23")));

    [Fact]
    public void Parse_SameEventTwice_CountsOnce() =>
        Assert.Single(Ask("""{ "kind": "done", "milestone": "esa", "on": "2025-09-20" }, { "kind": "done", "milestone": "esa", "on": "2025-09-20" }""").Input.Facts);

    [Fact]
    public void Parse_OnlyWhatIsNeeded_IsFullTimeAndOfToday()
    {
        var question = PlanQuestion.Parse("""{ "ruleSet": "imperial-2021-10", "start": "2024-10-01" }""", Library, Day("2026-11-23"));

        Assert.Equal((1m, Core.Calls.AwardModel.PairedNoJointAward, Day("2026-11-23")), (question.Input.Fte, question.Input.AwardModel, question.AsOf));
    }

    [Fact]
    public void Answer_DateBeyondTheCalendar_SaysSo() =>
        Assert.Contains("beyond the year 9999", Assert.Throws<PlanQuestionException>(() =>
            PlanQuestion.Parse("""{ "ruleSet": "imperial-2021-10", "start": "2024-10-01", "fte": 0.0001 }""", Library, Day("2026-11-23")).Answer()).Message, StringComparison.Ordinal);

    [Fact]
    public void Json_ExampleOfTheFormat_HasEachFieldByDueDate()
    {
        var question = Ask("""
            { "kind": "interruption", "from": "2025-02-01", "to": "2025-04-30" }, { "kind": "done", "milestone": "research-plan", "on": "2024-12-20" },
            { "kind": "fixed", "milestone": "lsr", "due": "2026-12-01" }, { "kind": "waived", "milestone": "progress-review" }
            """);

        var dates = JsonNode.Parse(PlanAnswer.Json(question.Answer(), question.AsOf))!.AsArray();

        Assert.Equal("""
            {"milestone":"lsr","title":{"en":"Late stage review","fr":"Évaluation de mi-parcours (LSR)"},"opens":"2026-06-29","due":"2026-12-01","kind":"Offset","state":"fixed","doneOn":null,"rule":"imperial-2021-10/lsr","ruleVersion":1,"rationale":{"en":"Date set by an administrator instead of 29 December 2026: 1 December 2026.","fr":"Date fixée par l’administration au lieu du 29 décembre 2026 : 1er décembre 2026."}}
            """.Trim().Replace("2026 :", "2026\\u00A0:", StringComparison.Ordinal), Compact(dates.Single(d => d!["milestone"]!.GetValue<string>() == "lsr")!));
        var due = dates.Select(d => d!["due"]!.GetValue<string>()).ToList();
        Assert.Equal(due.Order(StringComparer.Ordinal), due);
        Assert.Equal(("2024-12-20", "done"), (dates[1]!["doneOn"]!.GetValue<string>(), dates[1]!["state"]!.GetValue<string>()));
        Assert.Contains(dates, d => d!["state"]!.GetValue<string>() == "waived");
    }

    [Theory]
    [InlineData("2026-03-31", "planned")]
    [InlineData("2026-04-01", "open")]
    [InlineData("2026-12-01", "open")]
    public void StateOf_DateWithAWindow_IsOpenFromItsFirstDay(string asOf, string state) =>
        Assert.Equal(state, PlanAnswer.StateOf(Plan.Compute(Imperial, From("2024-10-01")).One("lsr"), Day(asOf)));

    private static string Compact(JsonNode node) => node.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static string Question(string events, string ruleSet = "imperial-2021-10") =>
        $$"""{ "ruleSet": "{{ruleSet}}", "start": "2024-10-01", "asOf": "2026-01-15", "fte": 1.0, "events": [ {{events}} ] }""";

    private static PlanQuestion Ask(string events) => PlanQuestion.Parse(Question(events), Library, Day("2026-11-23"));

    private static string[] Problems(string json) =>
        [.. Assert.Throws<PlanQuestionException>(() => PlanQuestion.Parse(json, Library, Day("2026-11-23"))).Problems];
}
