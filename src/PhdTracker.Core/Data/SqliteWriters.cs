using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PhdTracker.Core.Data;

/// <summary>SQLite lets one writer in at a time and makes the others sleep and look again. Those of this process queue here instead, and are let in the moment it is free.</summary>
internal static class SqliteWriters
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Queues = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn to write.</summary>
    /// <returns>To be disposed when the writing is over; null where no turn is needed: on other databases, or inside a transaction that has one.</returns>
    public static async ValueTask<IDisposable?> EnterAsync(DatabaseFacade database, CancellationToken ct)
    {
        if (!database.IsSqlite() || database.CurrentTransaction is not null || database.GetConnectionString() is not { } connection)
            return null;
        var queue = Queues.GetOrAdd(connection, _ => new SemaphoreSlim(1, 1));
        await queue.WaitAsync(ct);
        return new Turn(queue);
    }

    private sealed class Turn(SemaphoreSlim queue) : IDisposable
    {
        public void Dispose() => queue.Release();
    }
}
