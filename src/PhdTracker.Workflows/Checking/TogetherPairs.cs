namespace PhdTracker.Workflows;

/// <summary>The pairs of connections that one round can follow both: they leave one step at once, or grow out of such a pair.</summary>
internal sealed class TogetherPairs
{
    private readonly FlowGraph _graph;
    private readonly int _join;
    private readonly HashSet<(int, int)> _pairs = [];
    private readonly Queue<(Edge First, Edge Second)> _open = new();

    public TogetherPairs(FlowGraph graph, IReadOnlyList<CompiledActivity> activities, int join)
    {
        _graph = graph;
        _join = join;
        foreach (var activity in activities.Where(activity => graph.Reachable.Contains(activity.Index)))
            Leaving(activity);
        while (_open.TryDequeue(out var pair))
        {
            Grow(pair.First, pair.Second);
            Grow(pair.Second, pair.First);
        }
    }

    public bool Contains(Edge first, Edge second) => _pairs.Contains(Key(first, second));

    private void Leaving(CompiledActivity activity)
    {
        var ways = Forward(activity.Index).ToList();
        for (var first = 0; first < ways.Count; first++)
        {
            for (var second = first + 1; second < ways.Count; second++)
            {
                // The default of a switch is taken only when nothing else is.
                var samePort = ways[first].Port == ways[second].Port;
                var severalPorts = activity.Choice == OutcomeChoice.All
                    || (activity.Choice == OutcomeChoice.Several && ways[first].Port != "Default" && ways[second].Port != "Default");
                if (samePort || severalPorts)
                    Add(ways[first], ways[second]);
            }
        }
    }

    // What one of them leads to is together with the other, unless both meet in one step.
    private void Grow(Edge moving, Edge staying)
    {
        if (moving.Target == staying.Target || moving.Target == _join)
            return;
        foreach (var next in Forward(moving.Target))
            Add(next, staying);
    }

    private void Add(Edge first, Edge second)
    {
        if (first.Index != second.Index && _pairs.Add(Key(first, second)))
            _open.Enqueue((first, second));
    }

    private IEnumerable<Edge> Forward(int node) => _graph.Outgoing(node).Where(edge => !_graph.IsBackward(edge));

    private static (int, int) Key(Edge first, Edge second) =>
        (Math.Min(first.Index, second.Index), Math.Max(first.Index, second.Index));
}
