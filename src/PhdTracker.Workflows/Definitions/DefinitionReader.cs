using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PhdTracker.Workflows;

/// <summary>Reads a definition's shape and collects all that is wrong with it.</summary>
internal sealed class DefinitionReader
{
    private readonly List<DefinitionProblem> _problems = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public WorkflowDefinition Read(string json)
    {
        if (json.Length > WorkflowDefinition.MostCharacters)
            throw Refusal(new DefinitionProblem(null, null, $"The file is longer than {Number(WorkflowDefinition.MostCharacters)} characters.", "Split the workflow, or remove what does not belong to it."));
        var source = Document(json);
        var root = source?["root"] as JsonObject;
        if (source is null || root is null)
        {
            if (source is not null)
                Problem(null, "The definition has no root.", "Add a root of type Elsa.Flowchart with activities and connections.");
            throw new WorkflowDefinitionException(_problems);
        }

        if (Text(root, "type") is var type && type != "Elsa.Flowchart")
            Problem(Text(root, "id"), $"The root is of type '{type}'.", "Make it an Elsa.Flowchart.");
        if (Count(root) is var count and > WorkflowDefinition.MostActivities)
            throw Refusal(new DefinitionProblem(Text(root, "id"), null, $"The workflow has {Number(count)} activities, and {Number(WorkflowDefinition.MostActivities)} are the most.", "Split it."));
        var activities = Activities(root);
        var definition = new WorkflowDefinition(source)
        {
            DefinitionId = Required(source, "definitionId"),
            Version = Version(source),
            Name = Text(source, "name") ?? Text(source, "definitionId") ?? "",
            Description = Text(source, "description") ?? "",
            Variables = [.. Variables(source), .. Variables(root)],
            Inputs = [.. Arguments(source, "inputs")],
            Outputs = [.. Arguments(source, "outputs")],
            IncidentStrategy = Strategy(source),
            Activities = activities,
            Connections = [.. Connections(root)],
        };
        return _problems.Count == 0 ? definition : throw new WorkflowDefinitionException(_problems);
    }

    private static WorkflowDefinitionException Refusal(DefinitionProblem problem) => new([problem]);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Activities at any depth.</summary>
    private static int Count(JsonObject container) => (container["activities"] as JsonArray)?.Sum(item => 1 + (item is JsonObject inner ? Count(inner) : 0)) ?? 0;

    private JsonObject? Document(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is JsonObject source)
                return source;
            Problem(null, "The file does not hold a JSON object.", "A definition is one JSON object.");
        }
        catch (JsonException problem)
        {
            var line = (problem.LineNumber ?? 0) + 1;
            Problem(null, $"The file is not JSON: see line {line.ToString(CultureInfo.InvariantCulture)}.", "Correct it there.");
        }
        catch (ArgumentException)
        {
            Problem(null, "The file names a property twice.", "Remove one of the two.");
        }

        return null;
    }

    private List<ActivityDefinition> Activities(JsonObject container)
    {
        var activities = new List<ActivityDefinition>();
        foreach (var (source, number) in Objects(container, "activities").Select((item, index) => (item, index + 1)))
        {
            if (Activity(source, $"number {number.ToString(CultureInfo.InvariantCulture)}") is { } activity)
                activities.Add(activity);
        }

        return activities;
    }

    private ActivityDefinition? Activity(JsonObject source, string place)
    {
        if (Text(source, "id") is not { Length: > 0 } id)
        {
            Problem(null, $"Activity {place} ({Text(source, "name") ?? Text(source, "type") ?? "unnamed"}) has no id.", "Give it an id that no other has.");
            return null;
        }

        if (!_ids.Add(id))
            Problem(id, "Two activities have this id.", "Give each its own.");
        if (Text(source, "type") is not { Length: > 0 } type)
        {
            Problem(id, "The activity has no type.", "Say which it is, for example Elsa.RunTask.");
            return null;
        }

        var isScope = type is "Elsa.Flowchart" or "Elsa.Sequence";
        return new ActivityDefinition(id, type, source)
        {
            Ports = isScope ? [new ActivityPort("activities", Activities(source))] : [.. Ports(id, type, source)],
            Connections = type == "Elsa.Flowchart" ? [.. Connections(source)] : [],
            Variables = isScope ? [.. Variables(source)] : [],
        };
    }

    private IEnumerable<ActivityPort> Ports(string id, string type, JsonObject source)
    {
        foreach (var port in BuiltInTypes.PortsOf(type))
        {
            if (source[port] is JsonObject child)
                yield return new ActivityPort(port, Activity(child, $"in '{port}' of '{id}'") is { } activity ? [activity] : []);
            else if (source[port] is not null)
                Problem(id, $"Its '{port}' is not an activity.", "Write one activity in curly brackets.");
        }
    }

    private IEnumerable<ConnectionDefinition> Connections(JsonObject root)
    {
        foreach (var connection in Objects(root, "connections"))
        {
            var source = connection["source"] as JsonObject;
            var target = connection["target"] as JsonObject;
            if (source is null || target is null || Text(source, "activity") is not { } from || Text(target, "activity") is not { } to)
                Problem(null, "A connection does not say where it comes from or where it goes.", "Give it a source and a target, each with an activity.");
            else
                yield return new ConnectionDefinition(from, Text(source, "port") is { Length: > 0 } port ? port : "Done", to);
        }
    }

    private IEnumerable<VariableDefinition> Variables(JsonObject parent)
    {
        foreach (var variable in Objects(parent, "variables"))
        {
            if (Text(variable, "name") is not { Length: > 0 } name)
            {
                Problem(null, "A variable has no name.", "Give it one.");
                continue;
            }

            var value = variable["value"];
            if (value is not null && value.GetValueKind() != JsonValueKind.String)
                Problem(null, $"The value of variable '{name}' is not a text.", "Put it in quotes, or make it null.");
            var isArray = variable["isArray"] is JsonValue flag && flag.TryGetValue(out bool array) && array;
            yield return new VariableDefinition(
                Text(variable, "id") ?? name, name, Text(variable, "typeName") ?? "Object", isArray, Text(variable, "value"));
        }
    }

    private IEnumerable<ArgumentDefinition> Arguments(JsonObject parent, string list)
    {
        foreach (var argument in Objects(parent, list))
        {
            if (Text(argument, "name") is { Length: > 0 } name)
                yield return new ArgumentDefinition(name, Text(argument, "type") ?? "Object");
            else
                Problem(null, $"One of the {list} has no name.", "Give it one.");
        }
    }

    private IncidentStrategy Strategy(JsonObject source)
    {
        var name = source["options"] is JsonObject options ? Text(options, "incidentStrategyType") : null;
        var simple = name?.Split(',')[0].Split('.')[^1];
        switch (simple)
        {
            case null or "" or "FaultStrategy": return IncidentStrategy.Fault;
            case "ContinueWithIncidentsStrategy": return IncidentStrategy.ContinueWithIncidents;
            default:
                Problem(null, $"The incident strategy '{simple}' is not known.", "Use FaultStrategy or ContinueWithIncidentsStrategy.");
                return IncidentStrategy.Fault;
        }
    }

    private int Version(JsonObject source)
    {
        if (source["version"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            && value.TryGetValue(out int version) && version > 0)
        {
            return version;
        }

        Problem(null, "The definition has no version.", "Give it a whole number from 1.");
        return 0;
    }

    private string Required(JsonObject source, string name)
    {
        if (Text(source, name) is { Length: > 0 } text)
            return text;
        Problem(null, $"The definition has no {name}.", "Give it one.");
        return "";
    }

    private IEnumerable<JsonObject> Objects(JsonObject parent, string name)
    {
        if (parent[name] is null)
            yield break;
        if (parent[name] is not JsonArray array)
        {
            Problem(null, $"'{name}' is not a list.", "Write it in square brackets.");
            yield break;
        }

        foreach (var item in array)
        {
            if (item is JsonObject entry)
                yield return entry;
            else
                Problem(null, $"An entry of '{name}' is not an object.", "Write it in curly brackets.");
        }
    }

    private void Problem(string? activity, string message, string remedy) =>
        _problems.Add(new DefinitionProblem(activity, null, message, remedy));

    internal static string? Text(JsonObject parent, string name) =>
        parent[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
