using PhdTracker.Workflows.Expressions;
using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Running;

public class WorkflowRunTests
{
    [Fact]
    public void Resume_ReturnedTwiceThenApproved_RunsOneRoundAfterTheOther()
    {
        var trace = new Flow().Task("draft").Ask("review").Step("end", "Elsa.End").Note("no")
            .Way("start", "draft").Way("draft", "review").Answers("review", "end", "draft", "no").Start();

        for (var round = 0; round < 2; round++)
        {
            trace.Answer("draft", "Done");
            trace.Answer("review", "Returned");
        }

        trace.Answer("draft", "Done");
        trace.Answer("review", "Approved");

        Assert.Equal(WorkflowSubStatus.Finished, trace.Instance.SubStatus);
        Assert.Equal(3, trace.Journal.Count(entry => entry is { ActivityId: "draft", Event: JournalEvent.Completed }));
    }

    [Fact]
    public void Resume_ReturnedWhileTheOtherSideWaits_AsksBothAgain()
    {
        var trace = TwoSides().Start();
        trace.Answer("draft", "Done");
        trace.Answer("partner", "Approved");
        trace.Answer("home", "Returned");
        Assert.Equal(["draft"], trace.Waiting);

        trace.Answer("draft", "Done");
        trace.Answer("home", "Approved");

        // The partner's approval was one of the earlier version.
        Assert.Equal(["partner"], trace.Waiting);
        trace.Answer("partner", "Approved");
        Assert.Equal(["director"], trace.Waiting);
    }

    [Fact]
    public void Resume_InnerForkUndecided_OuterJoinWaits()
    {
        var trace = new Flow().Fork("outer", "A", "B").Fork("inner", "C", "D").Task("a").Task("c").Task("d").Note("both").Note("all")
            .Way("start", "outer").Way("outer", "a", "A").Way("outer", "inner", "B").Way("inner", "c", "C").Way("inner", "d", "D")
            .Way("c", "both").Way("d", "both").Way("a", "all").Way("both", "all").Start();

        trace.Answer("a", "Done");
        trace.Answer("c", "Done");
        Assert.DoesNotContain(trace.Journal, entry => entry.ActivityId is "both" or "all");
        trace.Answer("d", "Done");

        Assert.Equal(1, trace.Journal.Count(entry => entry is { ActivityId: "all", Event: JournalEvent.Completed }));
        Assert.Equal(WorkflowStatus.Finished, trace.Instance.Status);
    }

    [Fact]
    public void Advance_OpinionNotGiven_LapsesAndIsCancelled()
    {
        var trace = new Flow().Ask("opinion").Step("ten-days", "Elsa.Delay", ("timeSpan", "10.00:00:00")).Join("first", "WaitAny").Note("no").Task("decide")
            .Way("start", "opinion").Way("start", "ten-days").Way("ten-days", "first").Answers("opinion", "first", "first", "no").Way("first", "decide").Start();

        trace.Advance(TimeSpan.FromDays(10) - TimeSpan.FromTicks(1));
        Assert.Equal(["opinion", "ten-days"], trace.Waiting);
        trace.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(["decide"], trace.Waiting);
        Assert.Contains(trace.Journal, entry => entry is { ActivityId: "opinion", Event: JournalEvent.Cancelled });
    }

    [Fact]
    public void Resume_UnknownOutcome_IsRefusedAndNothingChanges()
    {
        var trace = TwoSides().Start();
        var before = trace.Instance;

        Assert.Throws<AnswerRefusedException>(() => WorkflowRunner.Resume(before, before.Bookmarks[0].Id, "done", JsValue.Null, trace.Now));

        Assert.Equal(trace.Instance.ToJson(), before.ToJson());
    }

    [Fact]
    public void Resume_SameBookmarkTwice_SecondIsRefused()
    {
        var trace = TwoSides().Start();
        var instance = trace.Instance;
        var bookmark = instance.Bookmarks[0].Id;
        trace.Finish(WorkflowRunner.Resume(instance, bookmark, "Done", JsValue.Null, trace.Now));

        Assert.Throws<AnswerRefusedException>(() => WorkflowRunner.Resume(trace.Instance, bookmark, "Done", JsValue.Null, trace.Now));
    }

    [Fact]
    public void ResumeDue_BeforeItsTime_IsRefused()
    {
        var trace = new Flow().Step("wait", "Elsa.Delay", ("timeSpan", "1.00:00:00")).Way("start", "wait").Start();
        var instance = trace.Instance;

        Assert.Throws<AnswerRefusedException>(() => WorkflowRunner.ResumeDue(instance, instance.Bookmarks[0].Id, trace.Now.AddHours(23)));
    }

    [Fact]
    public void Cancel_SeveralQuestionsOpen_CancelsEach()
    {
        var trace = TwoSides().Start();
        trace.Answer("draft", "Done");

        trace.Finish(WorkflowRunner.Cancel(trace.Instance, trace.Now));

        Assert.Equal(WorkflowSubStatus.Cancelled, trace.Instance.SubStatus);
        Assert.Empty(trace.Waiting);
        Assert.Equal(2, trace.Journal.Count(entry => entry.Event == JournalEvent.Cancelled));
    }

    [Fact]
    public void Start_UndeclaredInput_IsRefused() =>
        Assert.Throws<ArgumentException>(() => WorkflowRunner.Start(TwoSides().Compile(), new Dictionary<string, JsValue> { ["Nope"] = JsValue.Null }, default));

    [Fact]
    public void Resume_OutputsAndLastResult_AreReadLater()
    {
        var trace = new Flow().Variable("Text", "String").Task("score").Ask("review").Note("no")
            .Set("sum", "Text", "getOutputFrom('score', 'result').points + '/' + getOutputFrom('review', 'decision') + '/' + getLastResult()")
            .Way("start", "score").Way("score", "review").Answers("review", "sum", "no", "no").Start();
        using var output = System.Text.Json.JsonDocument.Parse("""{ "points": 72 }""");

        trace.Answer("score", "Done", JsValue.From(output.RootElement));
        trace.Answer("review", "Approved");

        Assert.Equal("72/Approved/Approved", trace.Instance.Variable("Text").ToString());
    }

    [Fact]
    public void Start_StepOfTheHosts_GetsItsInputsAndGivesOutputs()
    {
        var add = new ActivityType("Test.Add") { Inputs = [new("a", InputType.Number), new("b", InputType.Number)], Outputs = ["sum"] };
        var flow = new Flow().Variable("Sum", "Int32", "1")
            .Step("add", "Test.Add", ("a", Flow.Script("variables.Sum + 1", "Int32")), ("b", 40), ("sum", new System.Text.Json.Nodes.JsonObject
            {
                ["memoryReference"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "Sum" },
            })).Way("start", "add");
        var trace = new WorkflowTrace(flow.Compile(add), default)
        {
            Host = (run, call) => run.Complete(call, "Done", new Dictionary<string, JsValue> { ["sum"] = JsValue.From(call.Number("a")!.Value + call.Number("b")!.Value) }),
        };

        trace.Start();

        Assert.Equal("42", trace.Instance.Variable("Sum").ToString());
    }

    [Fact]
    public void Next_StepOfTheHostsNotEnded_Throws()
    {
        var run = WorkflowRunner.Start(new Flow().Ask("a").Note("on").Way("start", "a").Answers("a", "on", "on", "on").Compile(), null, default);
        var call = run.Next()!;

        Assert.Throws<InvalidOperationException>(() => run.Next());
        Assert.Throws<ArgumentException>(() => run.Complete(call, "Perhaps"));
    }

    private static Flow TwoSides() => new Flow().Task("draft").Fork("sides", "Home", "Partner").Ask("home").Ask("partner").Join("both", "WaitAll").Task("director").Note("no")
        .Way("start", "draft").Way("draft", "sides").Way("sides", "home", "Home").Way("sides", "partner", "Partner")
        .Answers("home", "both", "draft", "no").Answers("partner", "both", "draft", "no").Way("both", "director");
}
