using PhdTracker.Core.Data;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests;

/// <summary>A world of its own for each test, on SQLite until the test asks for another database.</summary>
public abstract class WorldFixture : IAsyncLifetime
{
    protected TestDatabase Database { get; private set; } = null!;
    protected World World { get; private set; } = null!;

    public Task InitializeAsync() => UseAsync(DatabaseProvider.Sqlite);

    public async Task DisposeAsync() => await Database.DisposeAsync();

    /// <summary>Begins anew on another database.</summary>
    protected async Task OnAsync(DatabaseProvider provider)
    {
        if (provider == Database.Provider)
            return;
        await Database.DisposeAsync();
        await UseAsync(provider);
    }

    /// <summary>Adds what the tests need beside the world.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    private async Task UseAsync(DatabaseProvider provider)
    {
        Database = await TestDatabase.CreateAsync(provider);
        World = await World.CreateAsync(Database);
        await PrepareAsync();
    }
}
