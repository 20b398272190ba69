using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.People;

/// <summary>A world of its own, and commands given by its people.</summary>
public abstract class PeopleFixture : IAsyncLifetime
{
    protected static readonly DateOnly Today = new(2026, 11, 23);

    protected TestDatabase Database { get; private set; } = null!;
    protected World World { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.SqliteAsync();
        World = await World.CreateAsync(Database);
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();

    /// <summary>Gives a command as a person, in a scope of its own.</summary>
    protected Task AsAsync<THandler>(string name, Func<THandler, Person, Task> act) where THandler : notnull => Database.InScopeAsync(async services =>
    {
        var id = World.People[name];
        var by = await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == id);
        await act(services.GetRequiredService<THandler>(), by);
    });

    protected Task<Person> PersonAsync(string name)
    {
        var id = World.People[name];
        return Database.AskAsync(db => db.Users.SingleAsync(p => p.Id == id));
    }

    protected Task<RoleAssignment> RoleOfAsync(string name)
    {
        var id = World.People[name];
        return Database.AskAsync(db => db.RoleAssignments.SingleAsync(r => r.PersonId == id));
    }

    protected static async Task<DomainRuleException> RefusedAsync(string code, Func<Task> act)
    {
        var refused = await Assert.ThrowsAnyAsync<DomainRuleException>(act);
        Assert.Equal(code, refused.Code);
        return refused;
    }
}
