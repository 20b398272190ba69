using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace PhdTracker.Core.Data;

public enum DatabaseProvider { Sqlite, SqlServer, PostgreSql }

/// <summary>Which database, and the little that differs between them.</summary>
public static class Database
{
    private const int FewPeople = 200;

    /// <summary>Points the context at a database; its migrations are in the assembly <c>PhdTracker.Migrations.{provider}</c>.</summary>
    public static DbContextOptionsBuilder UseDatabase(this DbContextOptionsBuilder options, DatabaseProvider provider, string connectionString)
    {
        var migrations = $"PhdTracker.Migrations.{provider}";
        _ = provider switch
        {
            DatabaseProvider.Sqlite => options.UseSqlite(connectionString, o => o.MigrationsAssembly(migrations).UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)).AddInterceptors(SqlitePragmas.Instance)
                // SQLite changes a column by making its table anew, which no transaction can hold; each migration is tested on data.
                .ConfigureWarnings(w => w.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning)),
            DatabaseProvider.SqlServer => options.UseSqlServer(connectionString, o => o.MigrationsAssembly(migrations).UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)),
            DatabaseProvider.PostgreSql => options.UseNpgsql(WithoutJit(connectionString), o => o.MigrationsAssembly(migrations).UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)),
            _ => throw new ArgumentOutOfRangeException(nameof(provider)),
        };
        return options;
    }

    /// <summary>
    /// What a reader may see makes queries look so costly to PostgreSQL that it compiles them, which takes seconds where running them takes a
    /// fraction of one. Options that the operator gives stand.
    /// </summary>
    private static string WithoutJit(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options ??= "-c jit=off";
        return builder.ConnectionString;
    }

    /// <summary>Lets the database look at how its tables are filled, from which it chooses its ways through them. SQLite never does so by itself, PostgreSQL some time after many rows came.</summary>
    public static async Task RefreshStatisticsAsync(this DatabaseFacade database, CancellationToken ct)
    {
        if (database.IsSqlite())
        {
            // Some rows of each index are enough; all of them would take minutes.
            await database.ExecuteSqlRawAsync("PRAGMA analysis_limit=2000; PRAGMA optimize=0x10002;", ct);
            // A connection reads what was found when it is opened, and not again.
            SqliteConnection.ClearPool((SqliteConnection)database.GetDbConnection());
        }
        else if (database.IsNpgsql())
        {
            await database.ExecuteSqlRawAsync("ANALYZE", ct);
        }
    }

    /// <summary>The same, unless hardly anybody is there: what is learnt of a nearly empty database would stand until somebody looks again, however many come.</summary>
    public static async Task RefreshStatisticsOfManyAsync(this PhdTrackerDb db, CancellationToken ct)
    {
        if (await db.Users.CountAsync(ct) > FewPeople)
            await db.Database.RefreshStatisticsAsync(ct);
    }

    /// <summary>WAL survives a crash and lets readers go on while one writes; a writer waits up to 10 s for another.</summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();
        private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000;";

        // A pooled connection keeps what it was told; only a new one is told again.
        private readonly ConditionalWeakTable<object, object> _told = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (((SqliteConnection)connection).Handle is not { } handle || !_told.TryAdd(handle, handle))
                return;
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
