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
            throw Refusal(new DefinitionProblem(null, null, new("Problem.FileTooLong", WorkflowDefinition.MostCharacters), new("Remedy.SplitOrRemove")));
        var source = Document(json);
        var root = source?["root"] as JsonObject;
        if (source is null || root is null)
        {
            if (source is not null)
                Problem(null, new("Problem.NoRoot"), new("Remedy.AddRoot"));
            throw new WorkflowDefinitionException(_problems);
        }

        if (Text(root, "type") is var type && type != "Elsa.Flowchart")
            Problem(Text(root, "id"), new("Problem.RootType", type), new("Remedy.MakeFlowchart"));
        if (Count(root) is var count and > WorkflowDefinition.MostActivities)
            throw Refusal(new DefinitionProblem(Text(root, "id"), null, new("Problem.TooManyActivities", count, WorkflowDefinition.MostActivities), new("Remedy.Split")));
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
        return _problems.Count == 0 ? definition : throw new WorkflowDefinitionException([.. _problems, .. LooseWays.Of(definition, _ids)]);
    }

    private static WorkflowDefinitionException Refusal(DefinitionProblem problem) => new([problem]);

    /// <summary>Activities at any depth.</summary>
    private static int Count(JsonObject container) => (container["activities"] as JsonArray)?.Sum(item => 1 + (item is JsonObject inner ? Count(inner) : 0)) ?? 0;

    private JsonObject? Document(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is JsonObject source)
                return source;
            Problem(null, new("Problem.NotAnObject"), new("Remedy.OneObject"));
        }
        catch (JsonException problem)
        {
            Problem(null, new("Problem.NotJson", (problem.LineNumber ?? 0) + 1), new("Remedy.CorrectThere"));
        }
        catch (ArgumentException)
        {
            Problem(null, new("Problem.PropertyTwice"), new("Remedy.RemoveOne"));
        }

        return null;
    }

    private List<ActivityDefinition> Activities(JsonObject container)
    {
        var activities = new List<ActivityDefinition>();
        foreach (var (source, number) in Objects(container, "activities").Select((item, index) => (item, index + 1)))
        {
            if (Activity(source, new("Problem.PlaceNumber", number)) is { } activity)
                activities.Add(activity);
        }

        return activities;
    }

    private ActivityDefinition? Activity(JsonObject source, ProblemText place)
    {
        if (Text(source, "id") is not { Length: > 0 } id)
        {
            Problem(null, new("Problem.NoId", place, (object?)(Text(source, "name") ?? Text(source, "type")) ?? new ProblemText("Problem.Unnamed")), new("Remedy.GiveId"));
            return null;
        }

        if (!_ids.Add(id))
            Problem(id, new("Problem.IdTwice"), new("Remedy.GiveEachItsOwn"));
        if (Text(source, "type") is not { Length: > 0 } type)
        {
            Problem(id, new("Problem.NoType"), new("Remedy.SayType", "Elsa.RunTask"));
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
                yield return new ActivityPort(port, Activity(child, new("Problem.PlaceIn", port, id)) is { } activity ? [activity] : []);
            else if (source[port] is not null)
                Problem(id, new("Problem.PortNotActivity", port), new("Remedy.OneActivity"));
        }
    }

    private IEnumerable<ConnectionDefinition> Connections(JsonObject root)
    {
        foreach (var connection in Objects(root, "connections"))
        {
            var source = connection["source"] as JsonObject;
            var target = connection["target"] as JsonObject;
            if (source is null || target is null || Text(source, "activity") is not { } from || Text(target, "activity") is not { } to)
                Problem(null, new("Problem.WayIncomplete"), new("Remedy.GiveEnds"));
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
                Problem(null, new("Problem.VariableUnnamed"), new("Remedy.GiveOne"));
                continue;
            }

            var value = variable["value"];
            if (value is not null && value.GetValueKind() != JsonValueKind.String)
                Problem(null, new("Problem.VariableNotText", name), new("Remedy.QuoteOrNull"));
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
                Problem(null, new("Problem.ArgumentUnnamed", list), new("Remedy.GiveOne"));
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
                Problem(null, new("Problem.StrategyUnknown", simple), new("Remedy.UseOneOf", "FaultStrategy, ContinueWithIncidentsStrategy"));
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

        Problem(null, new("Problem.NoVersion"), new("Remedy.WholeNumber"));
        return 0;
    }

    private string Required(JsonObject source, string name)
    {
        if (Text(source, name) is { Length: > 0 } text)
            return text;
        Problem(null, new("Problem.NoField", name), new("Remedy.GiveOne"));
        return "";
    }

    private IEnumerable<JsonObject> Objects(JsonObject parent, string name)
    {
        if (parent[name] is null)
            yield break;
        if (parent[name] is not JsonArray array)
        {
            Problem(null, new("Problem.NotAList", name), new("Remedy.SquareBrackets"));
            yield break;
        }

        foreach (var item in array)
        {
            if (item is JsonObject entry)
                yield return entry;
            else
                Problem(null, new("Problem.EntryNotObject", name), new("Remedy.CurlyBrackets"));
        }
    }

    private void Problem(string? activity, ProblemText what, ProblemText toDo) =>
        _problems.Add(new DefinitionProblem(activity, null, what, toDo));

    internal static string? Text(JsonObject parent, string name) =>
        parent[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
