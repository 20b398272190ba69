using System.Collections.Concurrent;
using System.Text.Json;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>A question that a route puts to people, as its definition says it.</summary>
/// <param name="Level">How many questions come before it on the shortest way from the start; equal levels are asked at the same time.</param>
/// <param name="IsOpinion">The case goes on without it once it lapses.</param>
public sealed record OutlineStep(string ActivityId, int Level, string TitleEn, string TitleFr, string AskedOf, bool IsOpinion);

/// <summary>A route as people see it: the questions in order, without the machinery between them and without the ways back.</summary>
public static class RouteOutline
{
    private const string Decision = "PhdTracker.RequestDecision";
    private const string Submission = "PhdTracker.RequestSubmission";
    private static readonly ConcurrentDictionary<string, IReadOnlyList<OutlineStep>> Known = new(StringComparer.Ordinal);

    /// <summary>The outline of a stored definition; read once for each content.</summary>
    public static IReadOnlyList<OutlineStep> Of(string contentHash, string json) => Known.GetOrAdd(contentHash, _ => Read(json));

    private static List<OutlineStep> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.GetProperty("root");
        var activities = root.GetProperty("activities").EnumerateArray().ToDictionary(a => a.GetProperty("id").GetString()!, a => a, StringComparer.Ordinal);
        var next = root.GetProperty("connections").EnumerateArray()
            .ToLookup(c => c.GetProperty("source").GetProperty("activity").GetString()!, c => c.GetProperty("target").GetProperty("activity").GetString()!, StringComparer.Ordinal);
        var targets = next.SelectMany(n => n).ToHashSet(StringComparer.Ordinal);
        var levels = activities.Keys.Where(id => !targets.Contains(id)).ToDictionary(id => id, _ => 0, StringComparer.Ordinal);
        var queue = new PriorityQueue<string, int>(levels.Select(l => (l.Key, l.Value)));
        var settled = new HashSet<string>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var id, out var level))
        {
            if (!settled.Add(id) || TypeOf(activities[id]) == Submission)
                continue;
            var after = TypeOf(activities[id]) == Decision ? level + 1 : level;
            foreach (var target in next[id].Where(t => activities.ContainsKey(t) && (!levels.TryGetValue(t, out var known) || after < known)))
            {
                levels[target] = after;
                queue.Enqueue(target, after);
            }
        }
        return activities.Where(a => settled.Contains(a.Key) && TypeOf(a.Value) == Decision)
            .Select(a => Step(a.Key, levels[a.Key], a.Value))
            .OrderBy(s => s.Level).ThenBy(s => s.IsOpinion).ToList();
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
