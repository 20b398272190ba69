using System.Runtime.CompilerServices;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>A question that a route puts to people, as its definition says it.</summary>
/// <param name="Level">How many questions come before it on the longest way from the start; equal levels are asked at the same time.</param>
/// <param name="IsOpinion">The case goes on without it once it lapses.</param>
public sealed record OutlineStep(string ActivityId, int Level, string TitleEn, string TitleFr, string AskedOf, bool IsOpinion)
{
    /// <summary>Whether it is reached only when an answer sends the case back.</summary>
    public bool IsBack { get; init; }
}

/// <summary>A route as people see it: the questions in order, without the machinery between them and without the ways back.</summary>
public static class RouteOutline
{
    private const string Decision = "PhdTracker.RequestDecision";
    private const string Action = "PhdTracker.RequestAction";
    private const string Submission = "PhdTracker.RequestSubmission";

    /// <summary>Outcomes that send a case back or end it.</summary>
    private static readonly HashSet<string> BackPorts = new(StringComparer.Ordinal) { "Returned", "Rejected", "Declined", "Withdrawn" };
    private static readonly ConditionalWeakTable<WorkflowDefinition, IReadOnlyList<OutlineStep>> Known = [];

    /// <summary>The outline of a definition; read once for each.</summary>
    public static IReadOnlyList<OutlineStep> Of(WorkflowDefinition definition) => Known.GetValue(definition, Read);

    private static List<OutlineStep> Read(WorkflowDefinition definition)
    {
        var activities = definition.Activities.ToDictionary(a => a.Id, StringComparer.Ordinal);
        var ways = definition.Connections.Where(w => activities.ContainsKey(w.Target)).ToList();
        var targets = ways.Select(w => w.Target).ToHashSet(StringComparer.Ordinal);
        var starts = activities.Keys.Where(id => !targets.Contains(id)).ToList();
        var next = ways.ToLookup(w => w.Source, w => w.Target, StringComparer.Ordinal);
        var levels = Levels(starts, next, activities);
        // Who hands in a new version begins a new round: nothing comes after it.
        var onward = ways.Where(w => !BackPorts.Contains(w.Port) && activities[w.Source].Type != Submission).ToLookup(w => w.Source, w => w.Target, StringComparer.Ordinal);
        var forward = new ForwardLevels(onward, id => activities[id].Type is Decision or Action).From(starts);
        return definition.Activities.Where(a => levels.ContainsKey(a.Id) && a.Type is Decision or Action)
            .Select(a => Step(a, forward.GetValueOrDefault(a.Id, levels.GetValueOrDefault(a.Id))) with { IsBack = !forward.ContainsKey(a.Id) })
            .OrderBy(s => s.Level).ThenBy(s => s.IsOpinion).ToList();
    }

    /// <summary>The steps that can be reached, with how many questions come before each on the shortest way.</summary>
    private static Dictionary<string, int> Levels(IEnumerable<string> starts, ILookup<string, string> next, Dictionary<string, ActivityDefinition> activities)
    {
        var levels = starts.ToDictionary(id => id, _ => 0, StringComparer.Ordinal);
        var queue = new PriorityQueue<string, int>(levels.Select(l => (l.Key, l.Value)));
        var settled = new HashSet<string>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var id, out var level))
        {
            if (!settled.Add(id) || activities[id].Type == Submission)
                continue;
            var after = activities[id].Type is Decision or Action ? level + 1 : level;
            foreach (var target in next[id].Where(t => !levels.TryGetValue(t, out var known) || after < known))
            {
                levels[target] = after;
                queue.Enqueue(target, after);
            }
        }
        return levels;
    }

    private static OutlineStep Step(ActivityDefinition activity, int level)
    {
        var title = activity.Text("title") ?? activity.Id;
        return new OutlineStep(
            activity.Id, level, title, activity.Text("titleFr") ?? title, activity.Text("assignee") ?? "", activity.Text("kind") == "Opinion" || activity.Text("lapsesAfter") is not null);
    }
}

/// <summary>How many questions come before each step on the longest way forward. A way that leads back to a step on the way itself does not count.</summary>
file sealed class ForwardLevels(ILookup<string, string> next, Func<string, bool> asks)
{
    private readonly HashSet<string> _onTheWay = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _forward = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public Dictionary<string, int> From(IEnumerable<string> starts)
    {
        foreach (var start in starts)
            Visit(start);
        var levels = _order.ToDictionary(id => id, _ => 0, StringComparer.Ordinal);
        foreach (var id in Enumerable.Reverse(_order))
        {
            foreach (var target in _forward[id])
                levels[target] = Math.Max(levels[target], levels[id] + (asks(id) ? 1 : 0));
        }
        return levels;
    }

    private void Visit(string id)
    {
        if (_forward.ContainsKey(id))
            return;
        _onTheWay.Add(id);
        _forward[id] = [.. next[id].Where(target => !_onTheWay.Contains(target))];
        foreach (var target in _forward[id])
            Visit(target);
        _onTheWay.Remove(id);
        _order.Add(id);
    }
}
