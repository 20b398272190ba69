using System.Text.Json.Nodes;
using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests;

/// <summary>Builds small definitions: <c>new Flow().Ask("lead").Way("start", "lead")</c>. A start is there from the beginning.</summary>
internal sealed class Flow
{
    private readonly JsonArray _activities = [];
    private readonly JsonArray _connections = [];
    private readonly JsonArray _variables = [];
    private readonly JsonArray _inputs = [];
    private string? _strategy;

    private readonly int _version;

    public Flow(int version = 1)
    {
        _version = version;
        Step("start", "Elsa.Start");
    }

    public Flow Step(string id, string type, params (string Name, JsonNode? Value)[] inputs)
    {
        _activities.Add((JsonNode)Activity(id, type, inputs));
        return this;
    }

    /// <summary>An activity to put into a container.</summary>
    public static JsonObject Activity(string id, string type, params (string Name, JsonNode? Value)[] inputs)
    {
        var activity = new JsonObject { ["id"] = id, ["type"] = type };
        foreach (var (name, value) in inputs)
            activity[name] = value;
        return activity;
    }

    public static JsonObject TaskIn(string id) => Activity(id, "Elsa.RunTask", ("taskName", id));

    public Flow Sequence(string id, params JsonNode[] activities) => Step(id, "Elsa.Sequence", ("activities", new JsonArray(activities)));

    /// <summary>A decision: Approved, Returned, Rejected.</summary>
    public Flow Ask(string id) => Step(id, "PhdTracker.RequestDecision", ("assignee", "someone"), ("title", id));

    /// <summary>A decision that a variable keeps.</summary>
    public Flow Ask(string id, string variable) => Step(id, "PhdTracker.RequestDecision", ("assignee", "someone"), ("title", id),
        ("decision", new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = variable } }));

    public Flow Task(string id) => Step(id, "Elsa.RunTask", ("taskName", id));

    public Flow Note(string id) => Step(id, "Elsa.WriteLine", ("text", id));

    public Flow Join(string id, string mode) => Step(id, "Elsa.FlowJoin", ("mode", mode));

    public Flow Fork(string id, params string[] branches) =>
        Step(id, "Elsa.FlowFork", ("branches", new JsonArray([.. branches.Select(branch => (JsonNode)branch)])));

    public Flow Decide(string id, string script) => Step(id, "Elsa.FlowDecision", ("condition", Script(script, "Boolean")));

    public Flow Set(string id, string variable, string script) =>
        Step(id, "Elsa.SetVariable", ("variable", new JsonObject { ["name"] = variable }), ("value", Script(script, "Object")));

    public Flow Variable(string name, string type, string? value = null)
    {
        _variables.Add((JsonNode)new JsonObject { ["id"] = name, ["name"] = name, ["typeName"] = type, ["value"] = value });
        return this;
    }

    public Flow Input(string name)
    {
        _inputs.Add((JsonNode)new JsonObject { ["name"] = name, ["type"] = "Object" });
        return this;
    }

    /// <summary>A way; the port is Done where none is given.</summary>
    public Flow Way(string from, string to, string port = "Done")
    {
        _connections.Add((JsonNode)new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        });
        return this;
    }

    /// <summary>Ways from a decision: where each answer leads.</summary>
    public Flow Answers(string from, string approved, string returned, string rejected) =>
        Way(from, approved, "Approved").Way(from, returned, "Returned").Way(from, rejected, "Rejected");

    public Flow ContinueWithIncidents()
    {
        _strategy = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core";
        return this;
    }

    public static JsonObject Script(string script, string type) => new()
    {
        ["typeName"] = type,
        ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script },
    };

    public string ToJson() => new JsonObject
    {
        ["definitionId"] = "test",
        ["version"] = _version,
        ["variables"] = _variables.DeepClone(),
        ["inputs"] = _inputs.DeepClone(),
        ["options"] = new JsonObject { ["incidentStrategyType"] = _strategy },
        ["root"] = new JsonObject
        {
            ["id"] = "flow",
            ["type"] = "Elsa.Flowchart",
            ["activities"] = _activities.DeepClone(),
            ["connections"] = _connections.DeepClone(),
        },
    }.ToJsonString();

    public CompiledWorkflow Compile(params ActivityType[] types) =>
        CompiledWorkflow.Load(ToJson(), new ActivityRegistry([WorkflowTrace.RequestDecision, .. types]));

    public IReadOnlyList<DefinitionProblem> Problems() =>
        DefinitionCompiler.Compile(WorkflowDefinition.Parse(ToJson()), WorkflowTrace.Registry).Problems;

    /// <summary>Compiles and starts it.</summary>
    public WorkflowTrace Start(params ActivityType[] types)
    {
        var trace = new WorkflowTrace(Compile(types), new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc));
        trace.Start();
        return trace;
    }
}
