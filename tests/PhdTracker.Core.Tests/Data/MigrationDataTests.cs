using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using PhdTracker.Core.Data;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Data;

/// <summary>Each migration is applied to a database that holds a row in every table of the version before, and everything can be read afterwards.</summary>
public sealed class MigrationDataTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phdtracker-migrations-").FullName;
    private string? _postgreSql;

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Migrations_EachOnTheDataOfTheVersionBefore_KeepAndReadEveryRow(DatabaseProvider provider)
    {
        var connection = await NewDatabaseAsync(provider);
        var migrations = Ids(provider, connection);
        Assert.NotEmpty(migrations);
        await MigrateAsync(provider, connection, migrations[0]);
        var filled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (before, after) in migrations.Zip(migrations.Skip(1)))
        {
            await FillAsync(provider, connection, before, filled);
            await MigrateAsync(provider, connection, after);
        }

        await using var db = Context(provider, connection);
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.HasSharedClrType && !t.IsOwned() && t.GetTableName() is { } table && filled.Contains(table)))
            Assert.True(await CountReadAsync(db, type) > 0, $"{type.DisplayName()} has lost its row");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        if (_postgreSql is not null)
            await ExecuteAsync(TestDatabase.PostgreSql!, $"DROP DATABASE \"{_postgreSql}\" WITH (FORCE)");
    }

    /// <summary>Adds a row to each table of a version that has none yet: those it points to come first.</summary>
    private static async Task FillAsync(DatabaseProvider provider, string connection, string migration, HashSet<string> filled)
    {
        await using var db = Context(provider, connection);
        var assembly = db.GetService<IMigrationsAssembly>();
        var target = db.GetService<IModelRuntimeInitializer>().Initialize(assembly.CreateMigration(assembly.Migrations[migration], db.Database.ProviderName!).TargetModel, designTime: true);
        var tables = target.GetRelationalModel().Tables.ToList();
        await db.Database.OpenConnectionAsync();
        var waiting = tables.Where(t => !filled.Contains(t.Name)).ToList();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(t => t.ForeignKeyConstraints.All(k => k.PrincipalTable == t || filled.Contains(k.PrincipalTable.Name) || k.Columns.Any(c => c.IsNullable))).ToList();
            Assert.True(ready.Count > 0, $"These tables point at each other: {string.Join(", ", waiting.Select(t => t.Name))}");
            foreach (var table in ready)
            {
                await InsertAsync(db, table, filled);
                filled.Add(table.Name);
            }
            waiting = [.. waiting.Except(ready)];
        }
    }

    private static async Task InsertAsync(PhdTrackerDb db, ITable table, HashSet<string> filled)
    {
        var pointing = table.ForeignKeyConstraints.Where(k => k.PrincipalTable == table || !filled.Contains(k.PrincipalTable.Name)).SelectMany(k => k.Columns).Where(c => c.IsNullable).ToHashSet();
        var helper = db.GetService<Microsoft.EntityFrameworkCore.Storage.ISqlGenerationHelper>();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        var columns = table.Columns.Where(c => !pointing.Contains(c)).ToList();
        foreach (var (index, column) in columns.Index())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"p{index}", Value(db, table, column));
            if (parameter is NpgsqlParameter json && column.StoreType == "jsonb")
                json.DataTypeName = "jsonb";
            command.Parameters.Add(parameter);
        }
        command.CommandText = $"INSERT INTO {helper.DelimitIdentifier(table.Name)} ({string.Join(", ", columns.Select(c => helper.DelimitIdentifier(c.Name)))}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))})";
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A value that fits a column: a word of its enumeration, a list, or the plainest of its type.</summary>
    private static object Value(PhdTrackerDb db, ITable table, IColumn column)
    {
        var now = db.Model.GetEntityTypes().Where(t => t.GetTableName() == table.Name).SelectMany(t => t.GetProperties()).FirstOrDefault(p => p.Name == column.PropertyMappings.FirstOrDefault()?.Property.Name);
        if (now is not null && (Nullable.GetUnderlyingType(now.ClrType) ?? now.ClrType) is { IsEnum: true } words && column.ProviderClrType == typeof(string))
            return Enum.GetNames(words)[0];
        if (now?.IsPrimitiveCollection == true)
            return column.ProviderClrType == typeof(string) ? "[1]" : new List<int> { 1 };
        // The one document among the columns: what a passkey is known by.
        if (column.PropertyMappings.Count == 0)
            return """{ "PublicKey": "0101", "Name": null, "CreatedAt": "2026-11-23T09:00:00+00:00", "SignCount": 1, "Transports": null, "IsUserVerified": true, "IsBackupEligible": true, "IsBackedUp": true, "AttestationObject": "0101", "ClientDataJson": "0101" }""";
        var type = Nullable.GetUnderlyingType(column.ProviderClrType) ?? column.ProviderClrType;
        return type switch
        {
            _ when type == typeof(string) => "1",
            _ when type == typeof(int) => 1,
            _ when type == typeof(long) => 1L,
            _ when type == typeof(bool) => true,
            _ when type == typeof(decimal) => 1m,
            _ when type == typeof(double) => 1d,
            _ when type == typeof(DateOnly) => new DateOnly(2026, 11, 23),
            _ when type == typeof(DateTime) => new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero),
            _ when type == typeof(Guid) => Guid.Empty,
            _ when type == typeof(byte[]) => new byte[] { 1 },
            _ => throw new NotSupportedException($"{table.Name}.{column.Name} is of type {type}."),
        };
    }

    private static Task<int> CountReadAsync(PhdTrackerDb db, IEntityType type) =>
        (Task<int>)typeof(MigrationDataTests).GetMethod(nameof(ReadAsync), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.MakeGenericMethod(type.ClrType).Invoke(null, [db])!;

    private static async Task<int> ReadAsync<T>(PhdTrackerDb db) where T : class => (await db.Set<T>().AsNoTracking().ToListAsync()).Count;

    private static List<string> Ids(DatabaseProvider provider, string connection)
    {
        using var db = Context(provider, connection);
        return [.. db.Database.GetMigrations()];
    }

    private static async Task MigrateAsync(DatabaseProvider provider, string connection, string migration)
    {
        await using var db = Context(provider, connection);
        await db.GetService<IMigrator>().MigrateAsync(migration);
    }

    private async Task<string> NewDatabaseAsync(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
            return $"Data Source={Path.Combine(_folder, "old.db")}";
        _postgreSql = $"migrations_{Guid.NewGuid():N}";
        await ExecuteAsync(TestDatabase.PostgreSql!, $"CREATE DATABASE \"{_postgreSql}\"");
        return new NpgsqlConnectionStringBuilder(TestDatabase.PostgreSql) { Database = _postgreSql, Pooling = false }.ConnectionString;
    }

    private static PhdTrackerDb Context(DatabaseProvider provider, string connection)
    {
        var options = new DbContextOptionsBuilder<PhdTrackerDb>();
        options.UseDatabase(provider, connection);
        return new PhdTrackerDb(options.Options, TimeProvider.System);
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using DbConnection connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
