using PhdTracker.Core.Localisation;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>How a step of a diagram is marked. The last three are for the difference between two versions.</summary>
public enum NodeState { Neutral, Done, Now, Later, Back, Failed, Added, Changed, Removed }

/// <summary>What a case or a difference says of one step.</summary>
/// <param name="Lines">Below the title: who answered what and when, or who is asked.</param>
/// <param name="Said">The state in words, where the usual word does not fit.</param>
public sealed record NodeMark(NodeState State, IReadOnlyList<string> Lines, string? Said = null);

/// <summary>One step of a diagram, with its place.</summary>
/// <param name="IsPerson">Somebody is asked.</param>
public sealed record DiagramNode(string ActivityId, string Title, NodeState State, IReadOnlyList<string> Lines, double X, double Y, double Width, double Height, bool IsPerson)
{
    /// <summary>Heights of a row of the title, of a line, and of the word for the state.</summary>
    public const double TitleHeight = 19;
    public const double LineHeight = 17;
    public const double SaidHeight = 17;

    public required StepKind Kind { get; init; }

    /// <summary>The state in words; null where there is nothing to tell.</summary>
    public string? Said { get; init; }

    /// <summary>Whether the box has a row for the state.</summary>
    public bool ShowsSaid => Said is not null && (IsPerson || State != NodeState.Later);

    /// <summary>The title in as many lines as the box holds.</summary>
    public required IReadOnlyList<string> TitleRows { get; init; }

    /// <summary>The lines in as many rows as the box holds.</summary>
    public required IReadOnlyList<string> LineRows { get; init; }

    /// <summary>Where it leads, in words: <c>approved: Endorsement by the director</c>.</summary>
    public IReadOnlyList<string> Leads { get; init; } = [];
}

/// <summary>One way of a diagram.</summary>
/// <param name="Path">The <c>d</c> of an SVG path.</param>
public sealed record DiagramWay(string From, string To, string? Label, bool IsBack, bool Taken, NodeState State, string Path)
{
    /// <summary>The label in as many rows as it takes.</summary>
    public IReadOnlyList<string> LabelRows { get; init; } = [];
    public double LabelX { get; init; }
    public double LabelY { get; init; }
    public double LabelWidth { get; init; }
    public double LabelHeight => LabelRows.Count * RowHeight;

    /// <summary>Height of a row of the label.</summary>
    public const double RowHeight = 16;
}

/// <summary>A route as a picture, and in words.</summary>
/// <param name="Nodes">From top to bottom and left to right.</param>
/// <param name="Label">What the picture shows, as a sentence.</param>
public sealed record RouteDiagram(double Width, double Height, IReadOnlyList<DiagramNode> Nodes, IReadOnlyList<DiagramWay> Ways, string Label);

/// <summary>Draws routes.</summary>
public static class RouteDiagrams
{
    /// <summary>The diagram of a route.</summary>
    /// <param name="marks">How its steps stand, by the id of the activity; null for the route itself, apart from any case.</param>
    /// <param name="taken">The outcomes that were followed, as activity and port.</param>
    /// <param name="isOver">Whether the case goes on no further.</param>
    public static RouteDiagram Of(
        WorkflowDefinition definition, Texts texts, IReadOnlyDictionary<string, NodeMark>? marks = null, IReadOnlySet<(string Activity, string Port)>? taken = null, bool isOver = false)
    {
        var drawn = marks?.Where(m => m.Value.State is not (NodeState.Neutral or NodeState.Later or NodeState.Done)).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        var shape = new RouteShape(definition, drawn);
        var label = texts[marks is null ? "Diagram.Label" : "Diagram.LabelOfCase"];
        return new DiagramBuilder(shape, texts, label) { IsOver = isOver }.Build(
            step => marks?.GetValueOrDefault(step.Id) ?? new NodeMark(marks is null ? NodeState.Neutral : NodeState.Later, DiagramBuilder.AskedLines(texts, step)),
            way => (taken?.Contains((way.From, way.Port)) == true, NodeState.Neutral));
    }

    /// <summary>Both versions of a route in one diagram: what was added, changed and removed is marked.</summary>
    public static RouteDiagram OfDifference(WorkflowDefinition before, WorkflowDefinition after, Texts texts)
    {
        var difference = RouteDifference.Between(before, after);
        var marks = new Dictionary<string, NodeMark>(StringComparer.Ordinal);
        foreach (var step in difference.Added)
            marks[step.Id] = new NodeMark(NodeState.Added, DiagramBuilder.AskedLines(texts, step));
        foreach (var step in difference.Removed)
            marks[step.Id] = new NodeMark(NodeState.Removed, DiagramBuilder.AskedLines(texts, step));
        foreach (var step in difference.Changed)
            marks[step.After.Id] = new NodeMark(NodeState.Changed, [.. step.Inputs.Select(input => RouteWords.Change(texts, difference, step, input))]);
        var (added, removed) = (Hops(difference.AddedWays), Hops(difference.RemovedWays));
        return new DiagramBuilder(new RouteShape(difference.Union(), marks.Keys.ToHashSet(StringComparer.Ordinal)), texts, texts["Diagram.LabelOfDifference"]).Build(
            step => marks.GetValueOrDefault(step.Id) ?? new NodeMark(NodeState.Neutral, DiagramBuilder.AskedLines(texts, step)),
            way => (false, way.Hops.Any(removed.Contains) ? NodeState.Removed : way.Hops.Any(added.Contains) ? NodeState.Added : NodeState.Neutral));
    }

    private static HashSet<(string From, string To)> Hops(IEnumerable<ConnectionDefinition> ways) => [.. ways.Select(way => (way.Source, way.Target))];
}
