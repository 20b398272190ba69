using System.Text.Json.Nodes;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>One input of a step in both versions; null where a version does not set it.</summary>
public sealed record InputChange(string Input, string? Before, string? After);

/// <summary>A step that both versions have, with what it takes now.</summary>
public sealed record ChangedStep(ActivityDefinition Before, ActivityDefinition After, IReadOnlyList<InputChange> Inputs);

/// <summary>What differs between two versions of a route. Where steps stand on the canvas does not count.</summary>
public sealed record RouteDifference(
    WorkflowDefinition Before, WorkflowDefinition After,
    IReadOnlyList<ActivityDefinition> Added, IReadOnlyList<ActivityDefinition> Removed, IReadOnlyList<ChangedStep> Changed,
    IReadOnlyList<ConnectionDefinition> AddedWays, IReadOnlyList<ConnectionDefinition> RemovedWays)
{
    /// <summary>Whether steps and ways are the same.</summary>
    public bool IsEmpty => Added.Count + Removed.Count + Changed.Count + AddedWays.Count + RemovedWays.Count == 0;

    /// <summary>Compares two versions. A step whose type is another is removed and added.</summary>
    public static RouteDifference Between(WorkflowDefinition before, WorkflowDefinition after)
    {
        var (old, now) = (ById(before), ById(after));
        bool IsKept(ActivityDefinition step) => old.TryGetValue(step.Id, out var was) && now.TryGetValue(step.Id, out var stays) && was.Type == stays.Type;
        return new RouteDifference(
            before, after,
            [.. now.Values.Where(step => !IsKept(step))],
            [.. old.Values.Where(step => !IsKept(step))],
            [.. now.Values.Where(IsKept).Select(step => new ChangedStep(old[step.Id], step, Changes(old[step.Id], step))).Where(change => change.Inputs.Count > 0)],
            [.. after.Connections.Except(before.Connections)],
            [.. before.Connections.Except(after.Connections)]);
    }

    /// <summary>A definition with the steps and ways of both versions; only to be drawn.</summary>
    internal WorkflowDefinition Union()
    {
        var both = (JsonObject)After.Source.DeepClone();
        var root = both["root"]!.AsObject();
        var steps = root["activities"]?.AsArray() ?? [];
        var ways = root["connections"]?.AsArray() ?? [];
        (root["activities"], root["connections"]) = (steps, ways);
        var ids = After.Activities.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in Removed.Where(step => !ids.Contains(step.Id)))
            steps.Add(gone.Source.DeepClone());
        foreach (var gone in RemovedWays)
        {
            ways.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = gone.Source, ["port"] = gone.Port },
                ["target"] = new JsonObject { ["activity"] = gone.Target },
            });
        }

        return WorkflowDefinition.Parse(both.ToJsonString());
    }

    private static Dictionary<string, ActivityDefinition> ById(WorkflowDefinition definition) =>
        definition.Activities.DistinctBy(step => step.Id, StringComparer.Ordinal).ToDictionary(step => step.Id, StringComparer.Ordinal);

    private static List<InputChange> Changes(ActivityDefinition before, ActivityDefinition after) =>
        [.. before.Inputs().Union(after.Inputs(), StringComparer.Ordinal)
            .Select(input => new InputChange(input, before.Written(input), after.Written(input))).Where(change => change.Before != change.After)];
}
