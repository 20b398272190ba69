namespace PhdTracker.Workflows.Layout;

/// <summary>Orders the slots of each layer so that few ways cross: each goes to the mean place of its neighbours, layer by layer, down and up.</summary>
internal sealed class SlotOrder(FlowLayers layers)
{
    private const int Sweeps = 6;

    /// <summary>Of a picture larger than this nobody follows the ways by eye: they stay in the order of the file.</summary>
    private const int MostSlots = 4000;

    public List<Slot>[] Ordered()
    {
        var current = layers.Layers.Select(layer => layer.OrderBy(slot => slot.Rank).ToList()).ToArray();
        if (current.Sum(layer => layer.Count) > MostSlots)
            return current;
        var (best, fewest) = (Copy(current), Crossings(current));
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var down = sweep % 2 == 0;
            foreach (var layer in down ? Enumerable.Range(1, Math.Max(0, current.Length - 1)) : Enumerable.Range(0, Math.Max(0, current.Length - 1)).Reverse())
                current[layer] = Sorted(current[layer], current[down ? layer - 1 : layer + 1], down);
            var crossings = Crossings(current);
            if (crossings < fewest)
                (best, fewest) = (Copy(current), crossings);
        }

        return best;
    }

    private static List<Slot> Sorted(List<Slot> layer, List<Slot> beside, bool down)
    {
        var place = Places(beside);
        double Mean(Slot slot, int own)
        {
            var neighbours = down ? slot.Above : slot.Below;
            return neighbours.Count == 0 ? own : neighbours.Average(n => place[n]);
        }

        return [.. layer.Select((slot, own) => (Slot: slot, Mean: Mean(slot, own))).OrderBy(s => s.Slot.Rank).ThenBy(s => s.Mean).Select(s => s.Slot)];
    }

    private static int Crossings(List<Slot>[] order)
    {
        var crossings = 0;
        for (var layer = 0; layer + 1 < order.Length; layer++)
        {
            var place = Places(order[layer + 1]);
            var ways = order[layer].SelectMany((slot, at) => slot.Below.Select(below => (From: at, To: place[below]))).ToList();
            for (var one = 0; one < ways.Count; one++)
            {
                for (var other = one + 1; other < ways.Count; other++)
                {
                    if ((ways[one].From - ways[other].From) * (ways[one].To - ways[other].To) < 0)
                        crossings++;
                }
            }
        }

        return crossings;
    }

    private static Dictionary<Slot, int> Places(List<Slot> layer) => layer.Select((slot, at) => (slot, at)).ToDictionary(s => s.slot, s => s.at);

    private static List<Slot>[] Copy(List<Slot>[] order) => [.. order.Select(layer => layer.ToList())];
}
