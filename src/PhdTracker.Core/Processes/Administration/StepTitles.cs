using System.Text.Json.Nodes;
using PhdTracker.Core.Localisation;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>What people call the steps of a route.</summary>
public static class StepTitles
{
    /// <summary>The title that those who are asked read; where nobody is, what the designer says.</summary>
    public static string Of(CompiledWorkflow workflow, string activityId, Texts texts) =>
        workflow.Find(activityId) is { } activity ? Of(activity.Definition, texts) : activityId;

    private static string Of(ActivityDefinition step, Texts texts) =>
        Literal(step.Source["title"]) is { } english ? texts.Of(english, Literal(step.Source["titleFr"]) ?? english) : step.DisplayText;

    /// <summary>A text that stands in the definition as it is: bare, or as a literal expression.</summary>
    private static string? Literal(JsonNode? input) => input switch
    {
        JsonValue bare when bare.TryGetValue(out string? text) => text,
        JsonObject written when written["expression"] is JsonObject expression => Literal(expression["value"]),
        _ => null,
    };
}
