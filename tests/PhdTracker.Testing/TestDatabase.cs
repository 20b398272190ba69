using System.Reflection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PhdTracker.Core;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.Milestones.Rules.Calendars;
using PhdTracker.Core.Processes.Running;
using Xunit.Sdk;

namespace PhdTracker.Testing;

/// <summary>An empty, migrated database of its own for one test, and the app's services over it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Names the environment variable with the connection string of a PostgreSQL server on which databases may be created.</summary>
    public const string PostgreSqlVariable = "PHDTRACKER_TEST_POSTGRESQL";

    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static readonly Dictionary<DatabaseProvider, string> Templates = [];
    private static readonly Lazy<RuleSetStore> RuleSets = new(() => RuleSetStore.LoadFrom(Path.Combine(Checkout.Root, "workflows", "milestones")));
    private static readonly Lazy<WorkingDays> Holidays = new(() => WorkingDays.LoadFrom(Path.Combine(Checkout.Root, "workflows", "milestones", "calendars")));
    private static readonly Dictionary<Type, (string File, object Content)> Fillings = [];
    private readonly ServiceProvider _services;

    private TestDatabase(DatabaseProvider provider, string connectionString, string folder)
    {
        (Provider, ConnectionString, Folder) = (provider, connectionString, folder);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.AddDbContext<PhdTrackerDb>(options => options.UseDatabase(provider, connectionString));
        services.AddPhdTrackerCore(new Uri("https://phd.example"));
        services.AddSingleton<IFileStore>(new FilesOnDisk(Path.Combine(folder, "documents")));
        services.AddSingleton(RuleSets.Value);
        services.AddSingleton(Holidays.Value);
        services.AddSingleton(ExaminationRulebook.Load(Path.Combine(Checkout.Root, "workflows")));
        services.AddSingleton(AgreementReminderRules.Load(Path.Combine(Checkout.Root, "workflows")));
        services.AddSingleton(ExaminationRulebook.Load(Path.Combine(Checkout.Root, "workflows")));
        services.AddSingleton(DefinitionLibrary.LoadFrom(Path.Combine(Checkout.Root, "workflows", "approvals")));
        Configure?.Invoke(services, this);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Set once by a test assembly that needs more services than the programme's own.</summary>
    public static Action<IServiceCollection, TestDatabase>? Configure { get; set; }

    public static string? PostgreSql => Environment.GetEnvironmentVariable(PostgreSqlVariable);

    public DatabaseProvider Provider { get; }
    public string ConnectionString { get; }

    /// <summary>A folder of its own for files.</summary>
    public string Folder { get; }
    public TestClock Clock { get; } = new();

    public static Task<TestDatabase> SqliteAsync() => CreateAsync(DatabaseProvider.Sqlite);

    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider)
    {
        var folder = Directory.CreateTempSubdirectory("phdtracker-test-").FullName;
        return new TestDatabase(provider, provider == DatabaseProvider.Sqlite ? await NewSqliteAsync(folder) : await NewPostgreSqlAsync(), folder);
    }

    /// <summary>The database of another process, which disposes of it.</summary>
    public static TestDatabase OfAnother(DatabaseProvider provider, string connectionString, string folder) => new(provider, connectionString, folder);

    /// <summary>A scope as of one request: a fresh context and fresh handlers.</summary>
    public AsyncServiceScope Scope() => _services.CreateAsyncScope();

    /// <summary>Runs something in a scope of its own.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Scope();
        return await act(scope.ServiceProvider);
    }

    /// <inheritdoc cref="InScopeAsync{T}"/>
    public async Task InScopeAsync(Func<IServiceProvider, Task> act)
    {
        await using var scope = Scope();
        await act(scope.ServiceProvider);
    }

    /// <summary>Asks a fresh context.</summary>
    public Task<T> AskAsync<T>(Func<PhdTrackerDb, Task<T>> question) => InScopeAsync(services => question(services.GetRequiredService<PhdTrackerDb>()));

    /// <summary>
    /// Fills the empty database. On SQLite that is done once: the databases after the first are copies of it, because nearly every
    /// test begins with the same content.
    /// </summary>
    /// <returns>What <paramref name="fill"/> gave; the same object for every copy.</returns>
    internal async Task<T> FillAsync<T>(Func<IServiceProvider, Task<T>> fill) where T : class
    {
        if (Provider != DatabaseProvider.Sqlite)
            return await InScopeAsync(fill);
        await Gate.WaitAsync();
        try
        {
            var file = new SqliteConnectionStringBuilder(ConnectionString).DataSource;
            if (Fillings.TryGetValue(typeof(T), out var filling))
            {
                await using (var connection = new SqliteConnection(ConnectionString))
                    SqliteConnection.ClearPool(connection);
                File.Copy(filling.File, file, overwrite: true);
                return (T)filling.Content;
            }
            var content = await InScopeAsync(fill);
            await AskAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)"));
            filling = (Path.Combine(Directory.CreateTempSubdirectory("phdtracker-template-").FullName, "filled.db"), content);
            File.Copy(file, filling.File);
            Fillings[typeof(T)] = filling;
            return content;
        }
        finally
        {
            Gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (Provider == DatabaseProvider.PostgreSql)
        {
            await using var connection = new NpgsqlConnection(ConnectionString);
            NpgsqlConnection.ClearPool(connection);
            await ExecuteAsync(PostgreSql!, $"DROP DATABASE IF EXISTS \"{new NpgsqlConnectionStringBuilder(ConnectionString).Database}\" WITH (FORCE)");
        }
        else
        {
            await using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> NewSqliteAsync(string folder)
    {
        var template = await TemplateAsync(DatabaseProvider.Sqlite, async () =>
        {
            var file = Path.Combine(Directory.CreateTempSubdirectory("phdtracker-template-").FullName, "template.db");
            await MigrateAsync(DatabaseProvider.Sqlite, $"Data Source={file};Pooling=False");
            return file;
        });
        var copy = Path.Combine(folder, "phdtracker.db");
        File.Copy(template, copy);
        return $"Data Source={copy}";
    }

    private static async Task<string> NewPostgreSqlAsync()
    {
        var server = PostgreSql ?? throw new InvalidOperationException($"Set {PostgreSqlVariable} to the connection string of a PostgreSQL server.");
        var template = await TemplateAsync(DatabaseProvider.PostgreSql, async () =>
        {
            var name = $"template_{Guid.NewGuid():N}";
            await ExecuteAsync(server, $"CREATE DATABASE \"{name}\"");
            await MigrateAsync(DatabaseProvider.PostgreSql, new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString);
            return name;
        });
        var database = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE \"{database}\" TEMPLATE \"{template}\"");
        return new NpgsqlConnectionStringBuilder(server) { Database = database, MaxPoolSize = 20 }.ConnectionString;
    }

    private static async Task<string> TemplateAsync(DatabaseProvider provider, Func<Task<string>> create)
    {
        await Gate.WaitAsync();
        try
        {
            if (!Templates.TryGetValue(provider, out var template))
                Templates[provider] = template = await create();
            return template;
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task MigrateAsync(DatabaseProvider provider, string connectionString)
    {
        var options = new DbContextOptionsBuilder<PhdTrackerDb>();
        options.UseDatabase(provider, connectionString);
        await using var db = new PhdTrackerDb(options.Options, TimeProvider.System);
        await db.Database.MigrateAsync();
        if (provider == DatabaseProvider.Sqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Runs a theory on SQLite, with the values that follow.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnSqliteAttribute(params object?[] values) : DataAttribute
{
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => [[DatabaseProvider.Sqlite, .. values]];
}

/// <summary>Runs a theory on PostgreSQL, with the values that follow; skipped, by name, where no server is given.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnPostgreSqlAttribute : DataAttribute
{
    private readonly object?[] _values;

    public OnPostgreSqlAttribute(params object?[] values)
    {
        _values = values;
        if (TestDatabase.PostgreSql is null)
            Skip = $"PostgreSQL is not here: {TestDatabase.PostgreSqlVariable} is not set.";
    }

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => [[DatabaseProvider.PostgreSql, .. _values]];
}
