using System.Text.Json;
using System.Text.Json.Nodes;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows.Tests.Conformance;

/// <summary>A host that keeps nothing but the state: before every burst the instance is read back from its JSON.</summary>
internal sealed class WorkflowTrace(CompiledWorkflow workflow, DateTime now)
{
    public static ActivityType RequestDecision { get; } = new("PhdTracker.RequestDecision")
    {
        Inputs = [new("assignee", InputType.Text, Required: true), new("title", InputType.Text, Required: true)],
        Outputs = ["decision"],
        Outcomes = _ => ["Approved", "Returned", "Rejected"],
        OutcomeOutput = "decision",
        Waits = true,
    };

    public static ActivityRegistry Registry { get; } = new(RequestDecision);

    private CompiledWorkflow _workflow = workflow;
    private byte[] _state = [];

    public List<JournalEntry> Journal { get; } = [];

    public DateTime Now { get; private set; } = now;

    public WorkflowInstance Instance => WorkflowInstance.FromJson(_workflow, _state);

    public IReadOnlyList<string> Waiting => [.. Instance.Bookmarks.Select(bookmark => bookmark.ActivityId).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Events => [.. Journal.Select(Describe).Order(StringComparer.Ordinal)];

    public void Start(Dictionary<string, JsValue>? inputs = null) => Finish(WorkflowRunner.Start(_workflow, inputs, Now));

    /// <summary>Answers the oldest bookmark of an activity; where none waits, nothing happens.</summary>
    public void Answer(string activity, string outcome, JsValue output = default)
    {
        var instance = Instance;
        if (instance.Bookmarks.FirstOrDefault(open => open.ActivityId == activity) is { } bookmark)
            Finish(WorkflowRunner.Resume(instance, bookmark.Id, outcome, output, Now));
    }

    /// <summary>Moves the clock; what falls due on the way is resumed at its time.</summary>
    public void Advance(TimeSpan length)
    {
        var end = Now + length;
        while (true)
        {
            var instance = Instance;
            var due = instance.Bookmarks.Where(open => open.DueAt <= end).OrderBy(open => open.DueAt).ThenBy(open => open.Id).FirstOrDefault();
            if (due is null)
                break;
            Now = due.DueAt!.Value;
            Finish(WorkflowRunner.ResumeDue(instance, due.Id, Now));
        }

        Now = end;
    }

    public int BookmarkOf(string activity) => Instance.Bookmarks.First(open => open.ActivityId == activity).Id;

    public void Retry(string activity)
    {
        var instance = Instance;
        Finish(WorkflowRunner.Retry(instance, instance.Incidents.First(open => open.ActivityId == activity).Id, Now));
    }

    public void Skip(string activity, string outcome)
    {
        var instance = Instance;
        Finish(WorkflowRunner.Skip(instance, instance.Incidents.First(open => open.ActivityId == activity).Id, outcome, Now));
    }

    /// <summary>Runs a host's step; by default it waits.</summary>
    public Action<WorkflowRun, ActivityCall> Host { get; set; } = (run, call) => run.Wait(call, call.Text("title"));

    public void Finish(WorkflowRun run)
    {
        while (run.Next() is { } call)
            Host(run, call);
        Journal.AddRange(run.Journal);
        _workflow = run.Instance.Workflow;
        _state = run.Instance.ToJson();
    }

    public JsonNode? Variables()
    {
        using var document = JsonDocument.Parse(_state);
        return document.RootElement.TryGetProperty("variables", out var variables) ? JsonNode.Parse(variables.GetRawText()) : new JsonObject();
    }

    private static string Describe(JournalEntry entry) =>
        Describe(entry.ActivityId, entry.Event.ToString().ToLowerInvariant(), entry.Event == JournalEvent.Completed ? entry.Outcomes : null);

    public static string Describe(string activity, string happened, IEnumerable<string>? outcomes) =>
        outcomes is null ? $"{activity} {happened}" : $"{activity} {happened} [{string.Join(", ", outcomes.Order(StringComparer.Ordinal))}]";
}
