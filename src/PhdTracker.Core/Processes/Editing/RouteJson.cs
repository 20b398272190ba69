using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace PhdTracker.Core.Processes.Editing;

/// <summary>A way of a route: it leaves a step on one of its outcomes.</summary>
public sealed record RouteWay(string From, string Port, string To);

/// <summary>A definition as JSON to be changed: its steps and ways by name, everything else kept as it stands.</summary>
internal sealed class RouteJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private readonly JsonObject _source;

    private RouteJson(JsonObject source) => _source = source;

    public JsonArray Activities => (JsonArray)Root["activities"]!;

    public JsonArray Connections => Root["connections"] as JsonArray ?? Added("connections");

    private JsonObject Root => (JsonObject)_source["root"]!;

    /// <param name="json">A definition that was checked.</param>
    public static RouteJson Parse(string json) => new((JsonObject)JsonNode.Parse(json)!);

    public string Write() => _source.ToJsonString(Indented);

    /// <summary>Numbers the definition anew; an <c>id</c> that names the version names the new one.</summary>
    public void Number(int version)
    {
        if (Text(_source, "id") is { } id && id == $"{Text(_source, "definitionId")}-v{_source["version"]}")
            _source["id"] = $"{Text(_source, "definitionId")}-v{version}";
        _source["version"] = version;
    }

    /// <summary>A step.</summary>
    /// <exception cref="DomainRuleException"><c>RouteStepGone</c>.</exception>
    public JsonObject Step(string id) => Find(id) ?? throw new DomainRuleException("RouteStepGone");

    public JsonObject? Find(string id) => Activities.OfType<JsonObject>().FirstOrDefault(a => Text(a, "id") == id);

    public IEnumerable<JsonObject> WaysTo(string id) => Connections.OfType<JsonObject>().Where(c => TargetOf(c) == id);

    public IEnumerable<JsonObject> WaysFrom(string id) => Connections.OfType<JsonObject>().Where(c => SourceOf(c) == id);

    /// <summary>How the designer names a step of this flowchart; null where the file does without such names.</summary>
    public string? NodeId(string id) => Text(Root, "nodeId") is { } root ? $"{root}:{id}" : null;

    public static string SourceOf(JsonObject way) => Text((JsonObject)way["source"]!, "activity")!;

    public static string PortOf(JsonObject way) => Text((JsonObject)way["source"]!, "port") is { Length: > 0 } port ? port : "Done";

    public static string TargetOf(JsonObject way) => Text((JsonObject)way["target"]!, "activity")!;

    public static void Lead(JsonObject way, string to) => ((JsonObject)way["target"]!)["activity"] = to;

    public static JsonObject Way(string from, string port, string to) => new()
    {
        ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        ["vertices"] = new JsonArray(),
    };

    public static string? Text(JsonObject parent, string name) => parent[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private JsonArray Added(string name)
    {
        var list = new JsonArray();
        Root[name] = list;
        return list;
    }
}
