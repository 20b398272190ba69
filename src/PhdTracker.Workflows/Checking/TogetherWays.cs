using System.Numerics;

namespace PhdTracker.Workflows;

/// <summary>Which of the ways into a join one round can follow together: two that leave one step at once lead to them. What comes before
/// the nearest step that all ways to the join pass does not matter: that step runs once.</summary>
internal sealed class TogetherWays
{
    private readonly FlowGraph _graph;
    private readonly IReadOnlyList<Edge> _inbound;
    private readonly Dictionary<int, ulong[]> _reach = [];
    private readonly ulong[][] _together;
    private readonly ulong[] _none;
    private readonly int _join;

    public TogetherWays(FlowGraph graph, IReadOnlyList<CompiledActivity> activities, int join, IReadOnlyList<Edge> inbound)
    {
        (_graph, _join, _inbound) = (graph, join, inbound);
        _none = new ulong[(inbound.Count + 63) / 64];
        _together = [.. inbound.Select(_ => new ulong[_none.Length])];
        foreach (var node in graph.WaysTo(join).Reverse())
        {
            var reach = new ulong[_none.Length];
            foreach (var edge in Forward(node))
                Add(reach, Reach(edge));
            _reach[node] = reach;
            foreach (var ways in Leaving(activities[node]))
                Pair(ways);
        }
    }

    /// <summary>The first pair of ways that no round follows together.</summary>
    public (Edge First, Edge Second)? Excluded()
    {
        for (var first = 0; first < _inbound.Count; first++)
        {
            _together[first][first >> 6] |= 1UL << (first & 63);
            for (var word = 0; word < _none.Length; word++)
            {
                var second = (word << 6) + BitOperations.TrailingZeroCount(~_together[first][word]);
                if (~_together[first][word] != 0 && second < _inbound.Count)
                    return (_inbound[first], _inbound[second]);
            }
        }

        return null;
    }

    private IEnumerable<Edge> Forward(int node) => _graph.Outgoing(node).Where(edge => !_graph.IsBackward(edge));

    // The inbound ways of the join to which a connection leads.
    private ulong[] Reach(Edge edge)
    {
        if (edge.Target != _join)
            return _reach.GetValueOrDefault(edge.Target, _none);
        var own = new ulong[_none.Length];
        for (var way = 0; way < _inbound.Count; way++)
        {
            if (_inbound[way].Index == edge.Index)
                own[way >> 6] |= 1UL << (way & 63);
        }

        return own;
    }

    // The sets of connections that one completion follows at once. The default of a switch is taken only when nothing else is.
    private IEnumerable<List<Edge>> Leaving(CompiledActivity activity)
    {
        var ways = Forward(activity.Place).ToList();
        if (ways.Count < 2)
            yield break;
        foreach (var group in ways.GroupBy(way => activity.Choice switch
        {
            OutcomeChoice.All => "",
            OutcomeChoice.Several when way.Port != "Default" => "",
            _ => way.Port,
        }))
        {
            if (group.Skip(1).Any())
                yield return [.. group];
        }
    }

    // Whatever one of them leads to is together with whatever the others lead to. Those that meet in one step are one way.
    private void Pair(List<Edge> ways)
    {
        var separate = ways.Where(way => way.Target == _join).Concat(ways.Where(way => way.Target != _join).DistinctBy(way => way.Target)).ToList();
        var before = new ulong[separate.Count + 1][];
        before[0] = new ulong[_none.Length];
        for (var way = 0; way < separate.Count; way++)
        {
            before[way + 1] = [.. before[way]];
            Add(before[way + 1], Reach(separate[way]));
        }

        var after = new ulong[_none.Length];
        for (var way = separate.Count - 1; way >= 0; way--)
        {
            var reach = Reach(separate[way]);
            for (var word = 0; word < _none.Length; word++)
            {
                for (var rest = reach[word]; rest != 0; rest &= rest - 1)
                {
                    var inbound = (word << 6) + BitOperations.TrailingZeroCount(rest);
                    Add(_together[inbound], before[way]);
                    Add(_together[inbound], after);
                }
            }

            Add(after, reach);
        }
    }

    private static void Add(ulong[] to, ulong[] more)
    {
        for (var word = 0; word < to.Length; word++)
            to[word] |= more[word];
    }
}
