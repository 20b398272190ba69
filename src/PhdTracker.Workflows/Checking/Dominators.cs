namespace PhdTracker.Workflows;

/// <summary>For every node the nearest one that all ways from the start to it pass: a tree, whose intervals answer at once which node is
/// behind which. Built by narrowing in reverse postorder until nothing changes.</summary>
internal sealed class Dominators
{
    private readonly int[] _order;
    private readonly int[] _nearest;
    private readonly int[] _enter;
    private readonly int[] _leave;

    public Dominators(int nodes, int start, IReadOnlyList<IReadOnlyList<Edge>> outgoing)
    {
        _order = new int[nodes];
        _nearest = new int[nodes];
        _enter = new int[nodes];
        _leave = new int[nodes];
        Array.Fill(_order, -1);
        Array.Fill(_nearest, -1);
        ReversePostorder = nodes == 0 ? [] : Order(start, outgoing);
        if (nodes == 0)
            return;
        Narrow(start, outgoing);
        Number(start);
    }

    /// <summary>The reachable nodes.</summary>
    public IReadOnlyList<int> ReversePostorder { get; }

    public bool Reachable(int node) => _order[node] >= 0;

    /// <summary>The place of a reachable node in <see cref="ReversePostorder"/>.</summary>
    public int Order(int node) => _order[node];

    /// <summary>The nearest other node that every way to a reachable one passes; the start's is itself.</summary>
    public int Gate(int node) => _nearest[node];

    public bool IsBehind(int gate, int node) =>
        Reachable(gate) && Reachable(node) && _enter[gate] < _enter[node] && _leave[node] <= _leave[gate];

    public int Nearest(int first, int second)
    {
        while (first != second)
        {
            if (_order[first] > _order[second])
                first = _nearest[first];
            else
                second = _nearest[second];
        }

        return first;
    }

    private List<int> Order(int start, IReadOnlyList<IReadOnlyList<Edge>> outgoing)
    {
        var done = new List<int>();
        var seen = new bool[_order.Length];
        var open = new Stack<(int Node, int Next)>();
        seen[start] = true;
        open.Push((start, 0));
        while (open.TryPop(out var top))
        {
            if (top.Next == outgoing[top.Node].Count)
            {
                done.Add(top.Node);
                continue;
            }

            open.Push(top with { Next = top.Next + 1 });
            var target = outgoing[top.Node][top.Next].Target;
            if (seen[target])
                continue;
            seen[target] = true;
            open.Push((target, 0));
        }

        done.Reverse();
        for (var place = 0; place < done.Count; place++)
            _order[done[place]] = place;
        return done;
    }

    private void Narrow(int start, IReadOnlyList<IReadOnlyList<Edge>> outgoing)
    {
        _nearest[start] = start;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var node in ReversePostorder)
            {
                foreach (var edge in outgoing[node])
                {
                    if (edge.Target == start)
                        continue;
                    var nearest = _nearest[edge.Target] < 0 ? node : Nearest(_nearest[edge.Target], node);
                    changed |= nearest != _nearest[edge.Target];
                    _nearest[edge.Target] = nearest;
                }
            }
        }
    }

    private void Number(int start)
    {
        var below = ReversePostorder.Where(node => node != start).ToLookup(node => _nearest[node]);
        var number = 0;
        var open = new Stack<(int Node, bool Leaving)>([(start, false)]);
        while (open.TryPop(out var top))
        {
            if (top.Leaving)
            {
                _leave[top.Node] = number;
                continue;
            }

            _enter[top.Node] = ++number;
            open.Push((top.Node, true));
            foreach (var node in below[top.Node])
                open.Push((node, false));
        }
    }
}
