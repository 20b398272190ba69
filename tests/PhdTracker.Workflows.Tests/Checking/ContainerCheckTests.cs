using System.Text.Json.Nodes;

namespace PhdTracker.Workflows.Tests.Checking;

/// <summary>What is wrong inside a container is found there, and names the activity in it.</summary>
public class ContainerCheckTests
{
    [Fact]
    public void Compile_UnknownTypeInASequence_NamesTheNestedActivity() =>
        Assert.Equal("robot", Assert.Single(new Flow().Sequence("steps", Flow.Activity("robot", "Acme.Robot")).Way("start", "steps").Problems()).Activity);

    [Fact]
    public void Compile_SameIdInAndOutsideAContainer_IsRefused() =>
        Assert.Contains("Two activities", Assert.Throws<WorkflowDefinitionException>(() =>
            new Flow().Task("a").Sequence("steps", Flow.TaskIn("a")).Way("start", "a").Way("a", "steps").Problems()).Problems[0].Message, StringComparison.Ordinal);

    [Fact]
    public void Compile_OutcomeWithoutConnectionInANestedFlowchart_IsRefused()
    {
        var problems = new Flow().Step("chart", "Elsa.Flowchart", ("activities", new JsonArray(Flow.Activity("ask", "PhdTracker.RequestDecision", ("assignee", "a"), ("title", "t")))))
            .Way("start", "chart").Problems();

        Assert.Equal(3, problems.Count);
        Assert.All(problems, problem => Assert.Equal("ask", problem.Activity));
    }

    [Fact]
    public void Compile_ConnectionIntoAContainer_IsRefused() =>
        Assert.Contains("same container", new Flow().Sequence("steps", Flow.TaskIn("a")).Way("start", "steps").Way("start", "a").Problems()[0].Remedy, StringComparison.Ordinal);

    [Fact]
    public void Compile_EndInASequence_IsRefused()
    {
        var problem = Assert.Single(new Flow().Sequence("steps", Flow.TaskIn("a"), Flow.Activity("end", "Elsa.End")).Way("start", "steps").Problems());

        Assert.Equal("end", problem.Activity);
        Assert.Contains("Elsa.Finish", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_StepAfterFinishInASequence_IsRefused() =>
        Assert.Equal("a", Assert.Single(new Flow().Sequence("steps", Flow.Activity("fin", "Elsa.Finish"), Flow.TaskIn("a")).Way("start", "steps").Problems()).Activity);

    [Fact]
    public void Compile_LoopOverAContainerThatWaits_IsAccepted() =>
        Assert.Empty(new Flow().Sequence("steps", Flow.Activity("note", "Elsa.WriteLine", ("text", "x")), Flow.TaskIn("a")).Way("start", "steps").Way("steps", "steps").Problems());

    [Fact]
    public void Compile_LoopOverAContainerThatMayNotWait_IsRefused() =>
        Assert.Contains("no step waits", Assert.Single(new Flow().Input("X")
            .Step("if", "Elsa.If", ("condition", Flow.Script("getInput('X') == 1", "Boolean")), ("then", Flow.TaskIn("a"))).Way("start", "if").Way("if", "if").Problems()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Compile_WhileTrueWithoutAWait_IsRefused() =>
        Assert.Equal("loop", Assert.Single(new Flow()
            .Step("loop", "Elsa.While", ("condition", true), ("body", Flow.Activity("note", "Elsa.WriteLine", ("text", "x")))).Way("start", "loop").Problems()).Activity);

    [Fact]
    public void Compile_WhileWithoutABody_IsRefused() =>
        Assert.Contains("no body", Assert.Single(new Flow().Step("loop", "Elsa.While", ("condition", false)).Way("start", "loop").Problems()).Message, StringComparison.Ordinal);

    [Fact]
    public void Compile_BodyThatIsNoActivity_IsRefused() =>
        Assert.Equal("loop", Assert.Throws<WorkflowDefinitionException>(() => new Flow().Step("loop", "Elsa.While", ("condition", false), ("body", 3)).Problems()).Problems[0].Activity);

    [Fact]
    public void Compile_CurrentValueOutsideItsLoop_IsRefused() =>
        Assert.Contains("CurrentValue", Assert.Single(new Flow().Variable("V", "Object").Set("set", "V", "getCurrentValue()").Way("start", "set").Problems()).Message, StringComparison.Ordinal);

    [Fact]
    public void Compile_VariableOfAnotherContainer_IsRefused()
    {
        var steps = Flow.Activity("steps", "Elsa.Sequence", ("variables", new JsonArray(new JsonObject { ["name"] = "Inner", ["typeName"] = "String" })), ("activities", new JsonArray(Flow.TaskIn("a"))));

        Assert.Contains("“Inner”", Assert.Single(new Flow().Variable("V", "Object").Sequence("outer", steps).Set("set", "V", "variables.Inner").Way("start", "outer").Way("outer", "set").Problems()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("* * *")]
    [InlineData("61 * * * *")]
    public void Compile_NoCronExpression_IsRefused(string cron) =>
        Assert.Contains("cron", Assert.Single(new Flow().Step("at", "Elsa.Cron", ("cronExpression", cron)).Way("start", "at").Problems()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "attempts": 1, "wait": "00:01:00" }""")]
    [InlineData("""{ "attempts": 2 }""")]
    [InlineData("""{ "attempts": 2, "wait": "soon" }""")]
    [InlineData("""{ "attempts": 2, "wait": "00:01:00", "factor": 0 }""")]
    public void Compile_ResilienceThatSaysTooLittle_IsRefused(string resilience) =>
        Assert.Contains("resilience", Assert.Single(Resilient("Test.Call", resilience).Problems()).Message, StringComparison.Ordinal);

    [Fact]
    public void Compile_ResilienceOfAStepThatAsksNobodyOutside_IsRefused() =>
        Assert.Contains("Remove “resilience”", Assert.Single(Resilient("Elsa.WriteLine", """{ "attempts": 2, "wait": "00:01:00" }""").Problems()).Remedy, StringComparison.Ordinal);

    private static Flow Resilient(string type, string resilience) =>
        new Flow().Step("call", type, ("customProperties", new JsonObject { ["resilience"] = JsonNode.Parse(resilience) })).Way("start", "call");
}
