using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows.Tests.Conformance;

/// <summary>A recorded run: a definition, its inputs and answers, and what came of it. See tests/data/elsa/README.md.</summary>
internal sealed class RecordedRun(string name)
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Here(), "..", "..", "data", "elsa"));

    public string Definition => name[..name.IndexOf('.', StringComparison.Ordinal)];

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.expected.jsonl")
        .Select(path => Path.GetFileName(path)[..^".expected.jsonl".Length])
        .Order(StringComparer.Ordinal);

    public static string DefinitionJson(string definition) => File.ReadAllText(Path.Combine(Folder, definition + ".json"));

    public string DefinitionJson() => DefinitionJson(Definition);

    /// <summary>The lines that count: those of the right file, else what was observed.</summary>
    public IReadOnlyList<JsonObject> Lines()
    {
        var right = PathOf("right.jsonl");
        return [.. File.ReadLines(File.Exists(right) ? right : PathOf("expected.jsonl"))
            .Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    public Dictionary<string, JsValue> Inputs()
    {
        if (!File.Exists(PathOf("input.json")))
            return [];
        using var document = JsonDocument.Parse(File.ReadAllText(PathOf("input.json")));
        return document.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => JsValue.From(property.Value));
    }

    /// <summary>Gives the answers one after the other, as the README says, through the stored state each time.</summary>
    public WorkflowTrace Play(CompiledWorkflow workflow)
    {
        var trace = new WorkflowTrace(workflow, new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc));
        trace.Start(Inputs());
        if (!File.Exists(PathOf("answers.json")))
            return trace;
        using var answers = JsonDocument.Parse(File.ReadAllText(PathOf("answers.json")));
        foreach (var answer in answers.RootElement.EnumerateArray())
        {
            if (answer.TryGetProperty("advance", out var length))
                trace.Advance(XmlConvert.ToTimeSpan(length.GetString()!));
            else
                trace.Answer(answer.GetProperty("activity").GetString()!, answer.GetProperty("outcome").GetString()!,
                    answer.TryGetProperty("output", out var output) ? JsValue.From(output) : JsValue.Null);
        }

        return trace;
    }

    private string PathOf(string ending) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{name}.{ending}"));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
