using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

/// <summary>Times that have come while the app was down: everything goes on once, in a fresh scope as after a restart.</summary>
public class ResumeDueTests
{
    private const string Chain = """
        {
          "definitionId": "chain", "version": 1, "name": "Chain",
          "root": {
            "type": "Elsa.Flowchart",
            "activities": [
              { "id": "start", "type": "Elsa.Start" },
              { "id": "first", "type": "Elsa.Delay", "timeSpan": "1.00:00:00" },
              { "id": "second", "type": "Elsa.StartAt", "dateTime": "2026-11-26T09:00:00Z" },
              { "id": "third", "type": "Elsa.Delay", "timeSpan": "2.00:00:00" },
              { "id": "after", "type": "Elsa.RunTask", "taskName": "After" }
            ],
            "connections": [
              { "source": { "activity": "start" }, "target": { "activity": "first" } },
              { "source": { "activity": "first" }, "target": { "activity": "second" } },
              { "source": { "activity": "second" }, "target": { "activity": "third" } },
              { "source": { "activity": "third" }, "target": { "activity": "after" } }
            ]
          }
        }
        """;

    private const string Beside = """
        {
          "definitionId": "beside", "version": 1, "name": "Beside",
          "root": {
            "type": "Elsa.Flowchart",
            "activities": [
              { "id": "start", "type": "Elsa.Start" },
              { "id": "short", "type": "Elsa.Delay", "timeSpan": "1.00:00:00" },
              { "id": "long", "type": "Elsa.Delay", "timeSpan": "3.00:00:00" },
              { "id": "both", "type": "Elsa.FlowJoin", "mode": "WaitAll" },
              { "id": "after", "type": "Elsa.RunTask", "taskName": "After" }
            ],
            "connections": [
              { "source": { "activity": "start" }, "target": { "activity": "short" } },
              { "source": { "activity": "start" }, "target": { "activity": "long" } },
              { "source": { "activity": "short" }, "target": { "activity": "both" } },
              { "source": { "activity": "long" }, "target": { "activity": "both" } },
              { "source": { "activity": "both" }, "target": { "activity": "after" } }
            ]
          }
        }
        """;

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Resume_ChainOfTimersBothOverdue_CatchesUpOnceAndGoesOnFromNow(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await StartAsync(database, "chain", Chain);
        database.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(1, await ResumeAsync(database));
        Assert.Equal(0, await ResumeAsync(database));

        // The instant of the second is over, so that it waits no more; the third begins now.
        var waits = await database.AskAsync(db => db.Bookmarks.SingleAsync());
        Assert.Equal(("third", database.Clock.UtcNow().AddDays(2)), (waits.ActivityId, waits.DueAt));
        database.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await ResumeAsync(database));
        Assert.Equal("After", (await database.AskAsync(db => db.Bookmarks.SingleAsync())).Name);
        Assert.Equal(2, await database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "ContinueRoute")));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Resume_TwoTimersSideBySideOverdue_EachCountsOnce(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await StartAsync(database, "beside", Beside);
        database.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(2, await ResumeAsync(database));
        Assert.Equal(0, await ResumeAsync(database));

        Assert.Equal("After", (await database.AskAsync(db => db.Bookmarks.SingleAsync())).Name);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Resume_AnOpinionLapsedDuringTheDowntime_IsToldOnce(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        review.Database.Clock.Advance(TimeSpan.FromDays(40));

        Assert.Equal(1, await review.ResumeDueAsync());
        Assert.Equal(0, await review.ResumeDueAsync());

        Assert.Equal(["lead"], await review.OpenAsync());
        Assert.Equal(TaskState.Lapsed, (await review.TaskAsync("partner")).State);
        Assert.Equal(MilestoneState.Submitted, await review.StateAsync());
        Assert.Equal(1, await review.Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "LapseTask")));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Resume_TwoNodesAtOnce_ItGoesOnOnce(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        review.Database.Clock.Advance(TimeSpan.FromDays(40));

        var resumed = await Task.WhenAll(review.ResumeDueAsync(), review.ResumeDueAsync());

        Assert.Equal(1, resumed.Sum());
        Assert.Equal(1, await review.Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "LapseTask")));
    }

    private static Task StartAsync(TestDatabase database, string id, string json) => database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var runner = new ProcessRunner(db, new DefinitionLibrary([("test.json", json)]), services.GetRequiredService<Desks>(), services, services.GetRequiredService<TimeProvider>(), NullLogger<ProcessRunner>.Instance);
        await runner.StartWithAsync(id, null, null, null, default);
        await db.SaveChangesAsync();
    });

    // The definition is read from the database, as after a restart.
    private static Task<int> ResumeAsync(TestDatabase database) => database.InScopeAsync(services => services.GetRequiredService<ResumeDueHandler>().HandleAsync(default));
}
