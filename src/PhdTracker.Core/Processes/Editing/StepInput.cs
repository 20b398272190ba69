using System.Text.Json;
using System.Text.Json.Nodes;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Editing;

/// <summary>A parameter of a step that a form may change.</summary>
/// <param name="Value">As it is written, a list as a form takes it; null where the step does not set it.</param>
/// <param name="IsComputed">An expression gives it: it is changed in the file only.</param>
public sealed record StepInput(ActivityInput Input, string? Value, bool IsComputed)
{
    /// <summary>What forms offer, in their order: titles, who, how many, in which order, by when.</summary>
    private static readonly string[] Offered = ["title", "titleFr", "assignee", "to", "choices", "complete", "order", "dueIn", "lapsesAfter", "reminders"];

    /// <summary>The parameters of a step that a form may change; none for one that has only machinery.</summary>
    public static IReadOnlyList<StepInput> Of(ActivityDefinition activity) => [.. Of(activity.Type).Select(input => Read(input, activity.Source[input.Name]))];

    /// <summary>The parameters that a form offers for a type of step.</summary>
    public static IEnumerable<ActivityInput> Of(string typeName) =>
        RouteActivities.Registry.Find(typeName) is { IsOfHost: true } type ? Offered.Select(name => type.Inputs.FirstOrDefault(i => i.Name == name)).OfType<ActivityInput>() : [];

    private static StepInput Read(ActivityInput input, JsonNode? node) => node switch
    {
        JsonObject wrapper when wrapper["expression"] is JsonObject expression => RouteJson.Text(expression, "type") is null or "Literal"
            ? new(input, Plain(expression["value"]), false)
            : new(input, null, true),
        _ => new(input, Plain(node), false),
    };

    private static string? Plain(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => null,
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Array => ((JsonArray)node).Count == 0 ? ReminderDays.NoneTyped : string.Join(", ", ((JsonArray)node).Select(entry => entry?.ToJsonString())),
        _ => node.ToJsonString(),
    };
}
