using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Benchmarks;

/// <summary>The sample route in a database of the app's own: one scope and one transaction for each start and decision, as a request has.</summary>
internal sealed class SampleRoute : IAsyncDisposable
{
    private readonly BenchmarkDatabase _database;
    private readonly ServiceProvider _services;

    private SampleRoute(BenchmarkDatabase database)
    {
        _database = database;
        var json = File.ReadAllText(Path.Combine(Here(), "..", "data", "elsa", "sample-route.json"));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.AddDbContext<PhdTrackerDb>(options => options.UseDatabase(database.Provider, database.ConnectionString).AddInterceptors(Commands), optionsLifetime: ServiceLifetime.Singleton);
        services.AddPhdTrackerCore(new Uri("https://phd.example"));
        services.AddSingleton(new DefinitionLibrary([("sample-route.json", json)]));
        _services = services.BuildServiceProvider();
    }

    public CommandCounter Commands { get; } = new();

    public static async Task<SampleRoute> CreateAsync(DatabaseProvider provider)
    {
        var route = new SampleRoute(await BenchmarkDatabase.CreateAsync(provider));
        await route.InScopeAsync(async (db, services) =>
        {
            await db.Database.MigrateAsync();
            await services.GetRequiredService<DefinitionLibrary>().StoreAsync(db, TimeProvider.System.UtcNow(), CancellationToken.None);
        });
        return route;
    }

    public async Task<int> StartAsync()
    {
        await using var scope = _services.CreateAsyncScope();
        var process = await scope.ServiceProvider.GetRequiredService<ProcessRunner>().StartWithAsync("purchase-approval", null, null, null, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<PhdTrackerDb>().SaveChangesAsync();
        return process.Id;
    }

    /// <summary>Answers an open task of a process, as an API call of another system would.</summary>
    public async Task DecideAsync(int processId, string task, JsValue output)
    {
        await using var scope = _services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        var bookmark = await _find(db, processId, task);
        await scope.ServiceProvider.GetRequiredService<ProcessRunner>().ResumeAsync(bookmark.Process, bookmark.BookmarkId, "Done", output, null, CancellationToken.None);
        await db.SaveChangesAsync();
    }

    public Task InScopeAsync(Func<PhdTrackerDb, IServiceProvider, Task> act) => InScopeAsync<int>(async (db, services) =>
    {
        await act(db, services);
        return 0;
    });

    public async Task<T> InScopeAsync<T>(Func<PhdTrackerDb, IServiceProvider, Task<T>> act)
    {
        await using var scope = _services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<PhdTrackerDb>(), scope.ServiceProvider);
    }

    /// <summary>Bytes of the database.</summary>
    public Task<long> SizeAsync() => InScopeAsync((db, _) => _database.SizeAsync(db));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    // A compiled query serves one model, that is one kind of database.
    private readonly Func<PhdTrackerDb, int, string, Task<ProcessBookmark>> _find = EF.CompileAsyncQuery(
        (PhdTrackerDb db, int processId, string task) => db.Bookmarks.Include(b => b.Process).Single(b => b.ProcessId == processId && b.Name == task));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

/// <summary>Counts the SQL commands.</summary>
internal sealed class CommandCounter : DbCommandInterceptor
{
    private int _count;

    public int Count => _count;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _count);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _count);
        return new(result);
    }
}
