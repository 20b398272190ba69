using System.Collections.Concurrent;
using System.Text.Json;

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
    private static readonly ConcurrentDictionary<string, IReadOnlyList<OutlineStep>> Known = new(StringComparer.Ordinal);

    /// <summary>The outline of a stored definition; read once for each content.</summary>
    public static IReadOnlyList<OutlineStep> Of(string contentHash, string json) => Known.GetOrAdd(contentHash, _ => Read(json));

    private static List<OutlineStep> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.GetProperty("root");
        var activities = root.GetProperty("activities").EnumerateArray().ToDictionary(a => a.GetProperty("id").GetString()!, a => a, StringComparer.Ordinal);
        var ways = root.GetProperty("connections").EnumerateArray().Select(Way).Where(w => activities.ContainsKey(w.To)).ToList();
        var targets = ways.Select(w => w.To).ToHashSet(StringComparer.Ordinal);
        var starts = activities.Keys.Where(id => !targets.Contains(id)).ToList();
        var next = ways.ToLookup(w => w.From, w => w.To, StringComparer.Ordinal);
        var levels = Levels(starts, next, activities);
        // Who hands in a new version begins a new round: nothing comes after it.
        var onward = ways.Where(w => !BackPorts.Contains(w.Port) && TypeOf(activities[w.From]) != Submission).ToLookup(w => w.From, w => w.To, StringComparer.Ordinal);
        var forward = new ForwardLevels(onward, id => TypeOf(activities[id]) is Decision or Action).From(starts);
        return activities.Where(a => levels.ContainsKey(a.Key) && TypeOf(a.Value) is Decision or Action)
            .Select(a => Step(a.Key, forward.GetValueOrDefault(a.Key, levels[a.Key]), a.Value) with { IsBack = !forward.ContainsKey(a.Key) })
            .OrderBy(s => s.Level).ThenBy(s => s.IsOpinion).ToList();
    }

    private static (string From, string Port, string To) Way(JsonElement connection)
    {
        var (source, target) = (connection.GetProperty("source"), connection.GetProperty("target"));
        return (source.GetProperty("activity").GetString()!, source.TryGetProperty("port", out var port) ? port.GetString() ?? "" : "", target.GetProperty("activity").GetString()!);
    }

    /// <summary>The steps that can be reached, with how many questions come before each on the shortest way.</summary>
    private static Dictionary<string, int> Levels(IEnumerable<string> starts, ILookup<string, string> next, Dictionary<string, JsonElement> activities)
    {
        var levels = starts.ToDictionary(id => id, _ => 0, StringComparer.Ordinal);
        var queue = new PriorityQueue<string, int>(levels.Select(l => (l.Key, l.Value)));
        var settled = new HashSet<string>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var id, out var level))
        {
            if (!settled.Add(id) || TypeOf(activities[id]) == Submission)
                continue;
            var after = TypeOf(activities[id]) is Decision or Action ? level + 1 : level;
            foreach (var target in next[id].Where(t => !levels.TryGetValue(t, out var known) || after < known))
            {
                levels[target] = after;
                queue.Enqueue(target, after);
            }
        }
        return levels;
    }

    private static OutlineStep Step(string id, int level, JsonElement activity)
    {
        var title = Text(activity, "title") ?? id;
        return new OutlineStep(id, level, title, Text(activity, "titleFr") ?? title, Text(activity, "assignee") ?? "", Text(activity, "kind") == "Opinion" || Text(activity, "lapsesAfter") is not null);
    }

    private static string? TypeOf(JsonElement activity) => activity.GetProperty("type").GetString();

    /// <summary>An input that stands in the definition as it is: bare, or as a literal expression.</summary>
    private static string? Text(JsonElement activity, string input)
    {
        if (!activity.TryGetProperty(input, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Object && (!value.TryGetProperty("expression", out var expression) || !expression.TryGetProperty("value", out value)))
            return null;
        return value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null };
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
