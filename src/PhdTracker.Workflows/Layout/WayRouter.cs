using System.Globalization;

namespace PhdTracker.Workflows.Layout;

/// <summary>Draws the ways between placed slots: forward ones as curves in the gaps between layers, those that lead back in lanes on the right.</summary>
internal sealed class WayRouter
{
    private const double PortRoom = 16;
    private const double LaneRoom = 18;
    private readonly FlowLayers _layers;
    private readonly List<Slot>[] _order;
    private readonly double[] _top;
    private readonly double[] _bottom;
    private readonly Dictionary<int, double> _leaving = [];
    private readonly Dictionary<int, double> _entering = [];
    private readonly Dictionary<int, double> _lanes = [];
    private readonly List<(double X, double Y, double Width, double Height)> _labels = [];

    public WayRouter(FlowLayers layers, List<Slot>[] order)
    {
        (_layers, _order) = (layers, order);
        var left = order.SelectMany(layer => layer).Select(slot => slot.X - (slot.Width / 2)).DefaultIfEmpty().Min();
        foreach (var slot in order.SelectMany(layer => layer))
            slot.X += FlowLayout.Margin - left;
        _top = [.. order.Select(layer => layer.Min(slot => slot.Y))];
        _bottom = [.. order.Select(layer => layer.Max(slot => slot.Y + slot.Height))];
    }

    public FlowLayout Route()
    {
        var all = Enumerable.Range(0, _layers.Ways.Count).ToList();
        Ports(all.ToLookup(_layers.Source), _leaving, way => _layers.IsBack[way] ? double.MaxValue : _layers.Chains[way][1].X, way => !LeavesSideways(way));
        Ports(all.ToLookup(_layers.Target), _entering, way => _layers.IsBack[way] ? double.MaxValue : _layers.Chains[way][^2].X, _ => true);
        Lanes([.. all.Where(way => _layers.IsBack[way])]);
        var ways = all.Select(way => _layers.IsBack[way] ? Back(way) : Forward(way)).ToList();
        var nodes = _layers.Nodes.Select((node, index) => Placed(node, _layers.SlotOf(index))).ToList();
        var right = nodes.Select(n => n.X + n.Width).Concat(_lanes.Values).Concat(_labels.Select(l => l.X + (l.Width / 2))).DefaultIfEmpty().Max();
        var bottom = _bottom.DefaultIfEmpty().Max() + (all.Exists(way => _layers.IsBack[way] && !LeavesSideways(way)) ? LaneRoom : 0);
        return new FlowLayout(Math.Ceiling(right + FlowLayout.Margin), Math.Ceiling(bottom + FlowLayout.Margin), nodes, ways);
    }

    private static PlacedNode Placed(LayoutNode node, Slot slot) =>
        new(node.Id, slot.Layer, Math.Round(slot.X - (node.Width / 2), 1), Math.Round(slot.Y, 1), node.Width, node.Height);

    /// <summary>Whether nothing stands between the box and the lanes on the right.</summary>
    private bool LeavesSideways(int way) => _layers.IsBack[way] && _order[_layers.SlotOf(_layers.Source(way)).Layer][^1] == _layers.SlotOf(_layers.Source(way));

    /// <summary>Where ways leave or enter each box: below or above their other end as far as the box reaches, never two at one place.</summary>
    private void Ports(ILookup<int, int> waysOf, Dictionary<int, double> ports, Func<int, double> other, Func<int, bool> uses)
    {
        foreach (var group in waysOf)
        {
            var slot = _layers.SlotOf(group.Key);
            var ways = group.Where(uses).OrderBy(other).ToList();
            var reach = ways.Count == 1 && !_layers.IsBack[ways[0]] ? 0 : Math.Max(0, (slot.Width / 2) - PortRoom);
            var room = Math.Min(PortRoom, slot.Width / (ways.Count + 1));
            var places = SlotPlaces.Spread(
                [.. ways.Select(way => Math.Clamp(other(way), slot.X - reach, slot.X + reach))], [.. ways.Select(_ => 1d)], [.. ways.Select(_ => room)]);
            foreach (var (way, place) in ways.Zip(places))
                ports[way] = place;
        }
    }

    /// <summary>One lane for all that lead back to the same box; the shortest nearest to the boxes.</summary>
    private void Lanes(List<int> back)
    {
        var taken = new List<(int From, int To, double X)>();
        var byTarget = back.GroupBy(_layers.Target).Select(group => (Ways: group.ToList(), From: _layers.SlotOf(group.Key).Layer, To: group.Max(way => _layers.SlotOf(_layers.Source(way)).Layer)));
        foreach (var (ways, from, to) in byTarget.OrderBy(g => g.To - g.From).ThenBy(g => g.From))
        {
            var x = _order[from..(to + 1)].SelectMany(layer => layer).Max(slot => slot.Right);
            x = ways.Where(LeavesSideways).Select(way => _layers.SlotOf(_layers.Source(way)).Right + LabelOf(way)).Append(x).Max() + LaneRoom;
            foreach (var other in taken.Where(t => t.From <= to && t.To >= from).OrderBy(t => t.X).Where(t => Math.Abs(t.X - x) < LaneRoom || t.X > x))
                x = Math.Max(x, other.X + LaneRoom);
            taken.Add((from, to, x));
            foreach (var way in ways)
                _lanes[way] = x;
        }
    }

    private double LabelOf(int way) => _layers.Ways[way].LabelWidth is > 0 and var width ? width + 8 : 0;

    private PlacedWay Forward(int way)
    {
        var chain = _layers.Chains[way];
        var (source, target) = (chain[0], chain[^1]);
        var path = new SvgPath(_leaving[way], source.Y + source.Height);
        path.Line(_leaving[way], _bottom[source.Layer]);
        foreach (var passed in chain.Skip(1).SkipLast(1))
        {
            path.Curve(passed.X, _top[passed.Layer]);
            path.Line(passed.X, _bottom[passed.Layer]);
        }

        path.Curve(_entering[way], _top[target.Layer]);
        path.Line(_entering[way], target.Y);
        var next = chain.Count > 2 ? chain[1].X : _entering[way];
        var (x, y) = Label(way, [.. new[] { .5, .64, .36, .75, .25, .86, .14 }.Select(t => Between(_leaving[way], next, source.Layer, t))]);
        return new PlacedWay(_layers.Ways[way].From, _layers.Ways[way].To, false, path.ToString(), x, y);
    }

    private PlacedWay Back(int way)
    {
        var (source, target, lane) = (_layers.SlotOf(_layers.Source(way)), _layers.SlotOf(_layers.Target(way)), _lanes[way]);
        var over = _top[target.Layer] - 14;
        var sideways = LeavesSideways(way);
        var (startX, startY) = sideways ? (source.Right, source.Y + (source.Height / 2)) : (_leaving[way], source.Y + source.Height);
        var turn = sideways ? startY : _bottom[source.Layer] + 14;
        var path = new SvgPath(startX, startY);
        path.Corners([.. sideways ? Array.Empty<(double, double)>() : [(startX, turn)], (lane, turn), (lane, over), (_entering[way], over), (_entering[way], target.Y)]);
        var (x, y) = Label(way, [(startX + 6 + (_layers.Ways[way].LabelWidth / 2), turn - 10), (startX + 6 + (_layers.Ways[way].LabelWidth / 2), turn + 12)]);
        return new PlacedWay(_layers.Ways[way].From, _layers.Ways[way].To, true, path.ToString(), x, y);
    }

    /// <summary>A point of the curve below a layer.</summary>
    private (double X, double Y) Between(double from, double to, int layer, double t)
    {
        var (y, height) = (_bottom[layer], _top[layer + 1] - _bottom[layer]);
        var (near, far) = ((1 - t) * (1 - t) * (1 + (2 * t)), t * t * (3 - (2 * t)));
        return ((near * from) + (far * to), y + (height * ((1.5 * t * (1 - t)) + (t * t * t))));
    }

    /// <summary>The first place at which nothing else is written; the first of all where there is none.</summary>
    private (double X, double Y) Label(int way, IReadOnlyList<(double X, double Y)> places)
    {
        var (width, height) = (_layers.Ways[way].LabelWidth, _layers.Ways[way].LabelHeight);
        if (width <= 0)
            return places[0];
        bool IsFree((double X, double Y) at) => !_labels.Exists(l => Math.Abs(l.X - at.X) < (l.Width + width) / 2 && Math.Abs(l.Y - at.Y) < (l.Height + height) / 2);
        var at = places.Where(IsFree).DefaultIfEmpty(places[0]).First();
        var x = Math.Max(at.X, (width / 2) + 4);
        _labels.Add((x, at.Y, width, height));
        return (Math.Round(x, 1), Math.Round(at.Y, 1));
    }

    /// <summary>Writes the <c>d</c> of an SVG path.</summary>
    private sealed class SvgPath(double x, double y)
    {
        private const double Radius = 10;
        private readonly System.Text.StringBuilder _text = new(string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}"));
        private (double X, double Y) _at = (x, y);

        public void Line(double x, double y)
        {
            if (Math.Abs(x - _at.X) + Math.Abs(y - _at.Y) > .1)
                _text.Append(CultureInfo.InvariantCulture, $"L{x:0.#} {y:0.#}");
            _at = (x, y);
        }

        public void Curve(double x, double y)
        {
            var middle = (_at.Y + y) / 2;
            if (Math.Abs(x - _at.X) < .5)
                Line(x, y);
            else
                _text.Append(CultureInfo.InvariantCulture, $"C{_at.X:0.#} {middle:0.#} {x:0.#} {middle:0.#} {x:0.#} {y:0.#}");
            _at = (x, y);
        }

        /// <summary>Lines with rounded corners.</summary>
        public void Corners(IReadOnlyList<(double X, double Y)> points)
        {
            for (var i = 0; i < points.Count - 1; i++)
            {
                var (corner, next) = (points[i], points[i + 1]);
                var (before, after) = (Toward(corner, _at), Toward(corner, next));
                Line(before.X, before.Y);
                _text.Append(CultureInfo.InvariantCulture, $"Q{corner.X:0.#} {corner.Y:0.#} {after.X:0.#} {after.Y:0.#}");
                _at = after;
            }

            Line(points[^1].X, points[^1].Y);
        }

        public override string ToString() => _text.ToString();

        private static (double X, double Y) Toward((double X, double Y) from, (double X, double Y) to)
        {
            var length = Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y)));
            var part = length < .1 ? 0 : Math.Min(Radius, length / 2) / length;
            return (from.X + ((to.X - from.X) * part), from.Y + ((to.Y - from.Y) * part));
        }
    }
}
