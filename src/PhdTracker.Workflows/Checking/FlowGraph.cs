namespace PhdTracker.Workflows;

/// <summary>A connection between two activities, by their indices.</summary>
internal readonly record struct Edge(int Index, int Source, string Port, int Target);

/// <summary>What follows from the shape of a flowchart alone: ways, backward connections, regions.</summary>
internal sealed class FlowGraph
{
    private readonly IReadOnlyList<Edge> _edges;
    private readonly ILookup<int, Edge> _outgoing;
    private readonly ILookup<int, Edge> _incoming;
    private readonly NodeSet[] _behind;

    public FlowGraph(int nodes, int start, IReadOnlyList<Edge> edges)
    {
        Nodes = nodes;
        Start = start;
        _edges = edges;
        _outgoing = edges.ToLookup(edge => edge.Source);
        _incoming = edges.ToLookup(edge => edge.Target);
        Reachable = Reach(avoiding: -1);
        _behind = [.. Enumerable.Range(0, nodes).Select(Region)];
    }

    public int Nodes { get; }

    public int Start { get; }

    public NodeSet Reachable { get; }

    public IEnumerable<Edge> Outgoing(int node) => _outgoing[node];

    public IEnumerable<Edge> Incoming(int node) => _incoming[node].Where(edge => Reachable.Contains(edge.Source));

    /// <summary>The nodes that are reachable only through <paramref name="node"/>, without itself.</summary>
    public NodeSet Behind(int node) => _behind[node];

    /// <summary>Whether every way from the start to <paramref name="node"/> passes <paramref name="gate"/>.</summary>
    public bool Dominates(int gate, int node) => gate == node || _behind[gate].Contains(node);

    public bool IsBackward(Edge edge) => Reachable.Contains(edge.Source) && Dominates(edge.Target, edge.Source);

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

    /// <summary>The nearest node that every way to both nodes passes.</summary>
    public int NearestGate(int first, int second)
    {
        var gates = Reachable.Items().Where(gate => Dominates(gate, first) && Dominates(gate, second)).ToList();
        return gates.First(gate => gates.All(other => Dominates(other, gate)));
    }

    /// <summary>Connections that close a loop among <paramref name="nodes"/> when only <paramref name="allowed"/> ones are taken.</summary>
    public IEnumerable<Edge> LoopClosers(Func<int, bool> nodes, Func<Edge, bool> allowed)
    {
        var state = new byte[Nodes];
        var closers = new List<Edge>();
        foreach (var node in Enumerable.Range(0, Nodes).Where(node => Reachable.Contains(node) && nodes(node)))
            Visit(node, nodes, allowed, state, closers);
        return closers;
    }

    private void Visit(int first, Func<int, bool> nodes, Func<Edge, bool> allowed, byte[] state, List<Edge> closers)
    {
        if (state[first] != 0)
            return;
        // 1 is on the current way, 2 is done with.
        var stack = new Stack<(int Node, IEnumerator<Edge> Ways)>();
        state[first] = 1;
        stack.Push((first, Outgoing(first).GetEnumerator()));
        while (stack.TryPeek(out var top))
        {
            if (!top.Ways.MoveNext())
            {
                state[top.Node] = 2;
                stack.Pop();
                continue;
            }

            var edge = top.Ways.Current;
            if (!nodes(edge.Target) || !allowed(edge))
                continue;
            if (state[edge.Target] == 1)
                closers.Add(edge);
            if (state[edge.Target] != 0)
                continue;
            state[edge.Target] = 1;
            stack.Push((edge.Target, Outgoing(edge.Target).GetEnumerator()));
        }
    }

    private NodeSet Region(int gate)
    {
        var region = new NodeSet(Nodes);
        if (!Reachable.Contains(gate))
            return region;
        var without = Reach(gate);
        foreach (var node in Reachable.Items().Where(node => node != gate && !without.Contains(node)))
            region.Add(node);
        return region;
    }

    private NodeSet Reach(int avoiding)
    {
        var found = new NodeSet(Nodes);
        if (Start == avoiding)
            return found;
        var open = new Stack<int>();
        found.Add(Start);
        open.Push(Start);
        while (open.TryPop(out var node))
        {
            foreach (var edge in _outgoing[node])
            {
                if (edge.Target != avoiding && found.Add(edge.Target))
                    open.Push(edge.Target);
            }
        }

        return found;
    }

    public IReadOnlyList<Edge> Edges => _edges;
}
