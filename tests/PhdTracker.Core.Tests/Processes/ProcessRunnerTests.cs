using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Testing;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Core.Tests.Processes;

public class ProcessRunnerTests
{
    // The second step asks for a milestone, and the process is about none.
    private const string Failing = """
        {
          "definitionId": "failing", "version": 1,
          "options": { "incidentStrategyType": "ContinueWithIncidentsStrategy" },
          "root": {
            "type": "Elsa.Flowchart",
            "activities": [
              { "id": "task", "type": "Elsa.RunTask", "taskName": "Task" },
              { "id": "pass", "type": "PhdTracker.SetStatus", "status": "Passed" },
              { "id": "after", "type": "Elsa.RunTask", "taskName": "After" }
            ],
            "connections": [
              { "source": { "activity": "task" }, "target": { "activity": "pass" } },
              { "source": { "activity": "pass" }, "target": { "activity": "after" } }
            ]
          }
        }
        """;

    private const string TwoTasks = """
        {
          "definitionId": "two", "version": 1,
          "root": {
            "type": "Elsa.Flowchart",
            "activities": [
              { "id": "start", "type": "Elsa.Start" },
              { "id": "a", "type": "Elsa.RunTask", "taskName": "A" },
              { "id": "b", "type": "Elsa.RunTask", "taskName": "B" },
              { "id": "both", "type": "Elsa.FlowJoin", "mode": "WaitAll" }
            ],
            "connections": [
              { "source": { "activity": "start" }, "target": { "activity": "a" } },
              { "source": { "activity": "start" }, "target": { "activity": "b" } },
              { "source": { "activity": "a" }, "target": { "activity": "both" } },
              { "source": { "activity": "b" }, "target": { "activity": "both" } }
            ]
          }
        }
        """;

    [Fact]
    public async Task Resume_StepFails_AnswerStandsAndAnIncidentWaits()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await StartAsync(database, Failing);

        await AnswerAsync(database, Failing, "Task");

        var process = await database.AskAsync(db => db.Processes.SingleAsync());
        Assert.Equal(("Running", "Suspended"), (process.Status, process.SubStatus));
        var incident = await database.AskAsync(db => db.Incidents.SingleAsync());
        Assert.Equal(("pass", "The process is about nothing."), (incident.ActivityId, incident.Message));
        Assert.Empty(await database.AskAsync(db => db.Bookmarks.ToListAsync()));
    }

    [Fact]
    public async Task Skip_FailedStep_GoesOnAndResolvesTheIncident()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await StartAsync(database, Failing);
        await AnswerAsync(database, Failing, "Task");

        await WithRunnerAsync(database, Failing, async (db, runner) =>
        {
            var incident = await db.Incidents.Include(i => i.Process).SingleAsync();
            await runner.SkipAsync(incident, "Done", await db.Users.SingleAsync(p => p.Id == world.People["admin"]), default);
        });

        Assert.NotNull((await database.AskAsync(db => db.Incidents.SingleAsync())).ResolvedAt);
        Assert.Equal("After", (await database.AskAsync(db => db.Bookmarks.SingleAsync())).Name);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Resume_TwoTasksOfOneProcessAtOnce_OneIsTriedAgainAndBothCount(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await StartAsync(database, TwoTasks);
        await using var first = database.Scope();
        await using var second = database.Scope();

        await AnswerUnsavedAsync(first.ServiceProvider, "A");
        await AnswerUnsavedAsync(second.ServiceProvider, "B");
        await first.ServiceProvider.GetRequiredService<PhdTrackerDb>().SaveChangesAsync();
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => second.ServiceProvider.GetRequiredService<PhdTrackerDb>().SaveChangesAsync());
        await AnswerAsync(database, TwoTasks, "B");

        Assert.Equal("Finished", await database.AskAsync(db => db.Processes.Select(p => p.SubStatus).SingleAsync()));
        Assert.Empty(await database.AskAsync(db => db.Bookmarks.ToListAsync()));
    }

    [Fact]
    public async Task Resume_NewerVersionIsShipped_StaysOnItsOwn()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await StartAsync(database, TwoTasks);
        var newer = TwoTasks.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal).Replace("WaitAll", "WaitAny", StringComparison.Ordinal);

        await AnswerAsync(database, newer, "A");

        var process = await database.AskAsync(db => db.Processes.SingleAsync());
        Assert.Equal((1, "Suspended"), (process.DefinitionVersion, process.SubStatus));
    }

    [Fact]
    public async Task Undo_WhatAnActivityDid_LeavesWhatWasThereBefore()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var milestone = await db.Milestones.Include(m => m.Equivalents).Include(m => m.Candidature.Student).SingleAsync(m => m.Id == world.EsaId);
            milestone.Return();
            var before = TrackedChanges.Remember(db);

            milestone.Pass(new DateOnly(2026, 11, 23), null);
            services.GetRequiredService<Notifier>().Tell(milestone.Candidature.Student, "MilestonePassed", "/", null, "a", "b");
            db.OnceSaved(() => throw new InvalidOperationException("This was to be forgotten."));
            before.Undo();
            await db.SaveChangesAsync();
        });

        var after = await database.AskAsync(db => db.Milestones.Include(m => m.Equivalents).SingleAsync(m => m.Id == world.EsaId));
        Assert.Equal((MilestoneState.Returned, MilestoneState.Returned, null), (after.State, after.Equivalents[0].State, after.DoneOn));
        Assert.Equal(0, await database.AskAsync(db => db.Notifications.CountAsync()));
    }

    private static Task StartAsync(TestDatabase database, string json) =>
        WithRunnerAsync(database, json, (_, runner) => runner.StartWithAsync(json == Failing ? "failing" : "two", null, null, null, default));

    private static Task AnswerAsync(TestDatabase database, string json, string task) => WithRunnerAsync(database, json, async (db, runner) =>
    {
        var bookmark = await db.Bookmarks.Include(b => b.Process).SingleAsync(b => b.Name == task);
        await runner.ResumeAsync(bookmark.Process, bookmark.BookmarkId, "Done", JsValue.Null, null, default);
    });

    private static async Task AnswerUnsavedAsync(IServiceProvider services, string task)
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var bookmark = await db.Bookmarks.Include(b => b.Process).SingleAsync(b => b.Name == task);
        await Runner(services, TwoTasks).ResumeAsync(bookmark.Process, bookmark.BookmarkId, "Done", JsValue.Null, null, default);
    }

    private static Task WithRunnerAsync(TestDatabase database, string json, Func<PhdTrackerDb, ProcessRunner, Task> act) => database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        await act(db, Runner(services, json));
        await db.SaveChangesAsync();
    });

    private static ProcessRunner Runner(IServiceProvider services, string json) => new(
        services.GetRequiredService<PhdTrackerDb>(), new DefinitionLibrary([("test.json", json)]), services.GetRequiredService<Desks>(), services, services.GetRequiredService<TimeProvider>(), NullLogger<ProcessRunner>.Instance);
}
