using System.Text.Json.Nodes;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Core.Processes.Editing;
using PhdTracker.Testing;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Tests.Processes.Editing;

/// <summary>Routes changed as a form asks, tried on every route that is shipped.</summary>
public sealed class RouteEditorTests
{
    private static readonly Dictionary<string, string?> Typed = new()
    {
        ["title"] = "Second look",
        ["titleFr"] = "Second regard",
        ["assignee"] = "unit:home",
        ["choices"] = "Check",
        ["dueIn"] = "5",
    };

    public static TheoryData<string> Shipped() => [.. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "workflows", "approvals"), "*.json").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Shipped))]
    public void InsertStep_OnEveryWay_ThenRemoved_IsTheSameRoute(string file)
    {
        var json = Read(file);
        var route = WorkflowDefinition.Parse(json);
        foreach (var way in route.Connections)
        {
            var changed = RouteEditor.InsertStep(json, new RouteWay(way.Source, way.Port, way.Target), new NewStep(Typed, way.Target, way.Target));

            Assert.True(RouteEditor.CanRemove(WorkflowDefinition.Parse(changed), "second-look"), $"{way}");
            Same(json, RouteEditor.RemoveStep(changed, "second-look"));
        }
    }

    [Theory, MemberData(nameof(Shipped))]
    public void InsertStep_OnAWayOutOfADecision_CanRun(string file)
    {
        var json = Read(file);
        var route = WorkflowDefinition.Parse(json);
        foreach (var way in route.Connections.Where(c => c.Port == "Approved" && route.Connections.Any(r => r.Source == c.Source && r.Port == "Returned")))
        {
            string To(string port) => route.Connections.First(c => c.Source == way.Source && c.Port == port).Target;

            var changed = RouteEditor.InsertStep(json, new RouteWay(way.Source, way.Port, way.Target), new NewStep(Typed, To("Returned"), To("Rejected")));

            var (workflow, problems) = RouteContent.Check(WorkflowDefinition.Parse(changed));
            Assert.True(problems.Count == 0, $"{way}: {string.Join(" ", problems)}");
            Assert.Equal(["Approved", "Returned", "Rejected"], workflow!.Find("second-look")!.Outcomes);
        }
    }

    [Theory, MemberData(nameof(Shipped))]
    public void ChangeStep_EveryStepWithItsOwnValues_ChangesNothing(string file)
    {
        var json = Read(file);
        foreach (var step in WorkflowDefinition.Parse(json).Activities.Where(a => StepInput.Of(a).Count > 0))
            Same(json, RouteEditor.ChangeStep(json, step.Id, StepInput.Of(step).ToDictionary(i => i.Input.Name, i => i.Value)));
    }

    [Theory, MemberData(nameof(Shipped))]
    public void ChangeStep_EveryDecisionLapsesOrNot_CanRun(string file)
    {
        var json = Read(file);
        var route = WorkflowDefinition.Parse(json);
        // Where several are waited for at once, approved and lapsed must come together first: the checker says so.
        bool WaitsForAll(string step) => route.Connections.Any(c => c.Source == step && c.Port == "Approved" && route.Activities.Any(a => a.Id == c.Target && a.Type == "Elsa.FlowJoin"));
        foreach (var step in route.Activities.Where(a => a.Type == RequestDecision.Type.TypeName && !WaitsForAll(a.Id)))
        {
            var lapses = RouteEditor.ChangeStep(json, step.Id, new Dictionary<string, string?> { ["lapsesAfter"] = "7" });
            Assert.Empty(RouteContent.Check(WorkflowDefinition.Parse(lapses)).Problems);

            var stays = RouteEditor.ChangeStep(lapses, step.Id, new Dictionary<string, string?> { ["lapsesAfter"] = " " });
            Assert.Empty(RouteContent.Check(WorkflowDefinition.Parse(stays)).Problems);
            if (step.Source["lapsesAfter"] is null)
                Same(json, stays);
        }
    }

    [Fact]
    public void ChangeStep_UnknownFieldsAndPositions_StayAsTheyWere()
    {
        var source = JsonNode.Parse(Read("milestone-review.json"))!.AsObject();
        source["somethingElse"] = new JsonObject { ["deep"] = new JsonArray(1, "two") };
        var lead = source["root"]!["activities"]!.AsArray().First(a => (string?)a!["id"] == "lead")!.AsObject();
        lead["note"] = "Kept.";

        var changed = JsonNode.Parse(RouteEditor.ChangeStep(source.ToJsonString(), "lead", new Dictionary<string, string?> { ["dueIn"] = "15", ["title"] = "The lead’s word" }))!.AsObject();

        lead["dueIn"]!["expression"]!["value"] = 15;
        lead["title"]!["expression"]!["value"] = "The lead’s word";
        Assert.Equal(source.ToJsonString(), changed.ToJsonString());
    }

    [Fact]
    public void ChangeStep_InputThatWasNotThere_IsWrittenAsTheDesignerWritesIt()
    {
        var changed = RouteEditor.ChangeStep(Read("milestone-review.json"), "partner", new Dictionary<string, string?> { ["dueIn"] = "4" });

        var step = WorkflowDefinition.Parse(changed).Activities.Single(a => a.Id == "partner").Source;
        Assert.Equal("""{"typeName":"Int32","expression":{"type":"Literal","value":4}}""", step["dueIn"]!.ToJsonString());
    }

    [Fact]
    public void RemoveStep_SeveralWaysIn_IsRefused()
    {
        var route = WorkflowDefinition.Parse(Read("milestone-review.json"));

        Assert.False(RouteEditor.CanRemove(route, "not-passed"));
        Assert.False(RouteEditor.CanRemove(route, "start"));
        Assert.False(RouteEditor.CanRemove(route, "end"));
        Assert.True(RouteEditor.CanRemove(route, "dates"));
        Assert.Equal("RouteStepNotRemovable", Assert.Throws<DomainRuleException>(() => RouteEditor.RemoveStep(Read("milestone-review.json"), "not-passed")).Code);
        Assert.Equal("RouteStepGone", Assert.Throws<DomainRuleException>(() => RouteEditor.RemoveStep(Read("milestone-review.json"), "nowhere")).Code);
    }

    [Fact]
    public void InsertStep_WayOrStepThatIsNotThere_IsRefused()
    {
        var json = Read("milestone-review.json");

        Assert.Equal("RouteWayGone", Assert.Throws<DomainRuleException>(() => RouteEditor.InsertStep(json, new RouteWay("lead", "Done", "director"), new NewStep(Typed, "lead", "lead"))).Code);
        Assert.Equal("RouteStepGone", Assert.Throws<DomainRuleException>(() => RouteEditor.InsertStep(json, new RouteWay("lead", "Approved", "director"), new NewStep(Typed, "nowhere", "lead"))).Code);
    }

    [Fact]
    public void Renumber_IdThatNamesTheVersion_NamesTheNewOne()
    {
        var source = JsonNode.Parse(RouteEditor.Renumber(Read("milestone-review.json"), 1001))!;

        Assert.Equal(1001, (int)source["version"]!);
        Assert.Equal("milestone-review-v1001", (string?)source["id"]);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Checkout.Root, "workflows", "approvals", file));

    private static void Same(string before, string after) => Assert.Equal(JsonNode.Parse(before)!.ToJsonString(), JsonNode.Parse(after)!.ToJsonString());
}
