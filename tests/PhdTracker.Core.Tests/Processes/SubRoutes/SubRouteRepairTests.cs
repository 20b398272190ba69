using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Tests.Processes.Administration;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.SubRoutes;

/// <summary>A route and its sub-routes are repaired: what one of them loses, the other hears of.</summary>
public class SubRouteRepairTests : SubRouteFixture
{
    // The route asks first, so that there is a question to go back to.
    private static string Parent(string child = "child", int version = 1001) =>
        Route("parent", Ask("first", "lead:partner") + "," + Sub("sub", child) + "," + Ask("after", "lead:partner"), "first.Approved>sub first.Returned>sub sub>after", version);

    protected override async Task PrepareAsync()
    {
        await PublishAsync(Route("child", Child, ChildWays));
        await PublishAsync(Parent());
        await StartAsync("parent");
        await DecideAsync("first", "lead.fr");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task CallOff_TheParent_ChildIsCalledOffAndItsPeopleAreTold(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var task = await Database.AskAsync(db => db.Tasks.AsNoTracking().SingleAsync(t => t.ActivityId == "ask"));

        await CallOffAsync("parent");

        Assert.Equal(("Cancelled", "Cancelled"), (await StateAsync("parent"), await StateAsync("child")));
        Assert.Contains("lead.uk", await Database.ToldAsync(World, "RouteCancelled"));
        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => AsAsync<DecideTaskHandler, Decision>((handler, me) => handler.HandleAsync(new DecideTask(task.Id, task.Version, DecisionKind.Approved, ""), me, default), "lead.uk"));
        Assert.Equal("Cancelled", await StateAsync("parent"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Decide_LastStepWhileTheParentIsCalledOff_IsToldSoAndNothingGoesOn(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await using var late = Database.Scope();
        var db = late.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        await db.Processes.LoadAsync();
        await db.Tasks.LoadAsync();
        var task = db.Tasks.Local.Single(t => t.ActivityId == "ask");
        var by = await db.Users.SingleAsync(p => p.Id == World.People["lead.uk"]);

        await CallOffAsync("parent");

        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => late.ServiceProvider.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, DecisionKind.Approved, ""), by, default));
        Assert.Equal(("Cancelled", "Cancelled"), (await StateAsync("parent"), await StateAsync("child")));
        Assert.Equal(1, await Database.AskAsync(d => d.Decisions.CountAsync()));
    }

    [Fact]
    public async Task Restart_TheParent_ChildIsCalledOffAndAnotherBegins()
    {
        await RestartAsync("parent");
        Assert.Equal("Cancelled", await StateAsync("child"));

        await DecideAsync("first", "lead.fr");

        Assert.Equal("Cancelled Suspended", await StateAsync("child"));
        await DecideAsync("ask");
        Assert.Equal(["after"], await WaitingAsync("parent"));
    }

    [Fact]
    public async Task MoveBack_TheParent_ChildIsCalledOff()
    {
        await MoveBackAsync("parent", "first");

        Assert.Equal("Cancelled", await StateAsync("child"));
        Assert.Equal(["first"], await WaitingAsync("parent"));
    }

    [Fact]
    public async Task MoveBack_TheParentOnceTheChildHasReturned_IsStillTheCasesOwnRoute()
    {
        await DecideAsync("ask");

        await MoveBackAsync("parent", "first");

        Assert.Equal("Finished", await StateAsync("child"));
        Assert.Equal(["first"], await WaitingAsync("parent"));
    }

    [Fact]
    public async Task CallOff_TheChild_ParentWaitsOnAnIncidentAndTheCaseStays()
    {
        var before = await Database.AskAsync(db => db.Milestones.Where(m => m.Id == World.EsaId).Select(m => m.State).SingleAsync());

        await CallOffAsync("child");

        var incident = await IncidentAsync();
        Assert.Equal(("parent", "sub"), (incident.Process.DefinitionId, incident.ActivityId));
        Assert.Contains("was called off", incident.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Database.AskAsync(db => db.Milestones.Where(m => m.Id == World.EsaId).Select(m => m.State).SingleAsync()));
        Assert.Contains(await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "RouteCancelled").Select(n => n.Text).ToListAsync()), text => text.Contains(Texts.English["CalledOff.SubRoute"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "Cancelled Suspended", "sub")]
    [InlineData("Done", "Cancelled", "after")]
    public async Task Mend_AfterTheChildWasCalledOff_BeginsAnotherOrGoesOn(string? outcome, string children, string waiting)
    {
        await CallOffAsync("child");

        await MendAsync(outcome);

        Assert.Equal(children, await StateAsync("child"));
        Assert.Equal([waiting], await WaitingAsync("parent"));
    }

    [Theory]
    [InlineData("FaultStrategy", "Faulted")]
    [InlineData("ContinueWithIncidentsStrategy", "Suspended")]
    public async Task Mend_AStepOfTheChild_MovesTheParentOn(string strategy, string standing)
    {
        await PublishAsync(Route("failing", """{ "id": "wrong", "type": "PhdTracker.SetStatus", "status": "Nonsense" }""", "", incidents: strategy));
        await PublishAsync(Parent("failing", 1002));
        await CallOffAsync("parent");
        await StartAsync("parent");
        await DecideAsync("first", "lead.fr");
        Assert.Equal("failing", (await IncidentAsync()).Process.DefinitionId);
        Assert.Equal(standing, await StateAsync("failing"));
        Assert.Equal(["sub"], await WaitingAsync("parent"));

        await MendAsync("Done");

        Assert.Equal("Finished", await StateAsync("failing"));
        Assert.Equal(["after"], await WaitingAsync("parent"));
    }

    [Fact]
    public async Task CallOff_TheParentOfAFailedChild_NothingIsLeftToMend()
    {
        await PublishAsync(Route("failing", """{ "id": "wrong", "type": "PhdTracker.SetStatus", "status": "Nonsense" }""", "", incidents: "FaultStrategy"));
        await PublishAsync(Parent("failing", 1002));
        await CallOffAsync("parent");
        await StartAsync("parent");
        await DecideAsync("first", "lead.fr");

        await CallOffAsync("parent");

        Assert.Equal("Cancelled", await StateAsync("failing"));
        Assert.False(await Database.AskAsync(db => db.Incidents.AnyAsync(i => i.ResolvedAt == null)));
    }

    [Fact]
    public async Task Skip_TheWaitingStep_ChildIsCalledOffAndWhoWasAskedIsTold()
    {
        var parent = (await ProcessesAsync("parent"))[0];
        var bookmark = (await ProcessesAsync("child"))[0].ParentBookmarkId!.Value;

        await AsAsync<SkipStepHandler, Process>((handler, me) => handler.HandleAsync(new SkipStep(parent.Id, parent.Version, bookmark, "Done", Repair.Why), me, default));

        Assert.Equal("Cancelled", await StateAsync("child"));
        Assert.Equal(["after"], await WaitingAsync("parent"));
        Assert.Superset(new HashSet<string> { "lead.uk", "student.uk" }, (await Database.ToldAsync(World, "StepSkipped")).ToHashSet());
    }

    [Fact]
    public async Task MoveBack_AChildThatHasReturned_IsRefused()
    {
        await DecideAsync("ask");

        await Repair.RefusedAsync("SubRouteReturned", () => MoveBackAsync("child", "ask"));
    }

    [Fact]
    public async Task Reverse_AnAnswerOfAChildThatHasReturned_IsRefused()
    {
        await DecideAsync("ask");
        var task = await Database.AskAsync(db => db.Tasks.Where(t => t.ActivityId == "ask").Select(t => t.Id).SingleAsync());

        await Repair.RefusedAsync("SubRouteReturned", () => Database.InScopeAsync(async services =>
            await services.GetRequiredService<DecisionsTakenBack>().EnsureCurrentAsync(await services.GetRequiredService<DecisionsTakenBack>().LoadAsync(task, default), default)));
    }

    [Fact]
    public async Task Recall_AnAnswerOfTheParentThatAChildHasActedOn_IsRefused()
    {
        var first = await Database.AskAsync(db => db.Tasks.Where(t => t.ActivityId == "first").Select(t => t.Id).SingleAsync());
        await DecideAsync("ask");

        await Repair.RefusedAsync("RecallActedOn", () => Database.InScopeAsync(async services =>
            await services.GetRequiredService<RecallDecisionHandler>().EnsurePossibleAsync(await services.GetRequiredService<DecisionsTakenBack>().LoadAsync(first, default), default)));
    }

    [Fact]
    public async Task Move_ToAVersionWithoutTheStep_StaysAndWithItGoesOn()
    {
        await PublishAsync(Route("parent", Ask("first", "lead:partner"), "", 1002));
        Assert.Equal(new MovedProcesses(0, 1), await MoveAsync(1002));

        await PublishAsync(Parent(version: 1003));
        Assert.Equal(new MovedProcesses(1, 0), await MoveAsync(1003));

        await DecideAsync("ask");
        Assert.Equal(["after"], await WaitingAsync("parent"));
    }

    [Fact]
    public async Task Replace_APersonInTheParent_CountsInASubRouteThatBeginsLater()
    {
        await CallOffAsync("child");
        var parent = (await ProcessesAsync("parent"))[0];
        await Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var people = await db.Users.Where(p => p.Id == World.People["lead.uk"] || p.Id == World.People["director.uk"] || p.Id == World.People["office.uk"]).ToDictionaryAsync(p => p.Id);
            (await db.Processes.SingleAsync(p => p.Id == parent.Id)).AskInstead(null, people[World.People["lead.uk"]], people[World.People["director.uk"]], people[World.People["office.uk"]], Database.Clock.UtcNow());
            await db.SaveChangesAsync();
        });

        await MendAsync();

        var asked = await Database.AskAsync(db => db.TaskAssignees.Where(a => a.Task.ActivityId == "ask" && a.Task.State == TaskState.Open).Select(a => a.PersonId).SingleAsync());
        Assert.Equal(World.People["director.uk"], asked);
    }

    [Fact]
    public async Task Replace_APersonInTheParent_CountsInASubRouteThatRuns()
    {
        await PublishAsync(Route("parent", Sub("sub", "child") + "," + Ask("last", "lead:home"), "sub>last", 1002));
        await CallOffAsync("parent");
        await StartAsync("parent");
        var parent = (await ProcessesAsync("parent"))[^1];

        await AsAsync<ReplacePersonHandler, Person>((handler, me) => handler.HandleAsync(new ReplacePerson(parent.Id, parent.Version, World.People["lead.uk"], World.People["director.uk"], Repair.Why), me, default));

        await DecideAsync("ask", "director.uk");
        await DecideAsync("last", "director.uk");
        Assert.EndsWith("Finished", await StateAsync("parent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TheParent_LinksBothWaysAndTellsOneHistory()
    {
        await DecideAsync("ask");

        var (parent, child) = (await ReadAsync("parent"), await ReadAsync("child"));

        Assert.Equal(child.View.Id, Assert.Single(parent.View.SubRoutes).Id);
        Assert.Equal(parent.View.Id, child.View.Parent!.Id);
        Assert.True(parent.View.IsNewest && child.View.IsNewest);
        Assert.Equal(
            ["The route “Route parent”, version 1001, began", "The sub-route “Route child” began", "The sub-route “Route child” came to its end", "approved it", "approved it"],
            parent.History.Select(e => e.What).Order(StringComparer.Ordinal));
        Assert.Empty(child.View.Questions);
        Assert.Equal([null, parent.View.Id], (await RowsAsync()).Select(r => r.Parent?.Id));
    }

    [Fact]
    public async Task Read_WhileTheChildRuns_TheStepThatWaitsIsMarkedWithWhatIsAsked()
    {
        var route = await Database.InScopeAsync(services => services.GetRequiredService<CaseRoutes>().WholeAsync(World.EsaId, Texts.English, default));
        var whole = await Database.InScopeAsync(async services => await services.GetRequiredService<SubjectCases>().OfProcessAsync((await ProcessesAsync("parent"))[0].Id, Texts.English, new CaseReading(true), default));

        var node = whole.Diagram!.Nodes.Single(n => n.ActivityId == "sub");
        Assert.Equal((NodeState.Now, StepKind.Route, "Sub-route “child”"), (node.State, node.Kind, node.Title));
        Assert.Equal(["Ethics"], node.Lines);
        Assert.DoesNotContain(route.Steps, step => step.ActivityId == "ask");
        Assert.Equal(["child"], (await RowsAsync()).First(r => r.Parent is null).SubRoutes.Select(s => s.RouteId));
    }

    private Task<List<ProcessRow>> RowsAsync() => Database.AskAsync(db => ProcessList.ReadAsync(db, db.Processes, db.Tasks, 0, 10, default));

    private Task<(ProcessView View, IReadOnlyList<HistoryEntry> History)> ReadAsync(string id) => Database.InScopeAsync(async services =>
    {
        var (reader, mine) = (services.GetRequiredService<ProcessReader>(), await services.GetRequiredService<AccessReader>().ForAsync(World.People["office.uk"], default));
        var view = await reader.ReadAsync((await ProcessesAsync(id))[^1].Id, mine, Permission.ViewProcesses, default);
        return (view, await reader.HistoryAsync(view, await reader.ReadingAsync(view.Process, mine, default), withReasons: true, Texts.English, default));
    });

    private async Task<MovedProcesses> MoveAsync(int to)
    {
        var process = (await ProcessesAsync("parent"))[^1];
        return await AsAsync<MoveProcessesHandler, MovedProcesses>((handler, me) => handler.HandleAsync(new MoveProcesses("parent", to, [(process.Id, process.Version)], Repair.Why), me, default));
    }
}
