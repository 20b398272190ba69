namespace PhdTracker.Workflows.Layout;

/// <summary>A place in a layer: a box, or a way that passes through the layer on its way further down.</summary>
internal sealed class Slot(int node, int layer, double width, double height, SlotRank rank)
{
    /// <summary>Index of the box; -1 for a passing way.</summary>
    public int Node { get; } = node;

    public int Layer { get; } = layer;

    public double Width { get; } = width;

    public double Height { get; } = height;

    public SlotRank Rank { get; } = rank;

    public List<Slot> Above { get; } = [];

    public List<Slot> Below { get; } = [];

    /// <summary>The middle, from left to right.</summary>
    public double X { get; set; }

    public double Y { get; set; }

    public double Right => X + (Width / 2);
}

/// <summary>What ends stands on the left, what only leads back on the right, so that the rest runs straight down.</summary>
internal enum SlotRank { Ends, GoesOn, LeadsBack }

/// <summary>Which ways lead back, which layer each box is in, and the chain of slots that each forward way runs through.</summary>
internal sealed class FlowLayers
{
    private readonly Dictionary<string, int> _index;
    private readonly int[] _layerOf;
    private readonly Slot[] _slotOf;

    public FlowLayers(IReadOnlyList<LayoutNode> nodes, IReadOnlyList<LayoutWay> ways)
    {
        (Nodes, Ways) = (nodes, ways);
        _index = nodes.Select((node, index) => (node.Id, index)).ToDictionary(n => n.Id, n => n.index, StringComparer.Ordinal);
        var next = Enumerable.Range(0, nodes.Count).Select(_ => new List<int>()).ToArray();
        for (var way = 0; way < ways.Count; way++)
            next[Source(way)].Add(way);
        IsBack = new bool[ways.Count];
        var order = Visit(next);
        _layerOf = new int[nodes.Count];
        foreach (var node in order)
        {
            foreach (var way in next[node].Where(way => !IsBack[way]))
                _layerOf[Target(way)] = Math.Max(_layerOf[Target(way)], _layerOf[node] + 1);
        }

        Layers = [.. Enumerable.Range(0, nodes.Count == 0 ? 0 : _layerOf.Max() + 1).Select(_ => new List<Slot>())];
        _slotOf = [.. Enumerable.Range(0, nodes.Count).Select(node => new Slot(node, _layerOf[node], nodes[node].Width, nodes[node].Height, RankOf(next, node)))];
        foreach (var node in order)
            Layers[_layerOf[node]].Add(_slotOf[node]);
        Chains = [.. Enumerable.Range(0, ways.Count).Select(Chain)];
    }

    public IReadOnlyList<LayoutNode> Nodes { get; }

    public IReadOnlyList<LayoutWay> Ways { get; }

    public bool[] IsBack { get; }

    /// <summary>The slots of each layer, from left to right once they are ordered.</summary>
    public List<Slot>[] Layers { get; }

    /// <summary>For each way its source, the slots that it passes, and its target; nothing between for one that leads back.</summary>
    public IReadOnlyList<Slot>[] Chains { get; }

    public Slot SlotOf(int node) => _slotOf[node];

    public int Source(int way) => _index[Ways[way].From];

    public int Target(int way) => _index[Ways[way].To];

    /// <summary>All boxes so that each comes after those that lead to it; marks the ways that close a loop.</summary>
    private List<int> Visit(List<int>[] next)
    {
        var entered = new bool[Nodes.Count];
        for (var way = 0; way < Ways.Count; way++)
            entered[Target(way)] = true;
        // 1 is on the current way, 2 is done with.
        var state = new byte[Nodes.Count];
        var finished = new List<int>();
        foreach (var root in Enumerable.Range(0, Nodes.Count).OrderBy(node => entered[node]).Where(root => state[root] == 0))
        {
            var stack = new Stack<(int Node, int Way)>([(root, 0)]);
            state[root] = 1;
            while (stack.TryPop(out var at))
            {
                if (at.Way == next[at.Node].Count)
                {
                    state[at.Node] = 2;
                    finished.Add(at.Node);
                    continue;
                }

                stack.Push((at.Node, at.Way + 1));
                var way = next[at.Node][at.Way];
                IsBack[way] = state[Target(way)] == 1;
                if (state[Target(way)] != 0)
                    continue;
                state[Target(way)] = 1;
                stack.Push((Target(way), 0));
            }
        }

        finished.Reverse();
        return finished;
    }

    private SlotRank RankOf(List<int>[] next, int node) =>
        next[node].Count == 0 ? SlotRank.Ends
        : next[node].Exists(way => IsBack[way]) && next[node].TrueForAll(way => IsBack[way] || next[Target(way)].Count == 0) ? SlotRank.LeadsBack
        : SlotRank.GoesOn;

    private List<Slot> Chain(int way)
    {
        var (source, target) = (SlotOf(Source(way)), SlotOf(Target(way)));
        if (IsBack[way])
            return [source, target];
        var chain = new List<Slot> { source };
        for (var layer = source.Layer + 1; layer < target.Layer; layer++)
        {
            var passing = new Slot(-1, layer, 12, 0, target.Rank == SlotRank.Ends ? SlotRank.Ends : SlotRank.GoesOn);
            Layers[layer].Add(passing);
            chain.Add(passing);
        }

        chain.Add(target);
        foreach (var (above, below) in chain.Zip(chain.Skip(1)))
        {
            above.Below.Add(below);
            below.Above.Add(above);
        }

        return chain;
    }
}
