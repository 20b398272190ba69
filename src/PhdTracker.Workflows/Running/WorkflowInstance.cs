using System.Text.Json;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>A running workflow as a value: what it knows, where it waits, what has arrived. It never leaves the version that it began with.</summary>
public sealed class WorkflowInstance
{
    private Frame _current;

    internal WorkflowInstance(CompiledWorkflow workflow)
    {
        Workflow = workflow;
        Root = _current = new Frame(0, workflow.Root, null);
        Scope = new ExpressionScope(workflow.FirstValues.Count);
        SetFirstValues();
    }

    /// <summary>What it runs.</summary>
    public CompiledWorkflow Workflow { get; }

    /// <summary>Whether it can go on.</summary>
    public WorkflowStatus Status { get; internal set; }

    /// <summary>How it stands.</summary>
    public WorkflowSubStatus SubStatus { get; internal set; }

    /// <summary>Set by <c>Elsa.Correlate</c>.</summary>
    public string? CorrelationId
    {
        get => Scope.CorrelationId;
        internal set => Scope.CorrelationId = value;
    }

    /// <summary>Set by <c>Elsa.SetName</c>.</summary>
    public string? Name { get; internal set; }

    /// <summary>Set by <c>Elsa.SetOutput</c>.</summary>
    public Dictionary<string, JsValue> Output { get; } = new(StringComparer.Ordinal);

    /// <summary>What it has given so far as one object, for the workflow that waits for it; nothing where it gave nothing.</summary>
    public JsValue Result
    {
        get
        {
            if (Output.Count == 0)
                return JsValue.Null;
            using var json = JsonDocument.Parse(ActivityCall.Json(Output));
            return JsValue.From(json.RootElement);
        }
    }

    /// <summary>What the start handed in.</summary>
    public IReadOnlyDictionary<string, JsValue> Inputs => Scope.Inputs;

    /// <summary>Where it waits, oldest first.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => OpenBookmarks;

    /// <summary>What failed and is still to be mended.</summary>
    public IReadOnlyList<Incident> Incidents => OpenIncidents;

    /// <summary>How many journal entries it has made.</summary>
    public int JournalCount { get; internal set; }

    internal ExpressionScope Scope { get; }

    internal List<Bookmark> OpenBookmarks { get; } = [];

    internal List<Incident> OpenIncidents { get; } = [];

    /// <summary>Connections that were followed and whose join has not run since.</summary>
    internal List<Arrival> Arrived { get; } = [];

    /// <summary>What a fault cut off, to be asked again when its incident is mended.</summary>
    internal List<Step> Halted { get; } = [];

    /// <summary>The run of the root flowchart.</summary>
    internal Frame Root { get; }

    /// <summary>What runs in containers; a frame comes after the one around it.</summary>
    internal List<Frame> Frames { get; } = [];

    internal int LastId { get; set; }

    /// <summary>The value of a variable.</summary>
    /// <exception cref="KeyNotFoundException">The workflow has no such variable.</exception>
    public JsValue Variable(string name)
    {
        if (Workflow.Names.TryGetSlot(name, out var slot))
            return Scope.Variables[slot];
        throw new KeyNotFoundException($"There is no variable '{name}'.");
    }

    /// <summary>Where it waits for an event, oldest first.</summary>
    /// <param name="eventName">As the step that waits names it.</param>
    /// <param name="correlationId">Only if the instance has this one; null for whichever it has.</param>
    public IReadOnlyList<Bookmark> WaitingFor(string? eventName, string? correlationId) => correlationId is not null && correlationId != CorrelationId
        ? []
        : [.. OpenBookmarks.Where(open => open.Name == eventName && StepOf(open).Activity.Type.BuiltIn == BuiltIn.Event)];

    internal Step StepOf(Bookmark bookmark) => new(Workflow.Find(bookmark.ActivityId)!, FrameOf(bookmark.FrameId), bookmark.Failed);

    internal Step StepOf(Incident incident) => new(Workflow.Find(incident.ActivityId)!, FrameOf(incident.FrameId));

    internal Frame FrameOf(int id) => id == 0 ? Root : Frames.Find(frame => frame.Id == id)!;

    internal Frame Open(Func<int, Frame> make)
    {
        var frame = make(++LastId);
        Frames.Add(frame);
        return frame;
    }

    internal void Close(Frame frame)
    {
        if (_current != Root)
            Enter(Root);
        Frames.Remove(frame);
        Arrived.RemoveAll(arrival => arrival.Frame == frame);
    }

    /// <summary>Puts the variables of a frame, and of those around it, where expressions find them.</summary>
    internal void Enter(Frame frame)
    {
        if (frame == _current)
            return;
        for (var left = _current; left is not null; left = left.Parent)
        {
            for (var local = 0; local < left.Locals.Length; local++)
                left.Locals[local] = Scope.Variables[left.Scope.Locals[local].Slot];
        }

        for (var entered = frame; entered is not null; entered = entered.Parent)
        {
            for (var local = 0; local < entered.Locals.Length; local++)
                Scope.Variables[entered.Scope.Locals[local].Slot] = entered.Locals[local];
        }

        _current = frame;
    }

    /// <summary>Forgets all that came of a run; the inputs stay.</summary>
    internal void Forget()
    {
        SetFirstValues();
        Scope.ActivityOutputs.Clear();
        Scope.LastResult = JsValue.Null;
        Output.Clear();
        (CorrelationId, Name) = (null, null);
    }

    private void SetFirstValues()
    {
        for (var slot = 0; slot < Workflow.FirstValues.Count; slot++)
            Scope.Variables[slot] = Workflow.FirstValues[slot];
    }

    /// <summary>The state as compact JSON, from which <see cref="FromJson"/> makes the same instance.</summary>
    public byte[] ToJson()
    {
        Enter(Root);
        return InstanceJson.Write(this);
    }

    /// <summary>Reads a state that was written for the same version of the same definition.</summary>
    /// <exception cref="FormatException">It was written for another.</exception>
    public static WorkflowInstance FromJson(CompiledWorkflow workflow, ReadOnlyMemory<byte> json) => InstanceJson.Read(workflow, json);
}
