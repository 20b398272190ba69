using PhdTracker.Workflows.Expressions;
using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Running;

/// <summary>A workflow in memory with those that it starts: one journal, one clock, answers go to whichever waits.</summary>
public class WorkflowTrialTests
{
    private static readonly DateTime Start = new(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Answer_InTheOtherWorkflow_JournalTellsBothInOrder()
    {
        var trial = Trial("a", ("a", Sub("sub", "b"), ""), ("b", Ask("ask"), ""));

        Assert.True(trial.Answer("ask", "Done", JsValue.Null));

        Assert.Equal(["sub started", "ask started", "ask completed", "sub completed"], trial.Journal.Select(e => $"{e.ActivityId} {e.Event.ToString().ToLowerInvariant()}"));
        Assert.Equal(WorkflowSubStatus.Finished, trial.Instance.SubStatus);
    }

    [Fact]
    public void Advance_TimerOfTheOtherWorkflow_FallsDueAtItsTime()
    {
        var trial = Trial("a", ("a", Sub("sub", "b"), ""), ("b", """{ "id": "wait", "type": "Elsa.Delay", "timeSpan": "2.00:00:00" }""", ""));

        Assert.True(trial.Advance(TimeSpan.FromDays(3)));

        Assert.Equal(Start.AddDays(2), trial.Journal[^1].At);
        Assert.Equal(WorkflowSubStatus.Finished, trial.Instance.SubStatus);
    }

    [Fact]
    public void Answer_TheStepThatWaits_CancelsWhatItHadStarted()
    {
        var trial = Trial("a", ("a", Sub("sub", "b"), ""), ("b", Ask("ask"), ""));

        Assert.True(trial.Answer("sub", "Done", JsValue.Null));

        Assert.Contains(trial.Journal, e => e is { ActivityId: "ask", Event: JournalEvent.Cancelled });
        Assert.False(trial.Answer("ask", "Done", JsValue.Null));
    }

    [Fact]
    public void Tell_TheOtherWorkflowWaits_GoesOnOnce()
    {
        var trial = Trial("a",
            ("a", Sub("sub", "b", waits: false) + "," + Tell("tell", "ready"), "sub>tell"), ("b", """{ "id": "wait", "type": "Elsa.Event", "eventName": "ready" },""" + Ask("ask"), "wait>ask"));

        Assert.Equal(WorkflowSubStatus.Finished, trial.Instance.SubStatus);
        Assert.Single(trial.Journal, e => e is { ActivityId: "wait", Event: JournalEvent.Completed });
        Assert.True(trial.Answer("ask", "Done", JsValue.Null));
    }

    [Theory]
    [InlineData("gone", "There is no workflow 'gone'.")]
    [InlineData("a", "'a' would start itself.")]
    public void Start_WhatCannotBeStarted_FaultsTheStep(string other, string message)
    {
        var trial = Trial("a", ("a", Sub("sub", other), ""));

        Assert.Equal(message, Assert.Single(trial.Instance.Incidents).Message);
        Assert.Equal(WorkflowSubStatus.Faulted, trial.Instance.SubStatus);
    }

    [Fact]
    public void Start_DeeperThanThree_FaultsThere()
    {
        var trial = Trial("a", ("a", Sub("sub", "b"), ""), ("b", Sub("sub-b", "c"), ""), ("c", Sub("sub-c", "d"), ""), ("d", Sub("sub-d", "e"), ""), ("e", Ask("ask"), ""));

        Assert.Equal("sub-d", trial.Journal.Single(e => e.Event == JournalEvent.Faulted).ActivityId);
        Assert.Equal(["sub"], trial.Instance.Bookmarks.Select(b => b.ActivityId));
    }

    [Fact]
    public void Tell_EventsThatAnswerEachOther_StopAtAFault()
    {
        static string Echo(string hears, string says) => $$"""{ "id": "hear-{{hears}}", "type": "Elsa.Event", "eventName": "{{hears}}" },""" + Tell($"say-{says}", says);
        var trial = Trial("a",
            ("a", Sub("sub-b", "b", waits: false) + "," + Sub("sub-c", "c", waits: false) + "," + Tell("tell", "ping"), "sub-b>sub-c sub-c>tell"),
            ("b", Echo("ping", "pong"), "hear-ping>say-pong say-pong>hear-ping"), ("c", Echo("pong", "ping"), "hear-pong>say-ping say-ping>hear-pong"));

        Assert.Contains("goes on without end", trial.Journal.Single(e => e.Event == JournalEvent.Faulted).Text, StringComparison.Ordinal);
    }

    private static string Sub(string id, string other, bool waits = true) =>
        $$"""{ "id": "{{id}}", "type": "Elsa.ExecuteWorkflow", "workflowDefinitionId": "{{other}}", "waitForCompletion": {{(waits ? "true" : "false")}} }""";

    private static string Ask(string id) => $$"""{ "id": "{{id}}", "type": "Elsa.RunTask", "taskName": "{{id}}" }""";

    private static string Tell(string id, string name) => $$"""{ "id": "{{id}}", "type": "Elsa.PublishEvent", "eventName": "{{name}}" }""";

    private static WorkflowTrial Trial(string first, params (string Id, string Activities, string Ways)[] workflows)
    {
        var all = workflows.ToDictionary(w => w.Id, w => CompiledWorkflow.Load(Json(w.Id, w.Activities, w.Ways), WorkflowTrace.Registry));
        var trial = new WorkflowTrial(all[first], Start, (run, call) => run.Wait(call), all.GetValueOrDefault);
        trial.Start();
        return trial;
    }

    private static string Json(string id, string activities, string ways) => $$"""
        { "definitionId": "{{id}}", "version": 1, "root": { "type": "Elsa.Flowchart", "activities": [{{activities}}], "connections": [{{string.Join(", ", ways.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Way))}}] } }
        """;

    private static string Way(string way) => $$"""{ "source": { "activity": "{{way.Split('>')[0]}}" }, "target": { "activity": "{{way.Split('>')[1]}}" } }""";
}
