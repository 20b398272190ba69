using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Running;

public class IncidentTests
{
    private static readonly ActivityType Act = new("Test.Act") { Inputs = [new("what", InputType.Text)] };

    [Fact]
    public void Fault_StrategyFault_StopsAndCancelsQuestions()
    {
        var trace = Beside(continues: false);

        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Faulted), (trace.Instance.Status, trace.Instance.SubStatus));
        Assert.Empty(trace.Waiting);
        var incident = Assert.Single(trace.Instance.Incidents);
        Assert.Equal(("act", "No contact", """{"what":"tell"}"""), (incident.ActivityId, incident.Message, incident.Input));
    }

    [Fact]
    public void Retry_StrategyFault_AsksAgainWhatWasCutOff()
    {
        var trace = Beside(continues: false);
        trace.Host = Works;

        trace.Retry("act");

        Assert.Equal(["ask"], trace.Waiting);
        Assert.Empty(trace.Instance.Incidents);
        trace.Answer("ask", "Done");
        Assert.Equal(WorkflowSubStatus.Finished, trace.Instance.SubStatus);
        Assert.Equal(1, trace.Journal.Count(entry => entry is { ActivityId: "both", Event: JournalEvent.Completed }));
    }

    [Fact]
    public void Fault_StrategyContinue_WaitsOnTheIncident()
    {
        var trace = Beside(continues: true);
        trace.Answer("ask", "Done");

        // The way through the failed step is still coming.
        Assert.DoesNotContain(trace.Journal, entry => entry.ActivityId == "both");
        Assert.Equal((WorkflowStatus.Running, WorkflowSubStatus.Suspended), (trace.Instance.Status, trace.Instance.SubStatus));
        trace.Skip("act", "Done");
        Assert.Equal(WorkflowSubStatus.Finished, trace.Instance.SubStatus);
        Assert.Contains(trace.Journal, entry => entry is { ActivityId: "act", Text: "Skipped" });
    }

    [Fact]
    public void Retry_FailsAgain_RaisesANewIncident()
    {
        var trace = Beside(continues: true);
        var first = trace.Instance.Incidents[0].Id;

        trace.Retry("act");

        Assert.NotEqual(first, Assert.Single(trace.Instance.Incidents).Id);
    }

    [Fact]
    public void Retry_UnknownIncident_IsRefused() =>
        Assert.Throws<AnswerRefusedException>(() => WorkflowRunner.Retry(Beside(true).Instance, 99, default));

    [Fact]
    public void Skip_UnknownOutcome_KeepsTheIncident()
    {
        var instance = Beside(continues: true).Instance;

        Assert.Throws<AnswerRefusedException>(() => WorkflowRunner.Skip(instance, instance.Incidents[0].Id, "Perhaps", default));
        Assert.Single(instance.Incidents);
    }

    [Fact]
    public void Start_HostStepThatLoopsWithoutWaiting_BecomesAnIncident()
    {
        // A step of the host's may say that it waits, and not do it.
        var restless = new ActivityType("Test.Restless") { Waits = true };
        var trace = new WorkflowTrace(new Flow().Step("again", "Test.Restless").Way("start", "again").Way("again", "again").Compile(restless), default)
        {
            Host = (run, call) => run.Complete(call, "Done"),
        };

        trace.Start();

        Assert.Equal(WorkflowSubStatus.Faulted, trace.Instance.SubStatus);
        Assert.Contains("1000", Assert.Single(trace.Instance.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_ReturnCancelsTheRegion_ClosesItsIncident()
    {
        var trace = new Flow().ContinueWithIncidents().Task("draft").Step("act", "Test.Act").Ask("lead").Note("end")
            .Way("start", "draft").Way("draft", "act").Way("draft", "lead").Answers("lead", "end", "draft", "end").Start(Act);
        trace.Host = Fails;
        trace.Answer("draft", "Done");
        Assert.Single(trace.Instance.Incidents);

        trace.Answer("lead", "Returned");

        Assert.Empty(trace.Instance.Incidents);
        Assert.Equal(["draft"], trace.Waiting);
    }

    private static WorkflowTrace Beside(bool continues)
    {
        var flow = new Flow().Step("act", "Test.Act", ("what", "tell")).Task("ask").Join("both", "WaitAll")
            .Way("start", "ask").Way("start", "act").Way("ask", "both").Way("act", "both");
        var trace = new WorkflowTrace((continues ? flow.ContinueWithIncidents() : flow).Compile(Act), default) { Host = Fails };
        trace.Start();
        return trace;
    }

    private static void Works(WorkflowRun run, ActivityCall call) => run.Complete(call, "Done");

    private static void Fails(WorkflowRun run, ActivityCall call)
    {
        if (call.Activity.Type == Act)
            run.Fault(call, new InvalidOperationException("No contact"));
        else
            run.Wait(call);
    }
}
