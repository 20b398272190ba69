using System.Text.Json.Nodes;
using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Checking;

public class ElsaExportTests
{
    [Fact]
    public void Write_HandWritten_FillsInWhatElsaWrites()
    {
        var flow = new Flow().Task("wait").Fork("sides", "A", "B").Note("a").Join("all", "WaitAll")
            .Way("start", "wait").Way("wait", "sides").Way("sides", "a", "A").Way("sides", "all", "B").Way("a", "all");
        var root = Exported(flow.ToJson())["root"]!;
        var wait = root["activities"]![1]!;

        Assert.Equal("Workflow1:flow:wait", Text(wait["nodeId"]));
        Assert.Equal("wait", Text(wait["name"]));
        Assert.Equal("""{"typeName":"String","expression":{"type":"Literal","value":"wait"}}""", wait["taskName"]!.ToJsonString());
        Assert.Equal("""{"canStartWorkflow":false,"runAsynchronously":false}""", wait["customProperties"]!.ToJsonString());
        Assert.Equal("""{"type":"Object","value":"[\u0022A\u0022,\u0022B\u0022]"}""", root["activities"]![2]!["branches"]!["expression"]!.ToJsonString());
        Assert.Contains("FlowJoinMode", Text(root["activities"]![4]!["mode"]!["typeName"]), StringComparison.Ordinal);
        Assert.Equal("In", Text(root["connections"]![0]!["target"]!["port"]));
        Assert.Empty(root["connections"]![0]!["vertices"]!.AsArray());
    }

    [Fact]
    public void Write_NoPositions_PlacesEachStepApart()
    {
        var activities = Exported(new Flow().Task("a").Task("b").Way("start", "a").Way("start", "b").ToJson())["root"]!["activities"]!.AsArray();

        Assert.Equal(3, activities.Select(activity => activity!["metadata"]!["designer"]!["position"]!.ToJsonString()).Distinct().Count());
    }

    [Fact]
    public void Write_Positions_AreKept()
    {
        var json = RecordedRun.DefinitionJson("sample-route");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json)!["root"]!["activities"], Exported(json)["root"]!["activities"]));
    }

    public static TheoryData<string> Definitions => [.. RecordedRun.NamesIn(RecordedRun.Own).Select(name => new RecordedRun(name, RecordedRun.Own).Definition).Distinct()];

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Write_Twice_ChangesNothingMoreAndCompiles(string name)
    {
        var once = Export(RecordedRun.DefinitionJson(name, RecordedRun.Own));

        Assert.Equal(once, Export(once));
        Assert.NotNull(CompiledWorkflow.Load(once, WorkflowTrace.Registry));
        Assert.All(WorkflowDefinition.Parse(once).AllActivities, activity => Assert.EndsWith(":" + activity.Id, Text(activity.Source["nodeId"]), StringComparison.Ordinal));
    }

    [Fact]
    public void Write_UnknownFields_AreKept()
    {
        var json = JsonNode.Parse(new Flow().Task("a").Way("start", "a").ToJson())!;
        json["acme"] = "kept";
        json["root"]!["activities"]![0]!["metadata"] = new JsonObject { ["colour"] = "red" };

        var exported = Exported(json.ToJsonString());

        Assert.Equal("kept", Text(exported["acme"]));
        Assert.Equal("red", Text(exported["root"]!["activities"]![0]!["metadata"]!["colour"]));
    }

    private static string Export(string json) => ElsaExport.Write(WorkflowDefinition.Parse(json), WorkflowTrace.Registry);

    private static JsonNode Exported(string json) => JsonNode.Parse(Export(json))!;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
