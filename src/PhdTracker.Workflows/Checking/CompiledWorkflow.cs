using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>When a step with several forward inbound connections runs.</summary>
public enum JoinMode
{
    /// <summary>One has arrived and none is coming; also the rule of a plain activity.</summary>
    WaitAllActive,

    /// <summary>All have arrived.</summary>
    WaitAll,

    /// <summary>One has arrived; what is still on its way is cancelled.</summary>
    WaitAny,
}

/// <summary>A connection of a compiled workflow.</summary>
/// <param name="Index">Its place among all connections; those of the root come first, in the order of the file.</param>
/// <param name="Source">Index of the activity that it leaves.</param>
/// <param name="Port">The outcome that follows it; empty between the steps of a sequence, where any does.</param>
/// <param name="Target">Index of the activity that it enters.</param>
/// <param name="Backward">Whether every way from the start to its source passes its target.</param>
public sealed record CompiledConnection(int Index, int Source, string Port, int Target, bool Backward)
{
    internal bool IsFollowedOn(IReadOnlyList<string> outcomes) => Port == CompiledScope.AnyPort || outcomes.Contains(Port, StringComparer.Ordinal);
}

/// <summary>An activity that has been checked, with its expressions parsed.</summary>
public sealed class CompiledActivity
{
    private NodeSet[]? _upstream;

    internal CompiledActivity(int index, CompiledScope scope, ActivityDefinition definition, ActivityType type)
    {
        Index = index;
        Scope = scope;
        Place = scope.Activities.Count;
        Definition = definition;
        Type = type;
    }

    /// <summary>Its place among all activities of the definition.</summary>
    public int Index { get; }

    /// <summary>Its id in the definition.</summary>
    public string Id => Definition.Id;

    /// <summary>As it stands in the file.</summary>
    public ActivityDefinition Definition { get; }

    /// <summary>Its type.</summary>
    public ActivityType Type { get; }

    /// <summary>The outcomes that it can have.</summary>
    public IReadOnlyList<string> Outcomes { get; internal set; } = [];

    /// <summary>Outcomes that it cannot have, but that a connection may name.</summary>
    internal IReadOnlyList<string> IdleOutcomes { get; set; } = [];

    /// <summary>The container in which it stands; null in the root flowchart.</summary>
    public CompiledActivity? Container => Scope.Container;

    /// <summary>Whether every run of it waits for somebody or something.</summary>
    public bool Waits { get; internal set; }

    /// <summary>Whether several forward connections enter it.</summary>
    public bool IsJoin => ForwardInbound.Count > 1;

    /// <summary>When it runs, if it is a join.</summary>
    public JoinMode JoinMode { get; internal set; }

    internal OutcomeChoice Choice { get; set; }

    internal IReadOnlyList<CompiledInput> Inputs { get; set; } = [];

    internal IReadOnlyList<SwitchCase> Cases { get; set; } = [];

    internal int VariableSlot { get; set; } = -1;

    internal IReadOnlyList<OutputTarget> OutputTargets { get; set; } = [];

    internal IReadOnlyList<CompiledConnection> Outgoing { get; set; } = [];

    internal IReadOnlyList<CompiledConnection> ForwardInbound { get; set; } = [];

    /// <summary>What stands beside it.</summary>
    internal CompiledScope Scope { get; }

    /// <summary>Its place in its scope.</summary>
    internal int Place { get; }

    /// <summary>What stands in it, a port each; null for a port that is empty.</summary>
    internal IReadOnlyList<CompiledScope?> Ports { get; set; } = [];

    internal RetryPolicy? Retry { get; set; }

    /// <summary>For each forward inbound connection, the activities from which there is a way to it. Computed when the join is first
    /// decided: a large definition is checked without it.</summary>
    internal IReadOnlyList<NodeSet> Upstream => _upstream ??=
        [.. Scope.Graph.Incoming(Place).Where(edge => !Scope.Graph.IsBackward(edge)).Select(Scope.Graph.Upstream)];
}

internal sealed record CompiledInput(ActivityInput Input, Expression Expression);

internal sealed record SwitchCase(string Label, Expression Condition);

internal sealed record OutputTarget(string Output, int VariableSlot);

/// <summary>A definition that was checked and is ready to run. Immutable, so that one serves all instances.</summary>
public sealed class CompiledWorkflow
{
    private readonly Dictionary<string, CompiledActivity> _byId;

    internal CompiledWorkflow(
        WorkflowDefinition definition, IReadOnlyList<CompiledActivity> activities,
        IReadOnlyList<CompiledConnection> connections, CompiledScope root, IReadOnlyList<JsValue> firstValues, ExpressionNames names)
    {
        Definition = definition;
        Activities = activities;
        Connections = connections;
        Root = root;
        FirstValues = firstValues;
        Names = names;
        _byId = activities.ToDictionary(activity => activity.Id, StringComparer.Ordinal);
    }

    /// <summary>What was compiled.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>All of them, in the order of the file; a container comes before what stands in it.</summary>
    public IReadOnlyList<CompiledActivity> Activities { get; }

    /// <summary>All of them; those of the root flowchart come first, in the order of the file.</summary>
    public IReadOnlyList<CompiledConnection> Connections { get; }

    /// <summary>Where an instance begins.</summary>
    public CompiledActivity Start => Root.Start;

    internal CompiledScope Root { get; }

    internal IReadOnlyList<JsValue> FirstValues { get; }

    internal ExpressionNames Names { get; }

    /// <summary>The activity with that id, or null.</summary>
    public CompiledActivity? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Reads, checks and compiles a definition.</summary>
    /// <exception cref="WorkflowDefinitionException">Something is wrong with it; everything is listed.</exception>
    public static CompiledWorkflow Load(string json, ActivityRegistry registry)
    {
        var result = DefinitionCompiler.Compile(WorkflowDefinition.Parse(json), registry);
        return result.Workflow ?? throw new WorkflowDefinitionException(result.Problems);
    }
}
