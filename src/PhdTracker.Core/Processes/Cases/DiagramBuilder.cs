using PhdTracker.Core.Localisation;
using PhdTracker.Workflows;
using PhdTracker.Workflows.Layout;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>Gives the steps of a route their words, sizes and places.</summary>
internal sealed class DiagramBuilder(RouteShape shape, Texts texts, string label)
{
    private const double BoxWidth = 236;
    private const double Padding = 12;
    private const double TitleSize = 14;
    private const double LineSize = 12.5;
    private const double LabelSize = 12;
    private const double LabelWidest = 130;

    /// <summary>Whether what was not reached cannot be reached any more.</summary>
    public bool IsOver { get; init; }

    private readonly StatusWords _statuses = new(shape.Definition, texts);

    /// <summary>What stands below the title of a step that nobody has reached: who is asked.</summary>
    public static IReadOnlyList<string> AskedLines(Texts texts, ActivityDefinition step) =>
        step.Text("assignee") is { } assignee ? [OutcomeWords.Upper(StepTitles.Asked(texts, assignee))]
        : step.Type == "PhdTracker.RequestSubmission" ? [OutcomeWords.Upper(texts["Asked.Student"])]
        : [];

    public RouteDiagram Build(Func<ActivityDefinition, NodeMark> markOf, Func<ShapeWay, (bool Taken, NodeState State)> wayOf)
    {
        var boxes = shape.Steps.Select(step => Box(step, markOf(step))).ToList();
        var ways = Merged(wayOf);
        var layout = FlowLayout.Of(
            [.. boxes.Select(box => new LayoutNode(box.ActivityId, box.Width, box.Height))],
            [.. ways.Select(way => new LayoutWay(way.From, way.To, way.LabelWidth, way.LabelHeight))]);
        var leads = ways.ToLookup(way => way.From, StringComparer.Ordinal);
        var titles = boxes.ToDictionary(box => box.ActivityId, box => box, StringComparer.Ordinal);
        var nodes = boxes.Zip(layout.Nodes, (box, place) => box with { X = place.X, Y = place.Y, Leads = Leads(box.ActivityId, leads, titles) })
            .OrderBy(node => layout.Nodes.First(n => n.Id == node.ActivityId).Layer).ThenBy(node => node.X).ToList();
        var drawn = ways.Zip(layout.Ways, (way, place) => way with { IsBack = place.IsBack, Path = place.Path, LabelX = place.LabelX, LabelY = place.LabelY }).ToList();
        return new RouteDiagram(layout.Width, layout.Height, nodes, drawn, label);
    }

    /// <summary>Outcomes of a step that lead to the same place are one way; where all of them do, it needs no label.</summary>
    private List<DiagramWay> Merged(Func<ShapeWay, (bool Taken, NodeState State)> wayOf)
    {
        var merged = new List<DiagramWay>();
        foreach (var from in shape.Ways.GroupBy(way => way.From, StringComparer.Ordinal))
        {
            var step = shape.Step(from.Key);
            var targets = from.Where(way => OutcomeWords.CanBe(step, way.Port)).Select(way => way.To).Distinct(StringComparer.Ordinal).Count();
            foreach (var to in from.GroupBy(way => way.To, StringComparer.Ordinal))
            {
                var ports = to.Select(way => way.Port).ToList();
                if (!ports.Exists(port => OutcomeWords.CanBe(step, port)))
                    continue;
                var said = targets == 1 && ports.Count > 1 ? null : OutcomeWords.Label(texts, step, ports);
                var marks = to.Select(wayOf).ToList();
                var rows = TextMeasure.Wrap(said ?? "", LabelSize, LabelWidest, 4);
                merged.Add(new DiagramWay(from.Key, to.Key, said, false, marks.Exists(m => m.Taken), marks.Select(m => m.State).Max(), "")
                {
                    LabelRows = rows,
                    LabelWidth = rows.Select(row => Math.Ceiling(TextMeasure.Width(row, LabelSize)) + 8).DefaultIfEmpty().Max(),
                });
            }
        }

        return merged;
    }

    private DiagramNode Box(ActivityDefinition step, NodeMark mark)
    {
        var kind = shape.KindOf(step);
        var title = kind == StepKind.End ? EndTitle(step) : StepTitles.Of(texts, step);
        var isSmall = kind is StepKind.Fork or StepKind.Join;
        var isPill = kind is StepKind.Start or StepKind.End;
        var said = mark.Said ?? Said(mark.State);
        var titleRows = isSmall ? [] : TextMeasure.Wrap(title, isPill ? LineSize : TitleSize, BoxWidth - (2 * Padding), isPill ? 1 : 3);
        var lineRows = isSmall || isPill ? [] : mark.Lines.SelectMany(line => TextMeasure.Wrap(line, LineSize, BoxWidth - (2 * Padding), 3)).ToList();
        var node = new DiagramNode(step.Id, title, mark.State, mark.Lines, 0, 0, BoxWidth, 0, kind == StepKind.Person) { Kind = kind, Said = said, TitleRows = titleRows, LineRows = lineRows };
        return kind switch
        {
            StepKind.Fork or StepKind.Join => node with { Width = 120, Height = 6 },
            StepKind.Start or StepKind.End => node with { Width = Math.Min(BoxWidth, Math.Round(TextMeasure.Width(titleRows[0], LineSize) + 52)), Height = 32 },
            _ => node with { Height = (2 * Padding) - 2 + (titleRows.Count * DiagramNode.TitleHeight) + (lineRows.Count * DiagramNode.LineHeight) + (node.ShowsSaid ? DiagramNode.SaidHeight : 0) },
        };
    }

    /// <summary>An end is called by how the case then stands, if all ways to it agree on that.</summary>
    private string EndTitle(ActivityDefinition end)
    {
        var statuses = shape.Ways.Where(way => way.To == end.Id).Select(way => way.Status).Distinct(StringComparer.Ordinal).ToList();
        return statuses is [{ } status] ? _statuses.Of(status) : texts["Step.End"];
    }

    private string? Said(NodeState state) => state switch
    {
        NodeState.Done => texts["Route.State.Done"],
        NodeState.Now => texts["Route.State.Now"],
        NodeState.Later => texts[IsOver ? "Diagram.NotReached" : "Diagram.Possible"],
        NodeState.Back => texts["Route.State.Back"],
        NodeState.Failed => texts["Route.State.Bad"],
        NodeState.Added => texts["Diagram.Added"],
        NodeState.Changed => texts["Diagram.Changed"],
        NodeState.Removed => texts["Diagram.Removed"],
        _ => null,
    };

    /// <summary>Where a step leads, past forks and joins, for those who do not see the picture.</summary>
    private List<string> Leads(string from, ILookup<string, DiagramWay> ways, Dictionary<string, DiagramNode> titles)
    {
        var found = new List<string>();
        foreach (var way in ways[from])
        {
            var targets = texts.List(Past(way.To, ways, titles, []).Select(id => titles[id].Title).Distinct(StringComparer.Ordinal));
            if (targets.Length > 0)
                found.Add(way.Label is null ? texts["Diagram.Then", targets] : texts["Diagram.Leads", OutcomeWords.Upper(way.Label), targets]);
        }

        return found;
    }

    private static IEnumerable<string> Past(string at, ILookup<string, DiagramWay> ways, Dictionary<string, DiagramNode> titles, HashSet<string> passed) =>
        titles[at].Kind is not (StepKind.Fork or StepKind.Join) ? [at]
        : passed.Add(at) ? ways[at].SelectMany(way => Past(way.To, ways, titles, passed))
        : [];
}
