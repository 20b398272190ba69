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
/// <param name="Index">Its place in the definition's list.</param>
/// <param name="Source">Index of the activity that it leaves.</param>
/// <param name="Port">The outcome that follows it.</param>
/// <param name="Target">Index of the activity that it enters.</param>
/// <param name="Backward">Whether every way from the start to its source passes its target.</param>
public sealed record CompiledConnection(int Index, int Source, string Port, int Target, bool Backward);

/// <summary>An activity that has been checked, with its expressions parsed.</summary>
public sealed class CompiledActivity
{
    internal CompiledActivity(int index, ActivityDefinition definition, ActivityType type)
    {
        Index = index;
        Definition = definition;
        Type = type;
    }

    /// <summary>Its place in the definition's list.</summary>
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

    /// <summary>For each forward inbound connection, the activities from which there is a way to it.</summary>
    internal IReadOnlyList<NodeSet> Upstream { get; set; } = [];

    /// <summary>The activities that are reachable only through this one, without itself.</summary>
    internal NodeSet Behind { get; set; }
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
        IReadOnlyList<CompiledConnection> connections, int start, IReadOnlyList<JsValue> firstValues, ExpressionNames names)
    {
        Definition = definition;
        Activities = activities;
        Connections = connections;
        Start = activities[start];
        FirstValues = firstValues;
        Names = names;
        _byId = activities.ToDictionary(activity => activity.Id, StringComparer.Ordinal);
    }

    /// <summary>What was compiled.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<CompiledActivity> Activities { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<CompiledConnection> Connections { get; }

    /// <summary>Where an instance begins.</summary>
    public CompiledActivity Start { get; }

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
