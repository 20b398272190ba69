using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Tests.Layout;

public sealed class TimelineTests
{
    private static readonly DateOnly Start = new(2024, 10, 1);

    [Fact]
    public void X_DaysInsideAndOutside_StayWithinTheDrawing()
    {
        var timeline = Of([]);

        Assert.Equal("0%", timeline.X(Start));
        Assert.Equal("100%", timeline.X(new DateOnly(2027, 10, 1)));
        Assert.Equal("0%", timeline.X(new DateOnly(2020, 1, 1)));
        Assert.Equal("100%", timeline.X(new DateOnly(2040, 1, 1)));
    }

    [Fact]
    public void Ticks_ThreeYears_EachFirstOfOctober() =>
        Assert.Equal([2024, 2025, 2026, 2027], Of([]).Ticks().Select(t => t.Year));

    [Fact]
    public void Placed_NamesThatWouldTouch_StandInDifferentRows()
    {
        var near = new TimelineMark(new DateOnly(2026, 1, 1), "Early stage assessment", MarkState.Now);
        var next = new TimelineMark(new DateOnly(2026, 1, 20), "First joint report", MarkState.Later);
        var far = new TimelineMark(new DateOnly(2027, 1, 1), "Late stage review", MarkState.Later);
        var timeline = Of([near, next, far]);

        Assert.Equal([0, 1, 0], Timeline.Placed(timeline, timeline.Lanes[0]).Select(p => p.Row));
    }

    [Fact]
    public void Anchor_AtTheEdges_NameStaysInside()
    {
        var timeline = Of([]);

        Assert.Equal("start", timeline.Anchor(Start));
        Assert.Equal("middle", timeline.Anchor(new DateOnly(2026, 3, 1)));
        Assert.Equal("end", timeline.Anchor(new DateOnly(2027, 10, 1)));
    }

    private static Timeline Of(IReadOnlyList<TimelineMark> marks) =>
        new(Start, new DateOnly(2027, 10, 1), new DateOnly(2026, 11, 22), "", [new TimelineLane("Milestones", marks)]);
}
