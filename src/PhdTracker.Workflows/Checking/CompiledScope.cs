using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>The activities that run together: those of the root flowchart, or of one port of a container.</summary>
internal sealed class CompiledScope
{
    /// <summary>Leaves a step on whatever outcome it has; it connects the steps of a sequence.</summary>
    public const string AnyPort = "";

    /// <summary>The container, or null for the root.</summary>
    public CompiledActivity? Container { get; init; }

    /// <summary>Which port of the container.</summary>
    public int Port { get; init; }

    /// <summary>Whether connections say what follows.</summary>
    public bool IsFlowchart { get; init; }

    /// <summary>In the order of the file.</summary>
    public List<CompiledActivity> Activities { get; } = [];

    /// <summary>The variables of its own, which each run of it has anew.</summary>
    public IReadOnlyList<LocalVariable> Locals { get; init; } = [];

    public FlowGraph Graph { get; set; } = new(0, 0, []);

    public CompiledActivity Start => Activities[Graph.Start];

    /// <summary>Whether no run of it comes to its end without waiting.</summary>
    public bool Waits()
    {
        var seen = new NodeSet(Graph.Nodes);
        var open = new Stack<int>([Graph.Start]);
        while (open.TryPop(out var node))
        {
            if (Activities[node].Waits || !seen.Add(node))
                continue;
            if (Graph.Outgoing(node).Count == 0)
                return false;
            foreach (var edge in Graph.Outgoing(node))
                open.Push(edge.Target);
        }

        return true;
    }
}

/// <summary>A variable of a container.</summary>
internal sealed record LocalVariable(string Name, int Slot, JsValue FirstValue);

/// <summary>How often a failed step is tried again by itself, and after how long.</summary>
/// <param name="Attempts">All tries together.</param>
/// <param name="Wait">Before the second try.</param>
/// <param name="Factor">By which each further wait is longer.</param>
internal sealed record RetryPolicy(int Attempts, TimeSpan Wait, double Factor)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>The wait after so many tries that failed.</summary>
    public TimeSpan WaitAfter(int failed)
    {
        var ticks = Wait.Ticks * Math.Pow(Factor, failed - 1);
        return ticks < LongestWait.Ticks ? TimeSpan.FromTicks((long)ticks) : LongestWait > Wait ? LongestWait : Wait;
    }
}

/// <summary>The variables that a step may use.</summary>
internal sealed class VariableScope(VariableScope? outer, ExpressionNames names, IReadOnlyList<VariableDefinition> variables, int firstSlot)
{
    private readonly Dictionary<string, int> _byId = variables.Select((variable, index) => (variable.Id, Slot: firstSlot + index))
        .DistinctBy(pair => pair.Id).ToDictionary(pair => pair.Id, pair => pair.Slot, StringComparer.Ordinal);

    public ExpressionNames Names => names;

    public int Slot(string? id, string? name)
    {
        if (id is not null && ById(id) is var slot and >= 0)
            return slot;
        return name is not null && names.TryGetSlot(name, out slot) ? slot : -1;
    }

    private int ById(string id) => _byId.TryGetValue(id, out var slot) ? slot : outer?.ById(id) ?? -1;
}
