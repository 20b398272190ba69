using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PhdTracker.Core.People;
using PhdTracker.Workflows;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>A value of a process by its name.</summary>
/// <param name="Text">Empty where there is nothing; null where it may not be shown.</param>
public sealed record PlainValue(string Name, string? Text);

/// <summary>
/// What may be shown of the values that a route works with. Numbers, yes or no, texts that the definition itself contains, and codes (one word,
/// such as <c>Approved</c> or <c>2026-12-01</c>) that are no name of anybody in the process. Everything else may say something of a person.
/// </summary>
public sealed partial class PlainValues
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names;

    /// <param name="workflow">What the process runs.</param>
    /// <param name="names">Given and family names of everybody in the process.</param>
    public PlainValues(CompiledWorkflow workflow, IEnumerable<string> names)
    {
        _names = [.. names.SelectMany(n => Person.Plain(n).Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Collect(workflow.Definition.Source);
    }

    /// <summary>The variables that the definition declares.</summary>
    public IReadOnlyList<PlainValue> OfVariables(WorkflowInstance instance) =>
        [.. instance.Workflow.Definition.Variables.Select(v => new PlainValue(v.Name, Shown(instance.Variable(v.Name))))];

    /// <summary>What a failed step was given.</summary>
    /// <param name="json">As the incident keeps it; null if the step failed on it.</param>
    public IReadOnlyList<PlainValue> OfInput(string? json) => json is null || JsonNode.Parse(json) is not JsonObject input ? []
        : [.. input.Select(i => new PlainValue(i.Key, Shown(i.Value)))];

    private string? Shown(JsValue value) => value.Kind switch
    {
        JsKind.Undefined or JsKind.Null => "",
        JsKind.Boolean or JsKind.Number => value.ToString(),
        JsKind.String => Shown(value.ToString()),
        _ => null,
    };

    private string? Shown(JsonNode? value) => value switch
    {
        null => "",
        JsonValue text when text.TryGetValue(out string? written) => Shown(written),
        JsonValue other => other.ToJsonString(),
        _ => null,
    };

    private string? Shown(string text) =>
        !text.Contains('@', StringComparison.Ordinal) && (text.Length == 0 || _written.Contains(text) || (Code().IsMatch(text) && !Person.Plain(text).Split(' ').Any(_names.Contains))) ? text : null;

    private void Collect(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject parts:
                foreach (var (_, part) in parts)
                    Collect(part);
                break;
            case JsonArray parts:
                foreach (var part in parts)
                    Collect(part);
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                _written.Add(text);
                break;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.:+-]{0,59}$")]
    private static partial Regex Code();
}
