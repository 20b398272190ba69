using System.Text.Json;
using System.Text.Json.Nodes;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>Reads the inputs of a step as its definition writes them.</summary>
internal static class ActivityInputs
{
    /// <summary>Fields of a step that are no inputs.</summary>
    private static readonly HashSet<string> Frame = new(StringComparer.Ordinal) { "id", "nodeId", "name", "type", "version", "customProperties", "metadata", "runAsynchronously", "activities", "connections" };

    /// <summary>An input that stands there as it is: bare, or as an expression. Null where it is not set, empty, or no single value.</summary>
    public static string? Text(this ActivityDefinition activity, string input) => Value(activity, input) is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
            _ => null,
        }
        : null;

    /// <summary>Whether an expression gives an input when the step runs.</summary>
    public static bool IsComputed(this ActivityDefinition activity, string input) =>
        activity.Source[input] is JsonObject wrapped && wrapped["expression"] is JsonObject expression && expression["type"] is JsonValue type && type.ToString() != "Literal";

    /// <summary>A whole number; null where the input is not set or computed.</summary>
    public static int? Number(this ActivityDefinition activity, string input) =>
        int.TryParse(activity.Text(input), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The names of all inputs that are set.</summary>
    public static IEnumerable<string> Inputs(this ActivityDefinition activity) => activity.Source.Select(field => field.Key).Where(key => !Frame.Contains(key));

    /// <summary>An input as it is written, whatever it is: to be compared and shown.</summary>
    public static string? Written(this ActivityDefinition activity, string input) =>
        activity.Text(input) ?? (Value(activity, input) is { } value ? value.ToJsonString() : null);

    private static JsonNode? Value(ActivityDefinition activity, string input) => activity.Source[input] switch
    {
        JsonObject wrapped when wrapped["expression"] is JsonObject expression => expression["value"],
        var bare => bare,
    };
}
