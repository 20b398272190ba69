using System.Text.Json.Nodes;
using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Checking;

public class DefinitionCheckTests
{
    [Fact]
    public void Compile_OutcomeWithoutConnection_NamesActivityAndOutcome()
    {
        var problem = Assert.Single(new Flow().Ask("lead").Note("yes").Note("no")
            .Way("start", "lead").Way("lead", "yes", "Approved").Way("lead", "no", "Rejected").Problems());

        Assert.Equal("lead", problem.Activity);
        Assert.Contains("“Returned”", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_TypeUnknown_TellsWaysToNowhereAtOnce() =>
        Assert.Equal(
            [("b", "Problem.TypeUnknown"), ("a", "Problem.WayToNowhere")],
            new Flow().Task("a").Step("b", "Elsa.Nowhere").Way("start", "a").Way("a", "gone").Way("a", "b").Problems().Select(p => (p.Activity, p.What.Code)));

    [Fact]
    public void Parse_TheSameIdTwice_TellsWaysToNowhereAtOnce()
    {
        var refusal = Assert.Throws<WorkflowDefinitionException>(new Flow().Task("a").Task("a").Way("start", "a").Way("a", "gone").Problems);

        Assert.Equal([("a", "Problem.IdTwice"), ("a", "Problem.WayToNowhere")], refusal.Problems.Select(p => (p.Activity, p.What.Code)));
    }

    [Fact]
    public void Compile_PortInTheWrongCase_TellsThePortsThatExist()
    {
        var problems = new Flow().Ask("lead").Note("on").Way("start", "lead").Answers("lead", "on", "on", "on").Way("lead", "on", "approved").Problems();

        Assert.Contains("Approved, Returned, Rejected", Assert.Single(problems).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_WayAfterAnEnd_IsRefused() =>
        Assert.Contains("Nothing can follow", Assert.Single(
            new Flow().Step("end", "Elsa.End").Note("after").Way("start", "end").Way("end", "after").Way("start", "after").Problems()).Remedy,
            StringComparison.Ordinal);

    [Fact]
    public void Compile_LoopThatNeverWaits_IsRefused() =>
        Assert.Contains("no step waits", Assert.Single(
            new Flow().Note("a").Decide("again", "true").Note("b").Way("start", "a").Way("a", "again").Way("again", "a", "True").Way("again", "b", "False").Problems()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Compile_StartAtInALoop_DoesNotCountAsWaiting() =>
        Assert.NotEmpty(new Flow().Step("at", "Elsa.StartAt", ("dateTime", "2026-01-01T00:00:00Z")).Way("start", "at").Way("at", "at").Problems());

    [Fact]
    public void Compile_WayBackAroundAnotherStep_SuggestsWhereTo()
    {
        var problem = Assert.Single(new Flow().Decide("short", "true").Task("fast").Task("slow").Ask("review").Note("end")
            .Way("start", "short").Way("short", "fast", "True").Way("short", "slow", "False").Way("fast", "review").Way("slow", "review")
            .Answers("review", "end", "slow", "end").Problems());

        Assert.Contains(problem.Activity, new[] { "review", "slow" });
        Assert.Contains("“short”", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_WaitAllBehindAlternatives_NamesTheWaysThatExclude()
    {
        var problem = Assert.Single(new Flow().Ask("lead").Task("a").Task("b").Join("all", "WaitAll").Note("no")
            .Way("start", "lead").Answers("lead", "a", "b", "no").Way("a", "all").Way("b", "all").Problems());

        Assert.Equal("all", problem.Activity);
        Assert.Contains("“a”", problem.Message, StringComparison.Ordinal);
        Assert.Contains("WaitAllActive", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_WaitAllBehindAFork_IsAccepted() =>
        Assert.Empty(new Flow().Fork("fork", "A", "B").Task("a").Task("b").Join("all", "WaitAll")
            .Way("start", "fork").Way("fork", "a", "A").Way("fork", "b", "B").Way("a", "all").Way("b", "all").Problems());

    [Fact]
    public void Compile_WaitAllBehindASwitchOfSeveral_IsAcceptedButNotItsDefault()
    {
        static Flow Switch(string second) => new Flow().Input("X")
            .Step("switch", "Elsa.FlowSwitch", ("mode", "MatchAny"), ("cases", JsonNode.Parse(
                """[{ "label": "A", "condition": { "type": "Literal", "value": true } }, { "label": "B", "condition": { "type": "Literal", "value": "false" } }]""")))
            .Task("a").Task("b").Task("c").Join("all", "WaitAll").Way("start", "switch")
            .Way("switch", "a", "A").Way("switch", "b", "B").Way("switch", "c", "Default").Way("a", "all").Way(second, "all");

        Assert.Empty(Switch("b").Problems());
        Assert.Single(Switch("c").Problems());
    }

    [Fact]
    public void Compile_BrokenExpression_SaysWhere()
    {
        var problem = Assert.Single(new Flow().Decide("long", "variables.Months > 6").Note("yes").Note("no")
            .Way("start", "long").Way("long", "yes", "True").Way("long", "no", "False").Problems());

        Assert.Equal(("long", 11), (problem.Activity, problem.Position));
        Assert.Equal("Activity 'long', at character 11: In “condition”: There is no variable “Months”. Declare it among the workflow’s variables.", problem.ToString());
    }

    [Fact]
    public void Compile_SeveralProblems_AreFoundTogether() =>
        Assert.Equal(3, new Flow().Step("join", "Elsa.FlowJoin", ("mode", "WaitSome")).Step("later", "Elsa.Delay", ("timeSpan", "ten days")).Note("island")
            .Way("start", "join").Way("join", "later").Problems().Count);

    [Fact]
    public void Compile_UnknownInputOfTheHostsActivity_IsRefused() =>
        Assert.Contains("no input “asignee”", Assert.Single(new Flow()
            .Step("ask", "PhdTracker.RequestDecision", ("assignee", "a"), ("title", "t"), ("asignee", Flow.Script("1", "String")))
            .Note("on").Way("start", "ask").Answers("ask", "on", "on", "on").Problems()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Int32", "twelve")]
    [InlineData("Boolean", "yes")]
    [InlineData("Robot", "1")]
    public void Compile_VariableOfTheWrongType_IsRefused(string type, string value) =>
        Assert.Contains("“Months”", Assert.Single(new Flow().Variable("Months", type, value).Problems()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "definitionId": "a", "version": "1", "root": { "type": "Elsa.Flowchart" } }""")]
    [InlineData("""{ "version": 1, "root": { "type": "Elsa.Flowchart" } }""")]
    [InlineData("""{ "definitionId": "a", "version": 1, "root": { "type": "Elsa.Sequence", "activities": [{ "id": "s", "type": "Elsa.Start" }] } }""")]
    [InlineData("""{ "definitionId": "a", "version": 1, "root": { "type": "Elsa.Flowchart", "activities": 3 } }""")]
    [InlineData("""{ "definitionId": "a", "version": 1, "root": { "type": "Elsa.Flowchart", "connections": [{ "source": 1 }] } }""")]
    [InlineData("""{ "definitionId": "a", "version": 1, "options": { "incidentStrategyType": "X.Hope" }, "root": { "type": "Elsa.Flowchart" } }""")]
    public void Parse_NotADefinition_IsRefusedInWords(string json) =>
        Assert.NotEmpty(Assert.Throws<WorkflowDefinitionException>(() => WorkflowDefinition.Parse(json)).Problems);

    [Fact]
    public void Compile_NoActivities_IsRefused() =>
        Assert.Single(DefinitionCompiler.Compile(
            WorkflowDefinition.Parse("""{ "definitionId": "a", "version": 1, "root": { "type": "Elsa.Flowchart" } }"""), WorkflowTrace.Registry).Problems);

    [Fact]
    public void ToJson_UnknownFields_AreWrittenBack()
    {
        var json = RecordedRun.DefinitionJson("sample-route");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(WorkflowDefinition.Parse(json).ToJson())));
    }

    [Fact]
    public void Parse_SampleRoute_KnowsWhereItsStepsStand()
    {
        var review = WorkflowDefinition.Parse(RecordedRun.DefinitionJson("sample-route")).Activities.Single(activity => activity.Id == "review");

        Assert.Equal("Review the request", review.DisplayText);
        Assert.Equal(new DesignerPosition(220, 120), review.Position);
    }

    [Fact]
    public void Compile_NoStart_BeginsWhereNothingLeadsTo()
    {
        var json = JsonNode.Parse(new Flow().Note("second").Task("first").Way("first", "second").ToJson())!;
        json["root"]!["activities"]!.AsArray().RemoveAt(0);

        Assert.Equal("first", CompiledWorkflow.Load(json.ToJsonString(), WorkflowTrace.Registry).Start.Id);
    }

    [Fact]
    public void Parse_MoreActivitiesThanTheMost_IsRefusedWithBothNumbers()
    {
        var activities = string.Join(",", Enumerable.Range(0, 10_000).Select(number => $$"""{ "id": "a{{number}}", "type": "Elsa.WriteLine" }"""));

        var refusal = Assert.Throws<WorkflowDefinitionException>(() => WorkflowDefinition.Parse($$$"""{"definitionId":"d","version":1,"root":{"type":"Elsa.Flowchart","activities":[{{{activities}}}] } }"""));

        Assert.Equal("The workflow has 10,000 activities, and 1,000 are the most. Split it.", refusal.Message);
    }

    [Fact]
    public void Parse_FiveMegabytes_IsRefusedUnread()
    {
        var refusal = Assert.Throws<WorkflowDefinitionException>(() => WorkflowDefinition.Parse("{" + new string(' ', 5_000_000)));

        Assert.StartsWith("The file is longer than 1,000,000 characters.", refusal.Message, StringComparison.Ordinal);
    }
}
