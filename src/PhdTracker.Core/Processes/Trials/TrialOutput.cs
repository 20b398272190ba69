using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Trials;

/// <summary>What the command line prints about a route that was checked or tried.</summary>
public static class TrialOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    /// <summary>A problem on one line: <c>file: activity: what is wrong: what to do</c>. What concerns no activity says <c>definition</c>.</summary>
    public static string Line(string file, DefinitionProblem problem)
    {
        var position = problem.Position is { } at ? $" (at character {at.ToString(CultureInfo.InvariantCulture)})" : "";
        return string.Join(": ", file, problem.Activity ?? "definition", problem.Message.TrimEnd('.') + position, problem.Remedy).ReplaceLineEndings(" ");
    }

    /// <summary>All problems as a JSON array.</summary>
    public static string Json(IEnumerable<(string File, DefinitionProblem Problem)> problems) =>
        JsonSerializer.Serialize(problems.Select(p => new { p.File, p.Problem.Activity, p.Problem.Position, p.Problem.What.Code, Problem = p.Problem.Message, p.Problem.Remedy }), Indented);

    /// <summary>A definition that cannot run, as one JSON object.</summary>
    public static string Refused(WorkflowDefinitionException refusal) =>
        JsonSerializer.Serialize(new { Import = "refused: " + string.Join(" ", refusal.Problems) }, Options);

    /// <summary>One JSON object for each event of the trial, and last how it stands.</summary>
    public static IEnumerable<string> Lines(WorkflowTrial trial)
    {
        foreach (var entry in trial.Journal)
            yield return JsonSerializer.Serialize(new Event(entry.ActivityId, entry.ActivityType, entry.Event.ToString().ToLowerInvariant(), entry.Event == JournalEvent.Completed ? entry.Outcomes : null), Options);
        yield return Standing(trial.Instance);
    }

    private static string Standing(WorkflowInstance instance)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("status", instance.Status.ToString());
            writer.WriteString("subStatus", instance.SubStatus.ToString());
            writer.WritePropertyName("waiting");
            JsonSerializer.Serialize(writer, instance.Bookmarks.Select(open => open.ActivityId).Order(StringComparer.Ordinal), Options);
            writer.WriteStartObject("variables");
            foreach (var variable in instance.Workflow.Definition.Variables)
            {
                writer.WritePropertyName(variable.Name);
                instance.Variable(variable.Name).WriteTo(writer);
            }
            writer.WriteEndObject();
            writer.WriteStartObject("output");
            foreach (var (name, value) in instance.Output)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
            writer.WriteEndObject();
            writer.WriteString("correlationId", instance.CorrelationId);
            writer.WriteString("name", instance.Name);
            writer.WritePropertyName("incidents");
            JsonSerializer.Serialize(writer, instance.Incidents.Select(incident => new { Activity = incident.ActivityId, incident.Message }), Options);
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed record Event(
        string Activity, string Type, [property: JsonPropertyName("event")] string Happened, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Outcomes);
}
