using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Testing;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Tests.Processes.Administration;

/// <summary>A step failed: what it was given is kept, and an administrator lets it run again or the case go on without it.</summary>
public sealed class MendIncidentTests : IAsyncLifetime
{
    private const string Route = """
        {
          "definitionId": "stopping", "version": 1, "name": "Stopping",
          "options": { "incidentStrategyType": "ContinueWithIncidentsStrategy" },
          "variables": [{ "id": "v1", "name": "Answer", "typeName": "String", "value": "minor" }, { "id": "v2", "name": "Somebody", "typeName": "String", "value": null }],
          "root": {
            "type": "Elsa.Flowchart",
            "activities": [
              { "id": "lead", "type": "PhdTracker.RequestDecision", "assignee": "lead:home", "title": "Decision", "titleFr": "Décision" },
              { "id": "wrong", "type": "PhdTracker.SetStatus", "status": "Nonsense" },
              { "id": "end", "type": "Elsa.End" }
            ],
            "connections": [
              { "source": { "activity": "lead", "port": "Approved" }, "target": { "activity": "wrong" } },
              { "source": { "activity": "lead", "port": "Returned" }, "target": { "activity": "wrong" } },
              { "source": { "activity": "lead", "port": "Rejected" }, "target": { "activity": "wrong" } },
              { "source": { "activity": "wrong" }, "target": { "activity": "end" } }
            ]
          }
        }
        """;

    private TestDatabase _database = null!;
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        _world = await World.CreateAsync(_database);
        await _database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var milestone = await db.Milestones.Include(m => m.Candidature.Student).SingleAsync(m => m.Id == _world.EsaId);
            var runner = new ProcessRunner(db, new DefinitionLibrary([("test.json", Route)]), services.GetRequiredService<Desks>(), services, services.GetRequiredService<TimeProvider>(), NullLogger<ProcessRunner>.Instance);
            await runner.StartAsync("stopping", milestone, null, default);
            await db.SaveChangesAsync();
        });
        await new Acts(_database, _world).DecideAsync("lead.uk", await new Acts(_database, _world).TaskAsync(_world.EsaId, "lead:home"), DecisionKind.Approved);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Mend_WithoutTheStep_NeedsAReasonAndGoesOn()
    {
        await Repair.RefusedAsync("ProcessReasonMissing", () => MendAsync("office.uk", "Done", " "));

        Assert.False(await MendAsync("office.uk", "Done", "The state is right already."));

        Assert.Equal("Finished", await _database.AskAsync(db => db.Processes.Select(p => p.SubStatus).SingleAsync()));
        Assert.NotNull((await IncidentAsync()).ResolvedAt);
        Assert.Equal("The state is right already.", await _database.AskAsync(db => db.AuditEntries.Where(e => e.ActName == nameof(MendIncident)).Select(e => e.Comment).SingleAsync()));
        await Repair.RefusedAsync("IncidentAlreadyMended", () => MendAsync("office.uk", null, null));
    }

    [Fact]
    public async Task Mend_AgainWithoutMendingTheCause_FailsAgain()
    {
        Assert.True(await MendAsync("admin", null, null));

        Assert.Equal(1, await _database.AskAsync(db => db.Incidents.CountAsync(i => i.ResolvedAt == null)));
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("auditor")]
    [InlineData("lead.uk")]
    public async Task Mend_BySomebodyWithoutThePermission_IsNotFound(string who) => await Assert.ThrowsAsync<NotFoundException>(() => MendAsync(who, null, null));

    [Fact]
    public async Task Cancel_WhatStoppedAtAFailedStep_LeavesNothingToMend()
    {
        await _database.CancelAsync(_world, "office.uk");

        Assert.NotNull((await IncidentAsync()).ResolvedAt);
    }

    [Fact]
    public async Task Values_WhatMaySayOfAPerson_IsNotShown()
    {
        var workflow = CompiledWorkflow.Load(Route, Core.Processes.Activities.RouteActivities.Registry);
        var values = new PlainValues(workflow, ["Ruth Pemberton"]);

        Assert.Equal([new PlainValue("status", "Nonsense")], values.OfInput((await IncidentAsync()).Input));
        Assert.Equal(
            [new("code", "2026-12-01"), new("name", null), new("half", null), new("mail", null), new("words", null), new("count", "3"), new("list", null), new("none", "")],
            values.OfInput("""{ "code": "2026-12-01", "name": "Ruth Pemberton", "half": "pemberton", "mail": "ruth@x.example", "words": "two words", "count": 3, "list": ["a"], "none": null }"""));
        Assert.Equal([new("Answer", "minor"), new("Somebody", "")], values.OfVariables(WorkflowRunner.Start(workflow, null, default).Instance));
    }

    private Task<ProcessIncident> IncidentAsync() => _database.AskAsync(db => db.Incidents.OrderBy(i => i.Id).FirstAsync());

    private async Task<bool> MendAsync(string who, string? outcome, string? reason)
    {
        var id = (await IncidentAsync()).Id;
        return await _database.AsAsync<MendIncidentHandler, bool>(_world, who, (handler, by) => handler.HandleAsync(new MendIncident(id, outcome, reason), by, default));
    }
}
