using PhdTracker.Workflows.Layout;

namespace PhdTracker.Workflows.Tests.Layout;

public sealed class FlowLayoutTests
{
    [Fact]
    public void Of_AForkAndAJoin_PutsEachBelowWhatLeadsToIt()
    {
        var layout = Lay("a b", "a c", "b d", "c d");

        Assert.Equal([0, 1, 1, 2], layout.Nodes.Select(n => n.Layer));
        Assert.All(layout.Ways, way => Assert.False(way.IsBack));
    }

    [Fact]
    public void Of_ALoop_DrawsTheWayBackOutsideOnTheRight()
    {
        var layout = Lay("a b", "b c", "b d", "d b");

        var back = Assert.Single(layout.Ways, way => way.IsBack);
        Assert.Equal(("d", "b"), (back.From, back.To));
        Assert.True(layout.Width > layout.Nodes.Max(n => n.X + n.Width) + 10);
    }

    [Fact]
    public void Of_AStepThatLeadsToItself_IsDrawnAsAWayBack() => Assert.True(Assert.Single(Lay("a a").Ways).IsBack);

    [Fact]
    public void Of_NothingAtAll_IsAnEmptyPicture()
    {
        var layout = FlowLayout.Of([], []);

        Assert.Empty(layout.Nodes);
        Assert.True(layout.Width > 0);
    }

    [Fact]
    public void Of_AWayToNowhere_LeavesItOut()
    {
        var layout = FlowLayout.Of([new LayoutNode("a", 100, 40)], [new LayoutWay("a", "gone")]);

        Assert.Empty(layout.Ways);
    }

    [Fact]
    public void Of_AChain_RunsStraightDown()
    {
        var layout = Lay("a b", "b c", "c d");

        Assert.Single(layout.Nodes.Select(n => n.X + (n.Width / 2)).Distinct());
    }

    [Fact]
    public void Of_RandomFlows_NeverOverlapsAndIsTheSameTwice()
    {
        var random = new Random(7);
        for (var flow = 0; flow < 200; flow++)
        {
            var nodes = Enumerable.Range(0, random.Next(2, 40)).Select(i => new LayoutNode("n" + i, random.Next(60, 240), random.Next(6, 120))).ToList();
            var ways = Enumerable.Range(0, random.Next(1, nodes.Count * 2)).Select(_ => new LayoutWay("n" + random.Next(nodes.Count), "n" + random.Next(nodes.Count), random.Next(0, 120), 16)).ToList();

            var layout = FlowLayout.Of(nodes, ways);

            Drawing.HasNoOverlaps(layout);
            var again = FlowLayout.Of(nodes, ways);
            Assert.Equal(layout.Nodes, again.Nodes);
            Assert.Equal(layout.Ways, again.Ways);
        }
    }

    [Fact]
    public void Of_AThousandStepsWithOneEnd_IsDrawn()
    {
        var nodes = Enumerable.Range(0, 1000).Select(i => new LayoutNode("n" + i, 200, 60)).ToList();
        var ways = Enumerable.Range(0, 999).SelectMany(i => new[] { new LayoutWay("n" + i, "n" + (i + 1)), new LayoutWay("n" + i, "n999") }).ToList();

        Assert.Equal(999, FlowLayout.Of(nodes, ways).Nodes.Max(n => n.Layer));
    }

    private static FlowLayout Lay(params string[] ways)
    {
        var pairs = ways.Select(way => way.Split(' ')).ToList();
        var layout = FlowLayout.Of(
            [.. pairs.SelectMany(pair => pair).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => new LayoutNode(id, 120, 40))], [.. pairs.Select(pair => new LayoutWay(pair[0], pair[1]))]);
        Drawing.HasNoOverlaps(layout);
        return layout;
    }
}

internal static class Drawing
{
    public static void HasNoOverlaps(FlowLayout layout)
    {
        foreach (var (node, at) in layout.Nodes.Select((node, at) => (node, at)))
        {
            Assert.InRange(node.X, 0, layout.Width - node.Width);
            Assert.InRange(node.Y, 0, layout.Height - node.Height);
            Assert.DoesNotContain(layout.Nodes.Skip(at + 1), other =>
                node.X < other.X + other.Width && other.X < node.X + node.Width && node.Y < other.Y + other.Height && other.Y < node.Y + node.Height);
        }
    }
}
