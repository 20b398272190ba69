using System.Text;
using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Running;

/// <summary>What an administrator does to a step that waits: pass it over, end its branch, begin the whole route again.</summary>
public class StepActTests
{
    [Fact]
    public void SkipStep_WaitingDecision_GoesOnAsIfItWereAnswered()
    {
        var trace = Line();

        SkipStep(trace, "first", "Approved");

        Assert.Equal(["second"], trace.Waiting);
        Assert.Equal("Approved", trace.Instance.Variable("Decision").ToString());
        Assert.Contains(trace.Journal, entry => entry is { ActivityId: "first", Event: JournalEvent.Completed, Text: "Skipped", Outcomes: ["Approved"] });
    }

    [Fact]
    public void SkipStep_UnknownOutcome_IsRefusedAndNothingChanges()
    {
        var instance = Line().Instance;
        var before = instance.ToJson();

        Assert.Throws<AnswerRefusedException>(() => WorkflowRunner.SkipStep(instance, instance.Bookmarks[0].Id, "Done", default));

        Assert.Equal(before, instance.ToJson());
    }

    [Fact]
    public void SkipStep_Twice_SecondIsRefused()
    {
        var trace = Line();
        var bookmark = trace.Instance.Bookmarks[0].Id;
        SkipStep(trace, "first", "Approved");

        Assert.Throws<AnswerRefusedException>(() => WorkflowRunner.SkipStep(trace.Instance, bookmark, "Approved", default));
    }

    [Fact]
    public void CancelStep_OneOfTwoBeforeAPlainJoin_TheOtherDecides()
    {
        var trace = TwoSides("WaitAllActive");

        CancelStep(trace, "partner");
        Assert.Equal(["home"], trace.Waiting);
        trace.Answer("home", "Done");

        Assert.Equal(["then"], trace.Waiting);
    }

    [Fact]
    public void CancelStep_TheLastThatIsComing_LetsTheJoinRun()
    {
        var trace = TwoSides("WaitAllActive");
        trace.Answer("home", "Done");

        CancelStep(trace, "partner");

        Assert.Equal(["then"], trace.Waiting);
    }

    [Fact]
    public void CancelStep_JoinWaitsForAll_IsPassedOver()
    {
        var trace = TwoSides("WaitAll");
        trace.Answer("home", "Done");

        CancelStep(trace, "partner");

        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Finished), (trace.Instance.Status, trace.Instance.SubStatus));
        Assert.Contains(trace.Journal, entry => entry is { ActivityId: "partner", Event: JournalEvent.Cancelled });
    }

    [Fact]
    public void CancelStep_NothingWaitsThere_IsRefused() =>
        Assert.Throws<AnswerRefusedException>(() => WorkflowRunner.CancelStep(Line().Instance, 99, default));

    [Fact]
    public void Restart_HalfWay_BeginsAgainInTheSameJournal()
    {
        var trace = Line();
        trace.Answer("first", "Approved");
        var (entries, last) = (trace.Journal.Count, trace.Instance.Bookmarks[0].Id);

        trace.Finish(WorkflowRunner.Restart(trace.Instance, trace.Now));

        Assert.Equal(["first"], trace.Waiting);
        Assert.True(trace.Instance.Variable("Decision").IsNothing);
        Assert.True(trace.Instance.Bookmarks[0].Id > last);
        Assert.Equal(JournalEvent.Cancelled, trace.Journal[entries].Event);
        Assert.Equal(Enumerable.Range(1, trace.Journal.Count), trace.Journal.Select(entry => entry.Sequence));
    }

    [Fact]
    public void Restart_InputsOfTheStart_AreThereStill()
    {
        var flow = new Flow().Input("Months").Decide("long", "getInput('Months') > 6").Task("yes").Task("no").Way("start", "long").Way("long", "yes", "True").Way("long", "no", "False");
        var trace = new WorkflowTrace(flow.Compile(), default);
        trace.Start(new() { ["Months"] = PhdTracker.Workflows.Expressions.JsValue.From(12) });

        trace.Finish(WorkflowRunner.Restart(trace.Instance, trace.Now));

        Assert.Equal(["yes"], trace.Waiting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Restart_HasEnded_RunsAgain(bool cancelled)
    {
        var trace = Line();
        if (cancelled)
            trace.Finish(WorkflowRunner.Cancel(trace.Instance, trace.Now));
        else
            trace.Answer("first", "Rejected");
        Assert.Equal(WorkflowStatus.Finished, trace.Instance.Status);

        trace.Finish(WorkflowRunner.Restart(trace.Instance, trace.Now));

        Assert.Equal(WorkflowSubStatus.Suspended, trace.Instance.SubStatus);
        Assert.Equal(["first"], trace.Waiting);
    }

    [Fact]
    public void Restart_ArrivedAtAJoin_IsForgotten()
    {
        var trace = TwoSides("WaitAll");
        trace.Answer("home", "Done");

        trace.Finish(WorkflowRunner.Restart(trace.Instance, trace.Now));

        Assert.Equal(["home", "partner"], trace.Waiting);
        Assert.DoesNotContain("arrived", Encoding.UTF8.GetString(trace.Instance.ToJson()), StringComparison.Ordinal);
    }

    private static void SkipStep(WorkflowTrace trace, string activity, string outcome) =>
        trace.Finish(WorkflowRunner.SkipStep(trace.Instance, trace.BookmarkOf(activity), outcome, trace.Now));

    private static void CancelStep(WorkflowTrace trace, string activity) =>
        trace.Finish(WorkflowRunner.CancelStep(trace.Instance, trace.BookmarkOf(activity), trace.Now));

    private static WorkflowTrace Line() => new Flow().Variable("Decision", "String").Ask("first", "Decision").Ask("second").Step("end", "Elsa.End").Step("no", "Elsa.End")
        .Way("start", "first").Answers("first", "second", "first", "no").Answers("second", "end", "first", "no").Start();

    private static WorkflowTrace TwoSides(string mode) => new Flow().Fork("sides", "Home", "Partner").Task("home").Task("partner").Join("both", mode).Task("then")
        .Way("start", "sides").Way("sides", "home", "Home").Way("sides", "partner", "Partner").Way("home", "both").Way("partner", "both").Way("both", "then").Start();
}
