using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Tests.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.People;

/// <summary>What asks the database more than a plain question, on each database.</summary>
public sealed class PeopleDatabaseTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task EndRole_OfTheDirector_EmptiesTheirDeskAndTheNextHolderGetsIt(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var task = await database.OpenTaskAsync(world, "director:home", TaskKind.Decision, "director.uk");

        await AsAsync<EndRoleHandler>(database, world, "office.uk", async (handler, by, db) =>
        {
            var role = await db.RoleAssignments.AsNoTracking().SingleAsync(r => r.PersonId == world.People["director.uk"]);
            await handler.HandleAsync(new EndRole(role.PersonId, role.Id, role.Version, Today.AddDays(-1), false), by, default);
        });
        Assert.Empty(await DeskAsync(database, task));

        await AsAsync<GiveRoleHandler>(database, world, "office.uk", (handler, by, _) =>
            handler.HandleAsync(new GiveRole(world.People["nobody"], Role.DirectorOfPostgraduateStudies, new RolePlace(null, world.UkPartyId, null), Today, null), by, default));
        Assert.Equal([world.People["nobody"]], await DeskAsync(database, task));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task PeopleList_EachReader_SeesTheProgrammesPeople(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);

        foreach (var (viewer, filter, expected) in new (string, PeopleFilter, int)[]
        {
            ("programme", new(null, null, null), World.Everybody.Count),
            ("office.fr", new("n diaye", null, null), 1),
            ("auditor", new(null, world.FrPartyId, Role.Supervisor), 2),
            ("admin", new(null, null, Role.Student), 4),
        })
        {
            var (rows, total) = await database.InScopeAsync(async services => await services.GetRequiredService<PeopleList>()
                .ReadAsync(await services.GetRequiredService<AccessReader>().ForAsync(world.People[viewer], default), filter, 0, PeopleList.PageSize, Texts.French, default));
            Assert.Equal((viewer, expected, expected), (viewer, rows.Count, total));
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task CloseAccount_ClosedAndReopened_IsKept(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var id = world.People["nobody"];

        await AsAsync<CloseAccountHandler>(database, world, "office.uk", (handler, by, _) => handler.HandleAsync(new CloseAccount(id, true), by, default));
        Assert.True((await database.AskAsync(db => db.Users.SingleAsync(p => p.Id == id))).IsClosed);

        await AsAsync<CloseAccountHandler>(database, world, "programme", (handler, by, _) => handler.HandleAsync(new CloseAccount(id, false), by, default));
        Assert.False((await database.AskAsync(db => db.Users.SingleAsync(p => p.Id == id))).IsClosed);
    }

    private static Task AsAsync<THandler>(TestDatabase database, World world, string name, Func<THandler, Person, PhdTrackerDb, Task> act) where THandler : notnull => database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var id = world.People[name];
        await act(services.GetRequiredService<THandler>(), await db.Users.SingleAsync(p => p.Id == id), db);
    });

    private static Task<List<int>> DeskAsync(TestDatabase database, int task) => database.AskAsync(db => db.TaskAssignees.Where(a => a.TaskId == task && a.State == SeatState.Asked).Select(a => a.PersonId).ToListAsync());
}
