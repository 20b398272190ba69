using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;

namespace PhdTracker.Core.Import;

/// <summary>
/// Erases what sheets said about people once it is not needed: the lines of an import some days after it was applied or undone, and
/// drafts that nobody has touched for long. That there was an import, when, by whom and of how many rows stays.
/// </summary>
public sealed class EraseSheetsHandler(PhdTrackerDb db, TimeProvider clock)
{
    /// <returns>How many imports it erased.</returns>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var (applied, idle) = (now.AddDays(-SheetImport.DaysKept), now.AddDays(-SheetImport.DaysOfDraft));
        var due = await db.SheetImports.Where(i => i.ErasedAt == null
            && (((i.State == ImportState.Applied || i.State == ImportState.Undone) && i.TouchedAt < applied) || (SheetImport.Drafts.Contains(i.State) && i.TouchedAt < idle)))
            .OrderBy(i => i.Id).Take(100).ToListAsync(ct);
        foreach (var import in due)
        {
            if (import.IsDraft)
            {
                await DiscardImportHandler.ForgetAsync(db, import, ct);
                continue;
            }
            using var turn = await SqliteWriters.EnterAsync(db.Database, ct);
            await using var together = await db.Database.BeginTransactionAsync(ct);
            await DiscardImportHandler.EraseAsync(db, import.Id, ct);
            import.Erase(now);
            db.Record(CaseKey.System, new Act("EraseSheets", null, Comment: import.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            await db.SaveChangesAsync(ct);
            await together.CommitAsync(ct);
        }
        return due.Count;
    }
}
