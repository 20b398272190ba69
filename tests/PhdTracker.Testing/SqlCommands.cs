using System.Data.Common;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;

namespace PhdTracker.Testing;

/// <summary>Counts what an <see cref="App"/> asks its database: <c>App.StartAsync(commands.Count)</c>.</summary>
public sealed class SqlCommands : DbCommandInterceptor
{
    private int _commands;

    public void Count(IWebHostBuilder builder) =>
        builder.ConfigureTestServices(services => services.ConfigureDbContext<PhdTrackerDb>(options => options.AddInterceptors(this)));

    /// <summary>How many commands it takes to do something.</summary>
    public async Task<int> OfAsync(Func<Task> act)
    {
        var before = Volatile.Read(ref _commands);
        await act();
        return Volatile.Read(ref _commands) - before;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _commands);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
