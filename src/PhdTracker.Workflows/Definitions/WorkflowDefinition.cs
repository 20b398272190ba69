using System.Text.Json;
using System.Text.Json.Nodes;

namespace PhdTracker.Workflows;

/// <summary>What happens to an instance when an activity fails.</summary>
public enum IncidentStrategy
{
    /// <summary>The instance stops; its open questions are cancelled.</summary>
    Fault,

    /// <summary>Other branches go on; the instance waits on the incident.</summary>
    ContinueWithIncidents,
}

/// <summary>A variable, with its first value as it is written in the file (a text, or null).</summary>
public sealed record VariableDefinition(string Id, string Name, string TypeName, bool IsArray, string? Value);

/// <summary>An input or output of a workflow.</summary>
public sealed record ArgumentDefinition(string Name, string TypeName);

/// <summary>A place on the designer's canvas, in its pixels.</summary>
public readonly record struct DesignerPosition(double X, double Y);

/// <summary>A connection; the port is an outcome of the source.</summary>
public sealed record ConnectionDefinition(string Source, string Port, string Target);

/// <summary>A workflow definition in Elsa 3's form. What it does not know, it keeps and writes back.</summary>
public sealed class WorkflowDefinition
{
    /// <summary>A longer text is refused unread: no route is that long.</summary>
    public const int MostCharacters = 1_000_000;

    /// <summary>More activities are refused: checking takes time that grows with their square.</summary>
    public const int MostActivities = 1_000;

    internal WorkflowDefinition(JsonObject source) => Source = source;

    /// <summary>The same for all versions.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Counted from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>A sentence about it; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>Variables of the workflow and of its flowchart.</summary>
    public required IReadOnlyList<VariableDefinition> Variables { get; init; }

    /// <summary>What a start hands in.</summary>
    public required IReadOnlyList<ArgumentDefinition> Inputs { get; init; }

    /// <summary>What <c>Elsa.SetOutput</c> may set.</summary>
    public required IReadOnlyList<ArgumentDefinition> Outputs { get; init; }

    /// <summary>What happens when an activity fails.</summary>
    public required IncidentStrategy IncidentStrategy { get; init; }

    /// <summary>The activities of the root flowchart, in the order of the file.</summary>
    public required IReadOnlyList<ActivityDefinition> Activities { get; init; }

    /// <summary>All activities, each followed by those that stand in it.</summary>
    public IEnumerable<ActivityDefinition> AllActivities => Activities.SelectMany(WithChildren);

    /// <summary>The connections of the root flowchart, in the order of the file.</summary>
    public required IReadOnlyList<ConnectionDefinition> Connections { get; init; }

    /// <summary>Everything that the file says.</summary>
    public JsonObject Source { get; }

    /// <summary>Reads a definition.</summary>
    /// <exception cref="WorkflowDefinitionException">The text is not a definition; all that is wrong is listed.</exception>
    public static WorkflowDefinition Parse(string json) => new DefinitionReader().Read(json);

    /// <summary>Writes the definition, with everything that was read.</summary>
    public string ToJson() => ToJson(Source);

    internal static string ToJson(JsonObject source) => source.ToJsonString(Indented);

    private static IEnumerable<ActivityDefinition> WithChildren(ActivityDefinition activity) =>
        activity.Children.SelectMany(WithChildren).Prepend(activity);

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };
}
