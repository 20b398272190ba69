using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.SubRoutes;

/// <summary>A step starts another route about the same case, and goes on with what that one gives.</summary>
public class SubRouteTests : SubRouteFixture
{
    private static string Parent(bool waits = true, string more = "") => Route("parent", Sub("sub", "child", waits, more) + "," + Ask("after", "lead:partner"), "sub>after");

    protected override Task PrepareAsync() => PublishAsync(Route("child", Child, ChildWays));

    [Fact]
    public async Task Start_WaitsForTheEnd_ChildIsAboutTheSameCaseAndAsksItsPeople()
    {
        await PublishAsync(Parent());

        var parent = await StartAsync("parent");

        var child = Assert.Single(await ProcessesAsync("child"));
        Assert.Equal((parent, "sub", World.EsaId, World.UkCandidatureId), (child.ParentId, child.ParentStep, child.MilestoneId, child.CandidatureId));
        Assert.NotNull(child.ParentBookmarkId);
        Assert.Equal(["sub"], await WaitingAsync("parent"));
        Assert.Equal(World.People["lead.uk"], (await Database.AskAsync(db => db.TaskAssignees.SingleAsync())).PersonId);
        Assert.Empty(await Database.AskAsync(db => db.Bookmarks.ToListAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Decide_LastStepOfTheChild_ParentGoesOnWithItsResult(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await PublishAsync(Parent());
        await StartAsync("parent");

        await DecideAsync("ask", kind: DecisionKind.Returned);

        Assert.Equal("Finished", await StateAsync("child"));
        Assert.Equal(["after"], await WaitingAsync("parent"));
        Assert.Equal("""{"Verdict":"Returned"}""", await JsonOfAsync("parent"));
        await DecideAsync("after", "lead.fr");
        Assert.Equal("Finished", await StateAsync("parent"));
    }

    [Fact]
    public async Task Start_DoesNotWait_ParentGoesOnAtOnceAndNeverHearsOfTheEnd()
    {
        await PublishAsync(Parent(waits: false));
        await StartAsync("parent");
        Assert.Equal(["after"], await WaitingAsync("parent"));

        await DecideAsync("ask");

        Assert.Equal("Finished", await StateAsync("child"));
        Assert.Equal(["after"], await WaitingAsync("parent"));
        Assert.True((await ValueAsync("parent")).IsNothing);
    }

    [Fact]
    public async Task Start_ChildEndsAtOnce_ParentGoesOnInTheSameBurst()
    {
        await PublishAsync(Route("quick", """{ "id": "give", "type": "Elsa.SetOutput", "outputName": "Verdict", "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "getInput('Given')" } } }""", ""));
        await PublishAsync(Route("parent", Sub("sub", "quick", more: """, "input": { "typeName": "ObjectDictionary", "expression": { "type": "Object", "value": "{ \"Given\": \"yes\" }" } }""") + "," + Ask("after", "lead:partner"), "sub>after"));

        await StartAsync("parent");

        Assert.Equal("Finished", await StateAsync("quick"));
        Assert.Equal("""{"Verdict":"yes"}""", await JsonOfAsync("parent"));
        Assert.Equal(["after"], await WaitingAsync("parent"));
    }

    [Fact]
    public async Task Start_ThreeDeep_EachEndReachesTheNext()
    {
        await PublishAsync(Route("middle", Sub("down", "child"), ""));
        await PublishAsync(Route("upper", Sub("down", "middle"), ""));
        await PublishAsync(Route("parent", Sub("sub", "upper") + "," + Ask("after", "lead:partner"), "sub>after"));
        await StartAsync("parent");

        await DecideAsync("ask");

        Assert.Equal(("Finished", "Finished", "Finished"), (await StateAsync("child"), await StateAsync("middle"), await StateAsync("upper")));
        Assert.Equal(["after"], await WaitingAsync("parent"));
    }

    [Fact]
    public async Task Start_DeeperThanThree_IsAnIncidentOfTheStepThatDoesIt()
    {
        await PublishAsync(Route("third", Sub("down", "child"), ""));
        await PublishAsync(Route("second", Sub("down", "third"), ""));
        await PublishAsync(Route("first", Sub("down", "second"), ""));
        await PublishAsync(Route("parent", Sub("sub", "first"), ""));

        await StartAsync("parent");

        var incident = await IncidentAsync();
        Assert.Equal(("third", "down"), (incident.Process.DefinitionId, incident.ActivityId));
        Assert.Equal("Routes may start each other 3 deep, and this one would go deeper.", incident.Message);
        Assert.Empty(await ProcessesAsync("child"));
        Assert.Equal(["sub"], await WaitingAsync("parent"));
    }

    [Fact]
    public async Task Start_ItselfByAnother_IsAnIncidentThatNamesTheWay()
    {
        await PublishAsync(Route("there", Sub("back", "parent"), ""));
        await PublishAsync(Route("parent", Sub("sub", "there"), ""));

        await StartAsync("parent");

        var incident = await IncidentAsync();
        Assert.Equal("there", incident.Process.DefinitionId);
        Assert.Contains("parent → there → parent", incident.Message, StringComparison.Ordinal);
        Assert.Equal(2, await Database.AskAsync(db => db.Processes.CountAsync()));
    }

    [Fact]
    public async Task Start_NoSuchRoute_WaitsOnAnIncidentUntilItIsThere()
    {
        await PublishAsync(Route("parent", Sub("sub", "gone") + "," + Ask("after", "lead:partner"), "sub>after"));
        await StartAsync("parent");
        Assert.Contains("There is no approval route 'gone'", (await IncidentAsync()).Message, StringComparison.Ordinal);

        await PublishAsync(Route("gone", Child, ChildWays));
        await MendAsync();

        Assert.Equal(["sub"], await WaitingAsync("parent"));
        Assert.Equal(["ask"], await WaitingAsync("gone"));
    }

    [Fact]
    public async Task Start_RetiredRoute_WaitsOnAnIncidentThatSaysSo()
    {
        await PublishAsync(Parent());
        await RetireAsync("child");

        await StartAsync("parent");

        Assert.Contains("“Route child”: it has been retired", (await IncidentAsync()).Message, StringComparison.Ordinal);
        Assert.Empty(await ProcessesAsync("child"));
    }

    [Theory]
    [InlineData("""{ "Colour": 1 }""", "has no input “Colour”")]
    [InlineData("[1]", "is not an object")]
    public async Task Start_InputsThatDoNotFit_AreAnIncidentAndNothingStarts(string input, string sentence)
    {
        await PublishAsync(Parent(more: $$""", "input": { "typeName": "Object", "expression": { "type": "Object", "value": "{{input.Replace("\"", "\\\"", StringComparison.Ordinal)}}" } }"""));

        await StartAsync("parent");

        Assert.Contains(sentence, (await IncidentAsync()).Message, StringComparison.Ordinal);
        Assert.Empty(await ProcessesAsync("child"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Decide_LastStepsOfTwoChildrenAtOnce_BothCount(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await PublishAsync(Route("other", Ask("second", "lead:partner"), ""));
        await PublishAsync(Route("parent",
            """{ "id": "start", "type": "Elsa.Start" }, { "id": "both", "type": "Elsa.FlowJoin", "mode": "WaitAll" },""" + Sub("one", "child") + "," + Sub("two", "other") + "," + Ask("after", "lead:partner"),
            "start>one start>two one>both two>both both>after"));
        await StartAsync("parent");
        await using var first = Database.Scope();
        await using var second = Database.Scope();
        await LoadAsync(first.ServiceProvider);
        await LoadAsync(second.ServiceProvider);

        await DecideAsync(first.ServiceProvider, "ask");
        await DecideAsync(second.ServiceProvider, "second", "lead.fr");

        Assert.Equal(("Finished", "Finished"), (await StateAsync("child"), await StateAsync("other")));
        Assert.Equal(["after"], await WaitingAsync("parent"));
        Assert.Equal(1, await Database.AskAsync(db => db.Tasks.CountAsync(t => t.ActivityId == "after")));
    }

    [Fact]
    public async Task Start_JoinPassesWithoutIt_ChildIsCalledOffBeforeAnythingIsSaved()
    {
        await PublishAsync(Route("parent",
            """{ "id": "start", "type": "Elsa.Start" }, { "id": "first", "type": "Elsa.FlowJoin", "mode": "WaitAny" }, { "id": "now", "type": "Elsa.SetName", "value": "now" },""" + Sub("sub", "child") + "," + Ask("after", "lead:partner"),
            "start>sub start>now sub>first now>first first>after"));

        await StartAsync("parent");

        Assert.Equal("Cancelled", await StateAsync("child"));
        Assert.Equal(["after"], await WaitingAsync("parent"));
        Assert.Equal(["after"], await Database.AskAsync(db => db.Tasks.Where(t => t.State == TaskState.Open).Select(t => t.ActivityId).ToListAsync()));
    }

    [Fact]
    public async Task Decide_WithConditionsInTheChild_ParentPassesWithThem()
    {
        await PublishAsync(Route("review", """{ "id": "ask", "type": "PhdTracker.RequestDecision", "assignee": "lead:home", "title": "Review", "choices": "Review" }, { "id": "end", "type": "Elsa.End" }""", "ask.Approved>end ask.Returned>end ask.Rejected>end"));
        await PublishAsync(Route("parent", Sub("sub", "review") + """, { "id": "pass", "type": "PhdTracker.SetStatus", "status": "Passed" }""", "sub>pass"));
        await Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var milestone = await db.Milestones.Include(m => m.Candidature.Student).Include(m => m.Submissions).SingleAsync(m => m.Id == World.EsaId);
            milestone.Draft(milestone.Candidature.Student, "Here it is.", Database.Clock.UtcNow());
            await db.SaveChangesAsync();
        });
        await StartAsync("parent");

        await DecideAsync("ask", kind: DecisionKind.ApprovedWithConditions);

        Assert.Equal("Because.", await Database.AskAsync(db => db.Milestones.Where(m => m.Id == World.EsaId).Select(m => m.Conditions).SingleAsync()));
    }

    private static Task LoadAsync(IServiceProvider services) => services.GetRequiredService<PhdTrackerDb>().Processes.LoadAsync();

    private async Task<string> JsonOfAsync(string id)
    {
        using var stream = new MemoryStream();
        await using (var writer = new System.Text.Json.Utf8JsonWriter(stream))
            (await ValueAsync(id)).WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
