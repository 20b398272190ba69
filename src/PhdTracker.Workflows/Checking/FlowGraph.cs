namespace PhdTracker.Workflows;

/// <summary>A connection between two activities of one container, by their places in it.</summary>
internal readonly record struct Edge(int Index, int Source, string Port, int Target);

/// <summary>What follows from the shape of a flowchart alone: ways, backward connections, regions.</summary>
internal sealed class FlowGraph
{
    private readonly List<Edge>[] _outgoing;
    private readonly List<Edge>[] _incoming;
    private readonly Dominators _dominators;

    public FlowGraph(int nodes, int start, IReadOnlyList<Edge> edges)
    {
        Nodes = nodes;
        Start = start;
        Edges = edges;
        _outgoing = Grouped(edges, edge => edge.Source);
        _dominators = new Dominators(nodes, start, _outgoing);
        _incoming = Grouped(edges.Where(edge => Reachable(edge.Source)), edge => edge.Target);
    }

    public int Nodes { get; }

    public int Start { get; }

    public IReadOnlyList<Edge> Edges { get; }

    public bool Reachable(int node) => _dominators.Reachable(node);

    public IReadOnlyList<Edge> Outgoing(int node) => _outgoing[node];

    /// <summary>The connections that enter <paramref name="node"/> from a reachable one.</summary>
    public IReadOnlyList<Edge> Incoming(int node) => _incoming[node];

    /// <summary>Whether every way from the start to <paramref name="node"/> passes <paramref name="gate"/>.</summary>
    public bool Dominates(int gate, int node) => gate == node || _dominators.IsBehind(gate, node);

    /// <summary>Whether <paramref name="node"/> is reachable only through <paramref name="gate"/>, and is another.</summary>
    public bool IsBehind(int gate, int node) => gate != node && _dominators.IsBehind(gate, node);

    public bool IsBackward(Edge edge) => Reachable(edge.Source) && Dominates(edge.Target, edge.Source);

    /// <summary>The nearest node that every way to both nodes passes.</summary>
    public int NearestGate(int first, int second) => _dominators.Nearest(first, second);

    /// <summary>From the nearest node that every way to <paramref name="node"/> passes up to, and without, that node itself: among these
    /// are all that lead from the one to the other. Each comes before all that a forward connection leads to from it; only where no other
    /// loop is left.</summary>
    public IReadOnlyList<int> WaysTo(int node)
    {
        var first = _dominators.Order(_dominators.Gate(node));
        return [.. _dominators.ReversePostorder.Skip(first).Take(_dominators.Order(node) - first)];
    }

    /// <summary>The nodes from which there is a way to <paramref name="edge"/> that neither passes the join that it
    /// enters nor takes a backward connection whose target every way to that join passes.</summary>
    public NodeSet Upstream(Edge edge)
    {
        var join = edge.Target;
        var found = new NodeSet(Nodes);
        var open = new Stack<int>();
        found.Add(edge.Source);
        open.Push(edge.Source);
        while (open.TryPop(out var node))
        {
            foreach (var way in Incoming(node))
            {
                var newRound = IsBackward(way) && Dominates(way.Target, join);
                if (!newRound && way.Source != join && found.Add(way.Source))
                    open.Push(way.Source);
            }
        }

        return found;
    }

    /// <summary>Connections that close a loop among <paramref name="nodes"/> when only <paramref name="allowed"/> ones are taken.</summary>
    public IReadOnlyList<Edge> LoopClosers(Func<int, bool> nodes, Func<Edge, bool> allowed)
    {
        var state = new byte[Nodes];
        var closers = new List<Edge>();
        foreach (var node in Enumerable.Range(0, Nodes).Where(node => Reachable(node) && nodes(node)))
            Visit(node, nodes, allowed, state, closers);
        return closers;
    }

    private void Visit(int first, Func<int, bool> nodes, Func<Edge, bool> allowed, byte[] state, List<Edge> closers)
    {
        if (state[first] != 0)
            return;
        // 1 is on the current way, 2 is done with.
        var stack = new Stack<(int Node, int Next)>();
        state[first] = 1;
        stack.Push((first, 0));
        while (stack.TryPop(out var top))
        {
            if (top.Next == _outgoing[top.Node].Count)
            {
                state[top.Node] = 2;
                continue;
            }

            stack.Push(top with { Next = top.Next + 1 });
            var edge = _outgoing[top.Node][top.Next];
            if (!nodes(edge.Target) || !allowed(edge))
                continue;
            if (state[edge.Target] == 1)
                closers.Add(edge);
            if (state[edge.Target] != 0)
                continue;
            state[edge.Target] = 1;
            stack.Push((edge.Target, 0));
        }
    }

    private List<Edge>[] Grouped(IEnumerable<Edge> edges, Func<Edge, int> by)
    {
        var groups = new List<Edge>[Nodes];
        for (var node = 0; node < Nodes; node++)
            groups[node] = [];
        foreach (var edge in edges)
            groups[by(edge)].Add(edge);
        return groups;
    }
}
