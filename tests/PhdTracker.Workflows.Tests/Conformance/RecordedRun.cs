using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows.Tests.Conformance;

/// <summary>A recorded run: a definition, its inputs and answers, and what came of it. See tests/data/elsa/README.md.</summary>
internal sealed class RecordedRun(string name, string folder)
{
    /// <summary>What Elsa was observed to do.</summary>
    public static readonly string Recorded = Path.GetFullPath(Path.Combine(Here(), "..", "..", "data", "elsa"));

    /// <summary>Cases of our own, in the same form.</summary>
    public static readonly string Own = Path.GetFullPath(Path.Combine(Here(), "..", "Cases"));

    public RecordedRun(string name) : this(name, Recorded)
    {
    }

    public string Definition => name[..name.IndexOf('.', StringComparison.Ordinal)];

    public static IEnumerable<string> Names => NamesIn(Recorded);

    public static IEnumerable<string> NamesIn(string folder) => Directory.EnumerateFiles(folder, "*.expected.jsonl")
        .Select(path => Path.GetFileName(path)[..^".expected.jsonl".Length])
        .Order(StringComparer.Ordinal);

    public static string DefinitionJson(string definition) => DefinitionJson(definition, Recorded);

    public static string DefinitionJson(string definition, string folder) => File.ReadAllText(Path.Combine(folder, definition + ".json"));

    public string DefinitionJson() => DefinitionJson(Definition, folder);

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
        var trace = new WorkflowTrace(workflow, new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc))
        {
            Library = definition => CompiledWorkflow.Load(DefinitionJson(definition, folder), WorkflowTrace.Registry),
        };
        trace.Start(Inputs());
        if (!File.Exists(PathOf("answers.json")))
            return trace;
        using var answers = JsonDocument.Parse(File.ReadAllText(PathOf("answers.json")));
        foreach (var answer in answers.RootElement.EnumerateArray())
            Play(trace, answer);
        return trace;
    }

    private static void Play(WorkflowTrace trace, JsonElement answer)
    {
        if (answer.TryGetProperty("advance", out var length))
            trace.Advance(XmlConvert.ToTimeSpan(length.GetString()!));
        else if (answer.TryGetProperty("retry", out var retried))
            trace.Retry(retried.GetString()!);
        else if (answer.TryGetProperty("skip", out var skipped))
            trace.Skip(skipped.GetString()!, answer.GetProperty("outcome").GetString()!);
        else if (answer.TryGetProperty("cancel", out var cancelled))
            trace.CancelStep(cancelled.GetString()!);
        else
            trace.Answer(answer.GetProperty("activity").GetString()!, answer.GetProperty("outcome").GetString()!,
                answer.TryGetProperty("output", out var output) ? JsValue.From(output) : JsValue.Null);
    }

    private string PathOf(string ending) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.{ending}"));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
