using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People.Groups;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

/// <summary>One question about the UK student's early stage assessment, put to several people.</summary>
internal sealed class SharedTask : IAsyncDisposable
{
    /// <summary>The members of the group <c>panel</c>.</summary>
    public static readonly string[] Panel = ["unit.uk", "registry.uk", "newcomer.uk"];

    private SharedTask(TestDatabase database, World world) => (Database, World, Acts) = (database, world, new Acts(database, world));

    public TestDatabase Database { get; }
    public World World { get; }
    public Acts Acts { get; }
    public int Id { get; private set; }

    /// <param name="inputs">Further inputs of the step, as JSON without braces.</param>
    /// <param name="panel">Who is in the group <c>panel</c>.</param>
    public static async Task<SharedTask> AskedAsync(string assignee, string inputs = "\"complete\": \"any\"", DatabaseProvider provider = DatabaseProvider.Sqlite, string[]? panel = null)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var shared = new SharedTask(database, await World.CreateAsync(database));
        await database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var group = new PeopleGroup("panel", "Panel", "Comité");
            foreach (var name in panel ?? Panel)
                group.Add(await db.Users.SingleAsync(p => p.Id == shared.World.People[name]));
            db.Add(group);
            await db.SaveChangesAsync();
            var milestone = await db.Milestones.Include(m => m.Candidature).SingleAsync(m => m.Id == shared.World.EsaId);
            var runner = new ProcessRunner(
                db, new DefinitionLibrary([("shared.json", Route(assignee, inputs))]), services.GetRequiredService<Desks>(), services, services.GetRequiredService<TimeProvider>(), NullLogger<ProcessRunner>.Instance);
            await runner.StartAsync("shared", milestone, null, default);
            await db.SaveChangesAsync();
        });
        shared.Id = await database.AskAsync(db => db.Tasks.Select(t => t.Id).SingleAsync());
        return shared;
    }

    public Task<int> DecideAsync(string name, DecisionKind kind = DecisionKind.Approved) => Acts.DecideAsync(name, Id, kind, "Because.");

    public Task<ProcessTask> ReadAsync() => Database.AskAsync(db => db.Tasks.AsNoTracking().Include(t => t.Assignees).Include(t => t.Decisions).ThenInclude(d => d.Recall).SingleAsync(t => t.Id == Id));

    /// <summary>Short names of those on whose desks it lies, in their alphabet.</summary>
    public async Task<List<string>> AskedAsync()
    {
        var names = World.People.ToDictionary(p => p.Value, p => p.Key);
        return [.. (await ReadAsync()).Assignees.Where(a => a.State == SeatState.Asked).Select(a => names[a.PersonId]).Order(StringComparer.Ordinal)];
    }

    public Task<MilestoneState> OutcomeAsync() => Database.AskAsync(db => db.Milestones.Where(m => m.Id == World.EsaId).Select(m => m.State).SingleAsync());

    /// <summary>To whom mails of a kind went, by their short names.</summary>
    public async Task<List<string>> ToldAsync(string kind)
    {
        var names = World.People.ToDictionary(p => p.Value, p => p.Key);
        var ids = await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == kind).Select(n => n.RecipientId!.Value).ToListAsync());
        return [.. ids.Select(id => names[id]).Order(StringComparer.Ordinal)];
    }

    public Task<int> ReaskAsync() => Database.InScopeAsync(async services =>
    {
        var moved = await services.GetRequiredService<TaskDesks>().ReaskAsync(default);
        await services.GetRequiredService<PhdTrackerDb>().SaveChangesAsync();
        return moved;
    });

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    public static string Route(string assignee, string inputs) => $$"""
        { "definitionId": "shared", "version": 1, "name": "Shared", "root": { "id": "flow", "type": "Elsa.Flowchart",
          "activities": [
            { "id": "start", "type": "Elsa.Start" },
            { "id": "ask", "type": "PhdTracker.RequestDecision", "assignee": "{{assignee}}", "title": "Decision of both", "titleFr": "Décision commune", {{inputs}} },
            { "id": "passed", "type": "PhdTracker.SetStatus", "status": "Passed" },
            { "id": "returned", "type": "PhdTracker.SetStatus", "status": "Returned" },
            { "id": "rejected", "type": "PhdTracker.SetStatus", "status": "Rejected" },
            { "id": "end", "type": "Elsa.End" }
          ],
          "connections": [
            { "source": { "activity": "start", "port": "Done" }, "target": { "activity": "ask", "port": "In" } },
            { "source": { "activity": "ask", "port": "Approved" }, "target": { "activity": "passed", "port": "In" } },
            { "source": { "activity": "ask", "port": "Returned" }, "target": { "activity": "returned", "port": "In" } },
            { "source": { "activity": "ask", "port": "Rejected" }, "target": { "activity": "rejected", "port": "In" } },
            {{(inputs.Contains("lapsesAfter", StringComparison.Ordinal) ? "{ \"source\": { \"activity\": \"ask\", \"port\": \"Lapsed\" }, \"target\": { \"activity\": \"end\", \"port\": \"In\" } }," : "")}}
            { "source": { "activity": "passed", "port": "Done" }, "target": { "activity": "end", "port": "In" } },
            { "source": { "activity": "returned", "port": "Done" }, "target": { "activity": "end", "port": "In" } },
            { "source": { "activity": "rejected", "port": "Done" }, "target": { "activity": "end", "port": "In" } }
          ] } }
        """;
}
