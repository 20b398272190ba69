using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.SubRoutes;

/// <summary>A step tells an event: whoever waits for it about the same case goes on, once.</summary>
public class PublishedEventTests : SubRouteFixture
{
    private const string More = """, "correlationId": "here" """;

    private static string Waiting(string id = "waiting", string name = "ready") => Route(id, Event("wait", name) + "," + Ask("after", "lead:partner"), "wait>after");

    private static string Telling(string more = "", string name = "ready") => Route("telling", Ask("go", "lead:home") + "," + Tell("tell", name, more) + "," + Ask("told", "lead:home"), "go.Approved>tell go.Returned>tell tell>told");

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Tell_ARouteOfTheSameCaseWaits_GoesOnOnce(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await BothAsync(Waiting(), Telling(""", "payload": { "typeName": "Object", "expression": { "type": "Literal", "value": "green" } }"""));

        await DecideAsync("go");

        Assert.Equal(["after"], await WaitingAsync("waiting"));
        Assert.Equal(["told"], await WaitingAsync("telling"));
        Assert.Equal("green", (await ValueAsync("waiting")).ToString());
        Assert.Empty(await Database.AskAsync(db => db.Bookmarks.ToListAsync()));
        Assert.Equal(1, await Database.AskAsync(db => db.Tasks.CountAsync(t => t.ActivityId == "after")));
    }

    [Theory]
    [InlineData("", "another-event")]
    [InlineData(More, "ready")]
    [InlineData(""", "isLocalEvent": true""", "ready")]
    public async Task Tell_AnotherEventOrCorrelationOrOnlyHere_WakesNobody(string more, string name)
    {
        await BothAsync(Waiting(), Telling(more, name));

        await DecideAsync("go");

        Assert.Equal(["wait"], await WaitingAsync("waiting"));
    }

    [Fact]
    public async Task Tell_ForACorrelation_WakesThoseThatHaveIt()
    {
        await BothAsync(Route("waiting", """{ "id": "set", "type": "Elsa.Correlate", "correlationId": "here" },""" + Event("wait", "ready") + "," + Ask("after", "lead:partner"), "set>wait wait>after"), Telling(More));

        await DecideAsync("go");

        Assert.Equal(["after"], await WaitingAsync("waiting"));
    }

    [Fact]
    public async Task Tell_AnotherCaseWaits_StaysAsItIs()
    {
        await PublishAsync(Waiting());
        await PublishAsync(Telling());
        await StartAsync("waiting", World.OtherEsaId);
        await StartAsync("telling");

        await DecideAsync("go");

        Assert.Equal(["wait"], await WaitingAsync("waiting"));
    }

    [Fact]
    public async Task Tell_ATaskOfThatNameWaits_StaysAsItIs()
    {
        await BothAsync(Route("waiting", """{ "id": "wait", "type": "Elsa.RunTask", "taskName": "ready" }""", ""), Telling());

        await DecideAsync("go");

        Assert.Equal(["wait"], await WaitingAsync("waiting"));
    }

    [Fact]
    public async Task Tell_ByAChildInItsFirstBurst_WakesTheParentThatWaitsBesideIt()
    {
        await PublishAsync(Route("child", Tell("tell", "ready"), ""));
        await PublishAsync(Route("parent",
            """{ "id": "start", "type": "Elsa.Start" }, { "id": "both", "type": "Elsa.FlowJoin", "mode": "WaitAll" },""" + Event("wait", "ready") + "," + Sub("sub", "child") + "," + Ask("after", "lead:partner"),
            "start>wait start>sub wait>both sub>both both>after"));

        await StartAsync("parent");

        Assert.Equal(["after"], await WaitingAsync("parent"));
    }

    [Fact]
    public async Task Tell_BeforeAnybodyWaits_IsNotHeardLater()
    {
        await PublishAsync(Route("child", Event("wait", "ready"), ""));
        await PublishAsync(Route("parent", Tell("tell", "ready") + "," + Sub("sub", "child"), "tell>sub"));

        await StartAsync("parent");

        Assert.Equal(["wait"], await WaitingAsync("child"));
    }

    [Fact]
    public async Task Tell_AChildWaits_ItsEndReachesTheParentToo()
    {
        await PublishAsync(Route("child", Event("wait", "ready"), ""));
        await PublishAsync(Route("parent", Sub("sub", "child") + "," + Ask("after", "lead:partner"), "sub>after"));
        await PublishAsync(Telling());
        await StartAsync("parent");
        await StartAsync("telling");

        await DecideAsync("go");

        Assert.Equal("Finished", await StateAsync("child"));
        Assert.Equal(["after"], await WaitingAsync("parent"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Tell_WhoWaitsIsCalledOffMeanwhile_TellingStandsAndNothingWakes(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await BothAsync(Waiting(), Telling());
        await using var scope = Database.Scope();
        await scope.ServiceProvider.GetRequiredService<PhdTrackerDb>().Processes.LoadAsync();
        await CallOffAsync("waiting");

        await DecideAsync(scope.ServiceProvider, "go");

        Assert.Equal(("Cancelled", "Suspended"), (await StateAsync("waiting"), await StateAsync("telling")));
        Assert.Equal(0, await Database.AskAsync(db => db.Tasks.CountAsync(t => t.ActivityId == "after")));
    }

    [Fact]
    public async Task Tell_EventsThatAnswerEachOther_StopAtAnIncident()
    {
        await PublishAsync(Route("ping", Event("hear", "pong") + "," + Tell("say", "ping"), "hear>say say>hear"));
        await PublishAsync(Route("pong", Event("hear", "ping") + "," + Tell("say", "pong"), "hear>say say>hear"));
        await StartAsync("ping");
        await StartAsync("pong");
        await PublishAsync(Telling(name: "ping"));
        await StartAsync("telling");

        await DecideAsync("go");

        Assert.Contains("it goes on without end", (await IncidentAsync()).Message, StringComparison.Ordinal);
        Assert.Equal(["told"], await WaitingAsync("telling"));
    }

    [Fact]
    public async Task Tell_AnEventOfTheApp_IsAnIncident()
    {
        // A name that is computed is not seen by the check.
        await PublishAsync(Route("telling", """{ "id": "tell", "type": "Elsa.PublishEvent", "eventName": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'decisions-' + 'published'" } } }""", ""));

        await StartAsync("telling");

        Assert.Contains("Only the app tells", (await IncidentAsync()).Message, StringComparison.Ordinal);
    }

    private async Task BothAsync(string waiting, string telling)
    {
        await PublishAsync(waiting);
        await PublishAsync(telling);
        await StartAsync("waiting");
        await StartAsync("telling");
    }
}
