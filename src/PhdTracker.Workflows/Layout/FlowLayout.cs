namespace PhdTracker.Workflows.Layout;

/// <summary>A box to be placed.</summary>
public sealed record LayoutNode(string Id, double Width, double Height);

/// <summary>A way between two boxes, with the size of what is written on it (0 for nothing).</summary>
public sealed record LayoutWay(string From, string To, double LabelWidth = 0, double LabelHeight = 0);

/// <summary>Where a box stands: its upper left corner, and its layer counted from the top.</summary>
public sealed record PlacedNode(string Id, int Layer, double X, double Y, double Width, double Height)
{
    internal double Centre => X + (Width / 2);
}

/// <summary>How a way runs.</summary>
/// <param name="IsBack">It leads back to something that comes before it.</param>
/// <param name="Path">As the <c>d</c> of an SVG path.</param>
/// <param name="LabelX">The middle of what is written on it.</param>
/// <param name="LabelY">The middle of what is written on it.</param>
public sealed record PlacedWay(string From, string To, bool IsBack, string Path, double LabelX, double LabelY);

/// <summary>
/// A flowchart laid out from top to bottom: each box below all that lead to it, those of one layer side by side, ways that lead
/// back outside on the right. The same flowchart always gives the same picture, and no two boxes overlap.
/// </summary>
/// <param name="Nodes">In the order in which they were given.</param>
/// <param name="Ways">In the order in which they were given.</param>
public sealed record FlowLayout(double Width, double Height, IReadOnlyList<PlacedNode> Nodes, IReadOnlyList<PlacedWay> Ways)
{
    /// <summary>Room around the whole.</summary>
    internal const double Margin = 16;

    /// <summary>Room between boxes of one layer.</summary>
    internal const double Beside = 28;

    /// <summary>Room between two layers.</summary>
    internal const double Between = 56;

    /// <summary>Room above the first layer where ways lead back to it.</summary>
    internal const double Above = 18;

    /// <summary>Lays a flowchart out. Ways from or to a box that is not there are left out.</summary>
    public static FlowLayout Of(IReadOnlyList<LayoutNode> nodes, IReadOnlyList<LayoutWay> ways)
    {
        var known = nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        var drawn = ways.Where(way => known.Contains(way.From) && known.Contains(way.To)).ToList();
        var layers = new FlowLayers(nodes, drawn);
        var slots = new SlotOrder(layers).Ordered();
        new SlotPlaces(layers, slots).Place();
        return new WayRouter(layers, slots).Route();
    }
}
