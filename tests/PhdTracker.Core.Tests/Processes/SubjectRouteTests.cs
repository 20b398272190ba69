using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

/// <summary>Routes about cases other than milestones: who is asked, what is done on pages of its own, what is told.</summary>
public sealed class SubjectRouteTests : IAsyncLifetime
{
    private const string Route = """
        { "definitionId": "signing", "version": 1, "name": "Signing", "root": { "id": "flow", "type": "Elsa.Flowchart",
          "activities": [
            { "id": "start", "type": "Elsa.Start" },
            { "id": "sign", "type": "PhdTracker.RequestAction", "assignee": "legal:home", "title": "Signature of the legal office", "titleFr": "Signature du service juridique", "action": "sign", "outcomes": ["Signed", "Declined"], "dueIn": 5 },
            { "id": "countersign", "type": "PhdTracker.RequestAction", "assignee": "legal:partner", "title": "Second signature", "titleFr": "Seconde signature", "action": "countersign" },
            { "id": "in-force", "type": "PhdTracker.SetStatus", "status": "InForce" },
            { "id": "draft", "type": "PhdTracker.SetStatus", "status": "Draft" },
            { "id": "end", "type": "Elsa.End" }, { "id": "end-declined", "type": "Elsa.End" }
          ],
          "connections": [
            { "source": { "activity": "start", "port": "Done" }, "target": { "activity": "sign", "port": "In" } },
            { "source": { "activity": "sign", "port": "Signed" }, "target": { "activity": "countersign", "port": "In" } },
            { "source": { "activity": "sign", "port": "Declined" }, "target": { "activity": "draft", "port": "In" } },
            { "source": { "activity": "countersign", "port": "Done" }, "target": { "activity": "in-force", "port": "In" } },
            { "source": { "activity": "in-force", "port": "Done" }, "target": { "activity": "end", "port": "In" } },
            { "source": { "activity": "draft", "port": "Done" }, "target": { "activity": "end-declined", "port": "In" } }
          ] } }
        """;

    private TestDatabase _database = null!;
    private World _world = null!;
    private int _agreement;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        _world = await World.CreateAsync(_database);
        _agreement = await ActAsync(async (db, runner) =>
        {
            var agreement = new Agreement(await db.Projects.SingleAsync(p => p.Id == _world.ProjectId));
            db.Add(agreement);
            await db.SaveChangesAsync();
            await runner.StartAsync("signing", agreement, null, default);
            return agreement.Id;
        });
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Start_RequestAction_AsksTheHoldersOfTheSideAndTellsThem()
    {
        var task = await _database.AskAsync(db => db.Tasks.Include(t => t.Assignees).Include(t => t.Party).SingleAsync());

        Assert.Equal((TaskKind.Action, "sign", "UK"), (task.Kind, task.Action, task.Party!.Side));
        Assert.Equal([_world.People["legal.uk"]], task.Assignees.Select(a => a.PersonId));
        Assert.Equal(new DateOnly(2026, 11, 30), task.DueOn);
        var mail = await _database.AskAsync(db => db.Notifications.SingleAsync());
        Assert.Equal(("ActionAsked", _world.People["legal.uk"]), (mail.Kind, mail.RecipientId));
        Assert.Contains("IC-CNRS-2025-01", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"/tasks/{task.Id}", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fulfil_EachInTurn_SetsTheStatus()
    {
        await FulfilAsync("legal.uk", "sign", "Signed");
        await FulfilAsync("legal.fr", "countersign", "Done");

        Assert.Equal(AgreementState.InForce, await _database.AskAsync(db => db.Agreements.Select(a => a.State).SingleAsync()));
        Assert.Equal("Finished", await _database.AskAsync(db => db.Processes.Select(p => p.Status).SingleAsync()));
    }

    [Fact]
    public async Task Fulfil_Declined_TakesTheOtherWay()
    {
        await FulfilAsync("legal.uk", "sign", "Declined");

        Assert.Equal(AgreementState.Draft, await _database.AskAsync(db => db.Agreements.Select(a => a.State).SingleAsync()));
        Assert.Equal("Finished", await _database.AskAsync(db => db.Processes.Select(p => p.Status).SingleAsync()));
    }

    [Theory]
    [InlineData("legal.fr", "sign")]
    [InlineData("office.uk", "sign")]
    [InlineData("legal.uk", "countersign")]
    [InlineData("legal.fr", "countersign")]
    public async Task Fulfil_SomebodyElseOrNotYet_IsNotFound(string who, string action) =>
        await Assert.ThrowsAsync<NotFoundException>(() => FulfilAsync(who, action, "Done"));

    [Fact]
    public async Task Fulfil_Twice_TellsThatItIsDone()
    {
        await FulfilAsync("legal.uk", "sign", "Signed");

        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => FulfilAsync("legal.uk", "sign", "Signed"));
    }

    [Fact]
    public async Task Fulfil_RoleEndedMeanwhile_IsNotFound()
    {
        await ActAsync(async (db, _) =>
        {
            (await db.RoleAssignments.SingleAsync(r => r.PersonId == _world.People["legal.uk"])).End(new DateOnly(2026, 11, 22));
            return 0;
        });

        await Assert.ThrowsAsync<NotFoundException>(() => FulfilAsync("legal.uk", "sign", "Signed"));
    }

    [Fact]
    public async Task Cancel_Running_ClosesItsTasksVisibly()
    {
        await ActAsync(async (db, runner) =>
        {
            await runner.CancelAsync(await db.Processes.SingleAsync(), null, default);
            return 0;
        });

        Assert.Equal(TaskState.Cancelled, await _database.AskAsync(db => db.Tasks.Select(t => t.State).SingleAsync()));
        Assert.Equal("Cancelled", await _database.AskAsync(db => db.Processes.Select(p => p.SubStatus).SingleAsync()));
    }

    [Fact]
    public async Task Cases_WhileItRuns_SayWhoseTurnItIs()
    {
        await FulfilAsync("legal.uk", "sign", "Signed");
        await using var scope = _database.Scope();
        var cases = scope.ServiceProvider.GetRequiredService<SubjectCases>();

        var desk = await cases.DeskAsync(SubjectKind.Agreement, _agreement, Texts.English, _world.People["legal.fr"], default);
        var route = await cases.RouteAsync(SubjectKind.Agreement, _agreement, Texts.English, new CaseReading(true), default);

        Assert.StartsWith("It is on your desk", desk.Lines.Single().ToString(), StringComparison.Ordinal);
        Assert.Equal("countersign", desk.Mine(_world.People["legal.fr"])!.Action);
        Assert.Equal([StepState.Done, StepState.Now], route.Select(s => s.State));
    }

    private Task<int> FulfilAsync(string who, string action, string outcome) => ActAsync(async (db, runner) =>
    {
        var agreement = await db.Agreements.SingleAsync(a => a.Id == _agreement);
        await runner.FulfilAsync(agreement, action, outcome, await db.Users.SingleAsync(p => p.Id == _world.People[who]), default);
        return 0;
    });

    private Task<int> ActAsync(Func<PhdTrackerDb, ProcessRunner, Task<int>> act) => _database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var runner = new ProcessRunner(
            db, new DefinitionLibrary([("signing.json", Route)]), services.GetRequiredService<Desks>(), services, services.GetRequiredService<TimeProvider>(), NullLogger<ProcessRunner>.Instance);
        var result = await act(db, runner);
        await db.SaveChangesAsync();
        return result;
    });
}
