using System.Text;
using System.Text.Json.Nodes;
using PhdTracker.Workflows.Expressions;
using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Running;

/// <summary>The acts of an administrator on what waits in a container.</summary>
public class ContainerTests
{
    [Fact]
    public void MoveBack_InAContainerThatIsUnderWay_AsksThereAgain()
    {
        var trace = Steps().Start();
        trace.Answer("a", "Done");

        trace.Finish(WorkflowRunner.MoveBack(trace.Instance, "a", trace.Now));

        Assert.Equal(["a"], trace.Waiting);
        trace.Answer("a", "Done");
        trace.Answer("b", "Done");
        Assert.Equal(["after"], trace.Waiting);
    }

    [Fact]
    public void MoveBack_ToTheContainer_BeginsItAnew()
    {
        var trace = Steps().Start();
        trace.Answer("a", "Done");
        trace.Answer("b", "Done");

        trace.Finish(WorkflowRunner.MoveBack(trace.Instance, "steps", trace.Now));

        Assert.Equal(["a"], trace.Waiting);
    }

    [Fact]
    public void MoveBack_InAContainerThatHasEnded_IsRefusedInWords()
    {
        var trace = Steps().Start();
        trace.Answer("a", "Done");
        trace.Answer("b", "Done");

        var refusal = Assert.Throws<AnswerRefusedException>(() => WorkflowRunner.MoveBack(trace.Instance, "a", default));
        Assert.Contains("'steps'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restart_InAContainer_BeginsAgain()
    {
        var trace = Steps().Start();
        trace.Answer("a", "Done");

        trace.Finish(WorkflowRunner.Restart(trace.Instance, trace.Now));

        Assert.Equal(["a"], trace.Waiting);
        Assert.Contains(trace.Journal, entry => entry is { ActivityId: "steps", Event: JournalEvent.Cancelled });
    }

    [Fact]
    public void Apply_WaitsInAContainer_GoesOnThere()
    {
        var trace = People(1, Flow.TaskIn("one")).Start();
        trace.Answer("one", "Done");
        var to = People(2, Flow.TaskIn("one"), Flow.TaskIn("two")).Compile();

        Assert.True(WorkflowMigration.Preview(trace.Instance, to).Possible);
        trace.Finish(WorkflowMigration.Apply(trace.Instance, to, trace.Now));
        Assert.Equal(["one", "one"], trace.Waiting);
        trace.Answer("one", "Done");

        Assert.Equal(["one", "two"], trace.Waiting);
    }

    [Fact]
    public void Preview_StepStandsInAnotherContainer_IsRefused()
    {
        var to = new Flow(2).Task("b").Task("after").Sequence("steps", Flow.TaskIn("a2")).Task("a").Way("start", "steps").Way("steps", "a").Way("a", "b").Way("b", "after").Compile();

        Assert.Contains("another container", Assert.Single(WorkflowMigration.Preview(Steps().Start().Instance, to).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_StepThatIsTriedAgainByItself_CannotBeAnswered()
    {
        var flow = new Flow().Step("call", "Test.Call", ("fails", 2), ("customProperties", JsonNode.Parse("""{ "resilience": { "attempts": 3, "wait": "00:01:00" } }"""))).Way("start", "call");
        var trace = flow.Start(HostTypes.PublishEvent, WorkflowTrace.Call);
        var bookmark = Assert.Single(trace.Instance.Bookmarks);

        Assert.True(bookmark.IsRetry);
        Assert.Equal(trace.Now.AddMinutes(1), bookmark.DueAt);
        Assert.Throws<AnswerRefusedException>(() => WorkflowRunner.Resume(trace.Instance, bookmark.Id, "Done", JsValue.Null, trace.Now));
    }

    [Fact]
    public void Start_TooManyItems_IsAnIncident()
    {
        var trace = new Flow().Step("each", "Elsa.ParallelForEach", ("items", new JsonArray([.. Enumerable.Range(0, 1_200).Select(item => (JsonNode)item)])), ("body", Flow.TaskIn("one"))).Way("start", "each").Start();

        Assert.Contains("1000 steps", Assert.Single(trace.Instance.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_ItemsThatAreNoList_IsAnIncident() =>
        Assert.Contains("'items'", Assert.Single(new Flow().Variable("X", "String", "a").Step("each", "Elsa.ForEach", ("items", Flow.Script("1 + 1", "Object")), ("body", Flow.TaskIn("one")))
            .Way("start", "each").Start().Instance.Incidents).Message, StringComparison.Ordinal);

    [Fact]
    public void ToJson_FlatWorkflow_SaysNothingOfFrames() =>
        Assert.DoesNotContain("frame", Encoding.UTF8.GetString(new Flow().Task("a").Way("start", "a").Start().Instance.ToJson()), StringComparison.Ordinal);

    private static Flow Steps() => new Flow().Sequence("steps", Flow.TaskIn("a"), Flow.TaskIn("b")).Task("after").Way("start", "steps").Way("steps", "after");

    private static Flow People(int version, params JsonNode[] body) => new Flow(version)
        .Step("each", "Elsa.ParallelForEach", ("items", new JsonArray("ann", "ben", "cy")), ("body", Flow.Activity("body", "Elsa.Sequence", ("activities", new JsonArray(body))))).Way("start", "each");
}
