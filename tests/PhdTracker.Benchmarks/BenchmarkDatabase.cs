using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PhdTracker.Core.Data;
using PhdTracker.Testing;

namespace PhdTracker.Benchmarks;

/// <summary>An empty database for one measurement, gone after it.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly string _place;

    private BenchmarkDatabase(DatabaseProvider provider, string place, string connectionString) => (Provider, _place, ConnectionString) = (provider, place, connectionString);

    public DatabaseProvider Provider { get; }
    public string ConnectionString { get; }

    /// <summary>SQLite on disk, and PostgreSQL where a server is given.</summary>
    public static IReadOnlyList<DatabaseProvider> Present => TestDatabase.PostgreSql is null ? [DatabaseProvider.Sqlite] : [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql];

    public static async Task<BenchmarkDatabase> CreateAsync(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("phdtracker-bench-").FullName;
            return new BenchmarkDatabase(provider, folder, $"Data Source={Path.Combine(folder, "phdtracker.db")}");
        }
        var name = $"bench_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE \"{name}\"");
        return new BenchmarkDatabase(provider, name, new NpgsqlConnectionStringBuilder(TestDatabase.PostgreSql) { Database = name, MaxPoolSize = 30 }.ConnectionString);
    }

    /// <summary>Bytes that it takes, with everything out of the write-ahead log.</summary>
    public async Task<long> SizeAsync(PhdTrackerDb db)
    {
        if (Provider == DatabaseProvider.PostgreSql)
            return await db.Database.SqlQuery<long>($"SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return new FileInfo(Path.Combine(_place, "phdtracker.db")).Length;
    }

    public async ValueTask DisposeAsync()
    {
        if (Provider == DatabaseProvider.PostgreSql)
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync($"DROP DATABASE \"{_place}\" WITH (FORCE)");
            return;
        }
        SqliteConnection.ClearAllPools();
        Directory.Delete(_place, recursive: true);
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(TestDatabase.PostgreSql) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
