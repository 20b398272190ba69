using System.Globalization;

namespace PhdTracker.Web.Layout;

/// <summary>How a milestone stands on a timeline.</summary>
public enum MarkState { Done, Now, Late, Later }

/// <summary>One milestone on a lane.</summary>
public sealed record TimelineMark(DateOnly On, string Name, MarkState State, string? Url = null);

/// <summary>A stretch of time on a lane: a stay, an interruption, a contract.</summary>
/// <param name="Css"><c>span-uk</c>, <c>span-fr</c>, <c>span-planned</c> or nothing.</param>
public sealed record TimelineSpan(DateOnly From, DateOnly To, string Name, string Css = "");

/// <summary>One line of a timeline.</summary>
public sealed record TimelineLane(string Name, IReadOnlyList<TimelineMark> Marks, IReadOnlyList<TimelineSpan>? Spans = null, string? SideCode = null);

/// <summary>A drawing of what happens when, from left to right; the page has the same as a table.</summary>
public sealed record Timeline(DateOnly From, DateOnly To, DateOnly Today, string Label, IReadOnlyList<TimelineLane> Lanes)
{
    // A name takes about one per cent of the width for each letter at the least width at which the drawing is shown.
    private const double Letter = 1.0;

    /// <summary>Where a day lies, in per cent of the width.</summary>
    public string X(DateOnly day) => Percent(day).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>How wide a stretch is, in per cent of the width.</summary>
    public string Width(TimelineSpan span) =>
        Math.Max(0.5, Percent(span.To.AddDays(1)) - Percent(span.From)).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>The first days of the years' quarters worth a line: each 1 October, or each 1 January and 1 October of a short timeline.</summary>
    public IEnumerable<DateOnly> Ticks()
    {
        for (var year = From.Year; year <= To.Year; year++)
        {
            var tick = new DateOnly(year, 10, 1);
            if (tick >= From && tick <= To)
                yield return tick;
        }
    }

    /// <summary>Whether a stretch is wide enough for its name; otherwise the name stands under it.</summary>
    public bool Fits(TimelineSpan span) => Percent(span.To.AddDays(1)) - Percent(span.From) > (span.Name.Length * Letter) + 1;

    /// <summary>The marks of a lane, each with the row that its name is written in so that names do not run into each other.</summary>
    public static IReadOnlyList<(TimelineMark Mark, int Row)> Placed(Timeline timeline, TimelineLane lane)
    {
        var ends = new List<double>();
        var placed = new List<(TimelineMark, int)>();
        foreach (var mark in lane.Marks.OrderBy(m => m.On))
        {
            var half = mark.Name.Length * Letter / 2;
            var (left, right) = timeline.Anchor(mark) switch
            {
                "start" => (timeline.Percent(mark.On), timeline.Percent(mark.On) + (half * 2)),
                "end" => (timeline.Percent(mark.On) - (half * 2), timeline.Percent(mark.On)),
                _ => (timeline.Percent(mark.On) - half, timeline.Percent(mark.On) + half),
            };
            var row = ends.FindIndex(end => end < left);
            if (row < 0)
            {
                row = ends.Count;
                ends.Add(0);
            }
            ends[row] = right + 0.5;
            placed.Add((mark, row));
        }
        return placed;
    }

    /// <summary>Which end of its name a mark holds, so that names stay inside the drawing.</summary>
    public string Anchor(TimelineMark mark) => Anchor(mark.On);

    /// <summary>The same for a day.</summary>
    public string Anchor(DateOnly day) => Percent(day) switch { < 5 => "start", > 94 => "end", _ => "middle" };

    private double Percent(DateOnly day) =>
        Math.Clamp((day.DayNumber - From.DayNumber) * 100.0 / Math.Max(1, To.DayNumber - From.DayNumber), 0, 100);
}
