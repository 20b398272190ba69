using System.Text.Json;
using System.Text.Json.Nodes;

namespace PhdTracker.Workflows;

/// <summary>Where an activity holds others: <c>activities</c> of a flowchart or a sequence, <c>then</c>, <c>else</c>, <c>body</c>.</summary>
/// <param name="Name">As the file writes it.</param>
/// <param name="Activities">In the order of the file; one at most, where the port is not a list.</param>
public sealed record ActivityPort(string Name, IReadOnlyList<ActivityDefinition> Activities);

/// <summary>An activity as it stands in the file.</summary>
public sealed class ActivityDefinition
{
    internal ActivityDefinition(string id, string type, JsonObject source)
    {
        Id = id;
        Type = type;
        Source = source;
    }

    /// <summary>Unique in the definition.</summary>
    public string Id { get; }

    /// <summary>The type's name, such as <c>Elsa.RunTask</c>.</summary>
    public string Type { get; }

    /// <summary>Everything that the file says of it.</summary>
    public JsonObject Source { get; }

    /// <summary>The activities that it holds; empty unless it is a container.</summary>
    public IReadOnlyList<ActivityPort> Ports { get; internal init; } = [];

    /// <summary>The connections between the activities of a nested flowchart.</summary>
    public IReadOnlyList<ConnectionDefinition> Connections { get; internal init; } = [];

    /// <summary>The variables that only the activities in it know.</summary>
    public IReadOnlyList<VariableDefinition> Variables { get; internal init; } = [];

    /// <summary>The activities that stand directly in it.</summary>
    public IEnumerable<ActivityDefinition> Children => Ports.SelectMany(port => port.Activities);

    /// <summary>What people see; the id where nothing else is written.</summary>
    public string DisplayText =>
        Text(Source["metadata"] as JsonObject, "displayText") ?? Text(Source, "name") ?? Id;

    /// <summary>A sentence about it, if there is one.</summary>
    public string? Description => Text(Source["metadata"] as JsonObject, "description");

    /// <summary>Where it stands on the canvas, if that was laid out.</summary>
    public DesignerPosition? Position =>
        Source["metadata"] is JsonObject metadata && metadata["designer"] is JsonObject designer
        && designer["position"] is JsonObject position
        && Number(position["x"]) is { } x && Number(position["y"]) is { } y
            ? new DesignerPosition(x, y)
            : null;

    internal bool CanStartWorkflow =>
        Source["customProperties"] is JsonObject properties
        && properties["canStartWorkflow"] is JsonValue value && value.TryGetValue(out bool can) && can;

    private static string? Text(JsonObject? parent, string name) =>
        parent?[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;
}
