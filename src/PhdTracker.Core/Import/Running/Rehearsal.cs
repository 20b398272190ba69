using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Import.Running;

/// <summary>
/// Where a preview is made: a transaction of its own that is never committed. SQLite lets nobody else write while one is open, so there it is
/// one on a copy of the database.
/// </summary>
internal sealed class Rehearsal : IAsyncDisposable
{
    private const string CopyName = "import-preview-";
    private readonly AsyncServiceScope _scope;
    private readonly IDbContextTransaction _transaction;
    private readonly string? _folder;

    private Rehearsal(AsyncServiceScope scope, IDbContextTransaction transaction, string? folder) => (_scope, _transaction, _folder) = (scope, transaction, folder);

    public PhdTrackerDb Db => _scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
    public ImportEngine Engine => _scope.ServiceProvider.GetRequiredService<ImportEngine>();

    public static async Task<Rehearsal> BeginAsync(IServiceScopeFactory scopes, CancellationToken ct)
    {
        var scope = scopes.CreateAsyncScope();
        string? folder = null;
        try
        {
            var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
            if (db.Database.IsSqlite())
                db.Database.SetConnectionString(await CopyAsync(db, folder = FolderBeside(db), ct));
            return new Rehearsal(scope, await db.Database.BeginTransactionAsync(ct), folder);
        }
        catch
        {
            await scope.DisposeAsync();
            Remove(folder);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _scope.DisposeAsync();
        Remove(_folder);
    }

    /// <summary>A new folder beside the database, where as much fits and as few may look. What a crash left of an earlier one is removed.</summary>
    private static string FolderBeside(PhdTrackerDb db)
    {
        var place = Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource))!;
        foreach (var left in Directory.EnumerateDirectories(place, CopyName + "*").Where(folder => Directory.GetLastWriteTimeUtc(folder) < TimeProvider.System.GetUtcNow().AddDays(-1)))
            Remove(left);
        return Directory.CreateDirectory(Path.Combine(place, CopyName + Guid.NewGuid().ToString("N"))).FullName;
    }

    private static async Task<string> CopyAsync(PhdTrackerDb db, string folder, CancellationToken ct)
    {
        var copy = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) { DataSource = Path.Combine(folder, "copy.db"), Pooling = false }.ConnectionString;
        await db.Database.OpenConnectionAsync(ct);
        await using (var target = new SqliteConnection(copy))
            ((SqliteConnection)db.Database.GetDbConnection()).BackupDatabase(target);
        await db.Database.CloseConnectionAsync();
        return copy;
    }

    private static void Remove(string? folder)
    {
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }
}
