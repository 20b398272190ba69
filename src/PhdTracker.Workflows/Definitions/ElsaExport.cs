using System.Globalization;
using System.Text.Json.Nodes;
using PhdTracker.Workflows.Layout;

namespace PhdTracker.Workflows;

/// <summary>Writes a definition as Elsa 3 exports it, so that its importer and designer find nothing missing: what the file left to
/// its defaults is filled in, what it says is kept.</summary>
public static class ElsaExport
{
    private const double BoxWidth = 160;
    private const double BoxHeight = 50;

    /// <summary>The definition as JSON.</summary>
    /// <param name="definition">A definition that compiles.</param>
    /// <param name="registry">The types of its activities: they say of which type an input is that is written as a bare value.</param>
    public static string Write(WorkflowDefinition definition, ActivityRegistry registry)
    {
        var json = definition.Source.DeepClone().AsObject();
        Default(json, "$schema", "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json");
        Default(json, "id", string.Create(CultureInfo.InvariantCulture, $"{definition.DefinitionId}-v{definition.Version}"));
        Default(json, "name", definition.Name);
        Default(json, "description", definition.Description);
        Default(json, "toolVersion", "3.8.0.0");
        Default(json, "isLatest", true);
        Default(json, "isPublished", true);
        Default(json, "isReadonly", false);
        Default(json, "isSystem", false);
        foreach (var list in new[] { "variables", "inputs", "outputs", "outcomes" })
            Default(json, list, new JsonArray());
        Default(json, "customProperties", new JsonObject());
        Default(json, "options", new JsonObject());
        Variables(json);
        var root = json["root"]!.AsObject();
        Default(root, "id", "flow");
        Activity(root, "Workflow1", registry);
        Place(root);
        return WorkflowDefinition.ToJson(json);
    }

    private static void Activity(JsonObject activity, string parent, ActivityRegistry registry)
    {
        var nodeId = $"{parent}:{DefinitionReader.Text(activity, "id")}";
        activity["nodeId"] = nodeId;
        Default(activity, "name", DefinitionReader.Text(activity, "id"));
        Default(activity, "version", 1);
        var custom = Object(activity, "customProperties");
        Default(custom, "canStartWorkflow", false);
        Default(custom, "runAsynchronously", false);
        Object(activity, "metadata");
        var typeName = DefinitionReader.Text(activity, "type")!;
        if (typeName is "Elsa.Flowchart" or "Elsa.Sequence")
        {
            Default(activity, "variables", new JsonArray());
            Default(activity, "activities", new JsonArray());
            Variables(activity);
            foreach (var child in activity["activities"]!.AsArray())
                Activity(child!.AsObject(), nodeId, registry);
        }

        if (typeName == "Elsa.Flowchart")
            Connections(activity);
        foreach (var port in BuiltInTypes.PortsOf(typeName))
        {
            if (activity[port] is JsonObject child)
                Activity(child, nodeId, registry);
        }

        foreach (var input in registry.Find(typeName)?.Inputs ?? [])
            Wrap(activity, input);
    }

    private static void Variables(JsonObject container)
    {
        foreach (var variable in container["variables"]!.AsArray().OfType<JsonObject>())
        {
            Default(variable, "id", DefinitionReader.Text(variable, "name"));
            Default(variable, "typeName", "Object");
            Default(variable, "isArray", false);
            Default(variable, "storageDriverTypeName", "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core");
        }
    }

    private static void Connections(JsonObject flowchart)
    {
        Default(flowchart, "connections", new JsonArray());
        foreach (var connection in flowchart["connections"]!.AsArray().OfType<JsonObject>())
        {
            Default(connection["source"]!.AsObject(), "port", "Done");
            Default(connection["target"]!.AsObject(), "port", "In");
            Default(connection, "vertices", new JsonArray());
        }
    }

    // The cases of a switch are no single value; Elsa reads them as they stand.
    private static void Wrap(JsonObject activity, ActivityInput input)
    {
        if (activity[input.Name] is not { } value || input.Name == "cases" || value is JsonObject wrapped && wrapped.ContainsKey("expression"))
            return;
        activity[input.Name] = new JsonObject
        {
            ["typeName"] = TypeName(input, value),
            ["expression"] = value is JsonValue
                ? new JsonObject { ["type"] = "Literal", ["value"] = value.DeepClone() }
                : new JsonObject { ["type"] = "Object", ["value"] = value.ToJsonString() },
        };
    }

    private static string TypeName(ActivityInput input, JsonNode value) => input.Type switch
    {
        InputType.Text when ReferenceEquals(input.Allowed, BuiltInTypes.JoinModes) => "Elsa.Workflows.Activities.Flowchart.Models.FlowJoinMode, Elsa.Workflows.Core",
        InputType.Text when ReferenceEquals(input.Allowed, BuiltInTypes.SwitchModes) => "Elsa.Workflows.SwitchMode, Elsa.Workflows.Core",
        InputType.Text or InputType.Cron => "String",
        InputType.Boolean => "Boolean",
        InputType.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "Double" : "Int32",
        InputType.TimeSpan => "TimeSpan",
        InputType.Instant => "DateTimeOffset",
        InputType.TextList => "String[]",
        _ => "Object",
    };

    // Steps that stand somewhere stay there; a flowchart in which one has no place is laid out anew.
    private static void Place(JsonObject container)
    {
        var children = (container["activities"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        children.ForEach(Place);
        foreach (var port in BuiltInTypes.PortsOf(DefinitionReader.Text(container, "type")!))
        {
            if (container[port] is JsonObject child)
                Place(child);
        }

        if (children.Count == 0 || DefinitionReader.Text(container, "type") != "Elsa.Flowchart" || children.TrueForAll(HasPosition))
            return;
        var ways = container["connections"]!.AsArray().OfType<JsonObject>().Select(way => new LayoutWay(End(way, "source"), End(way, "target")));
        var layout = FlowLayout.Of([.. children.Select(child => new LayoutNode(DefinitionReader.Text(child, "id")!, BoxWidth, BoxHeight))], [.. ways]);
        foreach (var (child, node) in children.Zip(layout.Nodes))
        {
            var designer = Object(child["metadata"]!.AsObject(), "designer");
            designer["position"] = new JsonObject { ["x"] = Math.Round(node.X), ["y"] = Math.Round(node.Y) };
            Default(designer, "size", new JsonObject { ["width"] = BoxWidth, ["height"] = BoxHeight });
        }
    }

    private static bool HasPosition(JsonObject activity) => activity["metadata"]?["designer"] is JsonObject designer && designer["position"] is JsonObject;

    private static string End(JsonObject way, string end) => DefinitionReader.Text(way[end]!.AsObject(), "activity")!;

    private static JsonObject Object(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject there)
            return there;
        var made = new JsonObject();
        parent[name] = made;
        return made;
    }

    private static void Default(JsonObject parent, string name, JsonNode? value)
    {
        if (parent[name] is null)
            parent[name] = value;
    }
}
