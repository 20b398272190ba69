using System.Text;
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

    /// <summary>Talks to something outside that does not answer the first times.</summary>
    public static ActivityType Call { get; } = new("Test.Call") { Inputs = [new("fails", InputType.Number)], IsResilient = true };

    public static ActivityRegistry Registry { get; } = new(RequestDecision, Call, HostTypes.PublishEvent, HostTypes.DispatchWorkflow, HostTypes.ExecuteWorkflow);

    private readonly List<(WorkflowTrace Child, int Bookmark)> _children = [];

    private CompiledWorkflow _workflow = workflow;
    private byte[] _state = [];

    public List<JournalEntry> Journal { get; private init; } = [];

    /// <summary>The other workflows that this one may start.</summary>
    public Func<string, CompiledWorkflow>? Library { get; init; }

    public DateTime Now { get; private set; } = now;

    public WorkflowInstance Instance => WorkflowInstance.FromJson(_workflow, _state);

    public IReadOnlyList<string> Waiting => [.. Instance.Bookmarks.Select(bookmark => bookmark.ActivityId).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Events => [.. Journal.Select(Describe).Order(StringComparer.Ordinal)];

    public void Start(Dictionary<string, JsValue>? inputs = null) => Finish(WorkflowRunner.Start(_workflow, inputs, Now));

    /// <summary>Answers the oldest bookmark of an activity, here or in a workflow that this one has started; where none waits, nothing happens.</summary>
    public void Answer(string activity, string outcome, JsValue output = default)
    {
        var instance = Instance;
        if (instance.Bookmarks.FirstOrDefault(open => open.ActivityId == activity) is { } bookmark)
            Finish(WorkflowRunner.Resume(instance, bookmark.Id, outcome, output, Now));
        else
            _children.ForEach(child => child.Child.Answer(activity, outcome, output));
        TakeResults();
    }

    // A workflow that this one waits for has ended.
    private void TakeResults()
    {
        foreach (var (child, bookmark) in _children.ToList())
        {
            if (child.Instance.Status == WorkflowStatus.Finished && Instance.Bookmarks.Any(open => open.Id == bookmark))
                Finish(WorkflowRunner.Resume(Instance, bookmark, "Done", child.Result(), Now));
        }
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

    /// <summary>Skips a failed step, or one that waits.</summary>
    public void Skip(string activity, string outcome)
    {
        var instance = Instance;
        Finish(instance.Incidents.FirstOrDefault(open => open.ActivityId == activity) is { } incident
            ? WorkflowRunner.Skip(instance, incident.Id, outcome, Now)
            : WorkflowRunner.SkipStep(instance, BookmarkOf(activity), outcome, Now));
    }

    public void CancelStep(string activity) => Finish(WorkflowRunner.CancelStep(Instance, BookmarkOf(activity), Now));

    /// <summary>Runs a host's step; by default it waits.</summary>
    public Action<WorkflowRun, ActivityCall>? Host { get; set; }

    private void RunStep(WorkflowRun run, ActivityCall call)
    {
        var type = call.Activity.Type;
        if (Host is { } host)
            host(run, call);
        else if (type == HostTypes.PublishEvent)
            run.Complete(call, "Done");
        else if (type == HostTypes.DispatchWorkflow || type == HostTypes.ExecuteWorkflow)
            StartChild(run, call);
        else if (type == Call && Journal.Concat(run.Journal).Count(entry => entry.ActivityId == call.Activity.Id && entry.Event == JournalEvent.Faulted) < call.Number("fails"))
            run.Fault(call, "No answer");
        else if (type == Call)
            run.Complete(call, "Done");
        else
            run.Wait(call, call.Text("title"));
    }

    private void StartChild(WorkflowRun run, ActivityCall call)
    {
        var child = new WorkflowTrace(Library!(call.Text("workflowDefinitionId")!), Now) { Library = Library, Journal = Journal };
        child.Start();
        if (!call.IsTrue("waitForCompletion"))
        {
            _children.Add((child, 0));
            run.Complete(call, "Done");
        }
        else if (child.Instance.Status == WorkflowStatus.Finished)
        {
            run.Complete(call, "Done", new Dictionary<string, JsValue> { ["result"] = child.Result() });
        }
        else
        {
            _children.Add((child, run.Wait(call).Id));
        }
    }

    private JsValue Result()
    {
        using var output = JsonDocument.Parse(Encoding.UTF8.GetString(_state));
        return output.RootElement.TryGetProperty("output", out var value) ? JsValue.From(value) : JsValue.Null;
    }

    public void Finish(WorkflowRun run)
    {
        while (run.Next() is { } call)
            RunStep(run, call);
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
