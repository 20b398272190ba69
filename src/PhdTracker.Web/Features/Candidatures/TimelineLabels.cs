namespace PhdTracker.Web.Features.Candidatures;

/// <summary>Where a point and its label stand in a lane.</summary>
/// <param name="Level">How many points stand above it, because they are too close in time to stand beside it.</param>
/// <param name="Row">The row of its label, from 0.</param>
/// <param name="Anchor">Which end of the label stands at the point, as SVG calls it.</param>
public readonly record struct TimelineLabel(int Level, int Row, string Anchor);

/// <summary>Finds room for points that never leave their day, and for all of their labels.</summary>
public static class TimelineLabels
{
    /// <summary>What a point takes of the width, in per cent, where the drawing is narrowest.</summary>
    private const double Point = 1.9;

    /// <param name="points">In order of time: where each stands and how wide its label is, in per cent.</param>
    public static IReadOnlyList<TimelineLabel> Place(IReadOnlyList<(double X, double Width)> points)
    {
        var spans = points.Select((p, i) => SpanOf(p.X, p.Width, points.Where((_, j) => j != i).All(o => Math.Abs(o.X - p.X) > (p.Width / 2) + 1))).ToList();
        var rows = new int[points.Count];
        var room = new List<Taken>();
        // Labels lead to the right in the first half and to the left in the second. Who is furthest along that way is named first: so no line to a name further down runs through another name.
        foreach (var i in Enumerable.Range(0, points.Count).OrderBy(i => spans[i].Anchor switch { "middle" => 0, "start" => 1, _ => 2 }).ThenBy(i => spans[i].Anchor == "start" ? -i : i))
        {
            rows[i] = RowFor(points[i].X, spans[i].Left, spans[i].Right, room);
            room.Add(new Taken(rows[i], points[i].X, spans[i].Left, spans[i].Right));
        }
        var levels = Levels(points);
        return [.. points.Select((_, i) => new TimelineLabel(levels[i], rows[i], spans[i].Anchor))];
    }

    private static List<int> Levels(IReadOnlyList<(double X, double Width)> points)
    {
        var (levels, last) = (new List<int>(), new List<double>());
        foreach (var (x, _) in points)
        {
            var level = last.FindIndex(end => end + Point <= x);
            if (level < 0)
            {
                level = last.Count;
                last.Add(x);
            }
            else
            {
                last[level] = x;
            }
            levels.Add(level);
        }
        return levels;
    }

    private static (string Anchor, double Left, double Right) SpanOf(double x, double width, bool alone) => (alone && x >= width / 2 && x + (width / 2) <= 100, x <= 50) switch
    {
        (true, _) => ("middle", x - (width / 2), x + (width / 2)),
        (_, true) => ("start", x, x + width),
        _ => ("end", x - width, x),
    };

    /// <summary>The first row with room for a label and for the line to it; with room for the label alone if no line is free.</summary>
    private static int RowFor(double x, double left, double right, List<Taken> room)
    {
        bool Free(int row) => !room.Exists(t => (t.Row == row && t.Left < right + 1 && left < t.Right + 1) || (t.Row > row && t.X > left && t.X < right));
        bool Led(int row) => !room.Exists(t => t.Row < row && t.Left < x && x < t.Right);
        var rows = Enumerable.Range(0, room.Count + 1).Where(Free).ToList();
        return rows.Exists(Led) ? rows.Find(Led) : rows[0];
    }

    private readonly record struct Taken(int Row, double X, double Left, double Right);
}
