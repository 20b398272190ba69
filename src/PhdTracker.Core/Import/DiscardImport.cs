using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import;

/// <summary>Forgets sheets that were uploaded and not applied, at once and wholly: nothing of them was written.</summary>
/// <param name="Version">The version of the import that the page was loaded with.</param>
public sealed record DiscardImport(int ImportId, int Version);

/// <inheritdoc cref="DiscardImport"/>
public sealed class DiscardImportHandler(PhdTrackerDb db, OpenImports imports)
{
    /// <exception cref="NotFoundException">There is no such import, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>ImportNotDraft</c>.</exception>
    public async Task HandleAsync(DiscardImport command, Person by, CancellationToken ct)
    {
        var import = await imports.LoadAsync(command.ImportId, command.Version, by, ct);
        if (!import.IsDraft)
            throw new DomainRuleException("ImportNotDraft");
        db.Record(CaseKey.System, new Act(nameof(DiscardImport), by.Id, Comment: await NamesAsync(db, import.Id, ct)));
        await ForgetAsync(db, import, ct);
    }

    internal static async Task ForgetAsync(PhdTrackerDb db, SheetImport import, CancellationToken ct)
    {
        using var turn = await SqliteWriters.EnterAsync(db.Database, ct);
        await using var together = await db.Database.BeginTransactionAsync(ct);
        await EraseAsync(db, import.Id, ct);
        await db.SheetImportFiles.Where(f => f.ImportId == import.Id).ExecuteDeleteAsync(ct);
        await db.Entry(import).Collection(i => i.Parties).LoadAsync(ct);
        db.Remove(import);
        await db.SaveChangesAsync(ct);
        await together.CommitAsync(ct);
    }

    /// <summary>What an import's sheets are called, as the audit trail tells it.</summary>
    internal static async Task<string> NamesAsync(PhdTrackerDb db, int importId, CancellationToken ct) =>
        string.Join(", ", await db.SheetImportFiles.Where(f => f.ImportId == importId).OrderBy(f => f.Order).Select(f => f.Name).ToListAsync(ct));

    /// <summary>Removes what the sheets said.</summary>
    internal static async Task EraseAsync(PhdTrackerDb db, int importId, CancellationToken ct)
    {
        await db.ImportDoubts.Where(d => d.ImportId == importId).ExecuteDeleteAsync(ct);
        await db.ImportLines.Where(l => l.File.ImportId == importId).ExecuteDeleteAsync(ct);
    }
}
