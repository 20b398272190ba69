namespace PhdTracker.Workflows.Layout;

/// <summary>Gives every slot its place: as near to the middle of its neighbours as the others of its layer allow.</summary>
internal sealed class SlotPlaces(FlowLayers layers, List<Slot>[] order)
{
    private const int Sweeps = 12;

    public void Place()
    {
        foreach (var layer in order)
            Settle(layer, slot => 0);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var down = sweep % 2 == 0 || sweep > Sweeps - 4;
            foreach (var layer in down ? order : order.Reverse())
                Settle(layer, slot => Wanted(slot, down));
        }

        double y = FlowLayout.Margin + (EntersFirstLayer() ? FlowLayout.Above : 0);
        foreach (var layer in order)
        {
            var height = layer.Max(slot => slot.Height);
            foreach (var slot in layer)
                slot.Y = y + ((height - slot.Height) / 2);
            y += height + FlowLayout.Between + Labels(layer[0].Layer);
        }
    }

    /// <summary>
    /// Places nearest to the wanted ones, in order, with at least the given room between neighbours: the least sum of squares,
    /// found by merging neighbours that would come too close.
    /// </summary>
    internal static double[] Spread(IReadOnlyList<double> wanted, IReadOnlyList<double> weights, IReadOnlyList<double> room)
    {
        var offset = new double[wanted.Count];
        for (var i = 1; i < wanted.Count; i++)
            offset[i] = offset[i - 1] + room[i - 1];
        var groups = new List<(double Sum, double Weight, int Count)>();
        for (var i = 0; i < wanted.Count; i++)
        {
            groups.Add(((wanted[i] - offset[i]) * weights[i], weights[i], 1));
            while (groups.Count > 1 && groups[^2].Sum / groups[^2].Weight > groups[^1].Sum / groups[^1].Weight)
            {
                var (last, before) = (groups[^1], groups[^2]);
                groups.RemoveAt(groups.Count - 1);
                groups[^1] = (before.Sum + last.Sum, before.Weight + last.Weight, before.Count + last.Count);
            }
        }

        var places = groups.SelectMany(group => Enumerable.Repeat(group.Sum / group.Weight, group.Count));
        return [.. places.Select((place, i) => place + offset[i])];
    }

    /// <summary>More room below a layer for labels of more than one row.</summary>
    private double Labels(int layer) => Enumerable.Range(0, layers.Ways.Count).Where(way => layers.SlotOf(layers.Source(way)).Layer == layer)
        .Select(way => layers.Ways[way].LabelHeight - FlowLayout.Above).Append(0).Max();

    private bool EntersFirstLayer() => Enumerable.Range(0, layers.Ways.Count).Any(way => layers.IsBack[way] && layers.SlotOf(layers.Target(way)).Layer == 0);

    private static void Settle(List<Slot> layer, Func<Slot, double> wanted)
    {
        var room = layer.Zip(layer.Skip(1), (left, right) => ((left.Width + right.Width) / 2) + FlowLayout.Beside).ToList();
        var places = Spread([.. layer.Select(wanted)], [.. layer.Select(Weight)], room);
        for (var i = 0; i < layer.Count; i++)
            layer[i].X = places[i];
    }

    /// <summary>What goes on stays where its own ways want it; what ends or leads back gives way.</summary>
    private static double Weight(Slot slot) => slot.Rank == SlotRank.GoesOn ? 8 : 1;

    private static double Wanted(Slot slot, bool down)
    {
        var neighbours = down ? slot.Above : slot.Below;
        var counted = neighbours.Where(n => n.Rank == SlotRank.GoesOn).ToList();
        if (counted.Count == 0)
            counted = neighbours.Where(n => slot.Rank != SlotRank.GoesOn).ToList();
        return counted.Count == 0 ? slot.X : counted.Average(n => n.X);
    }
}
