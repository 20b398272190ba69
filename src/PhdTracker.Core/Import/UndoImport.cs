using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import;

/// <summary>Takes an import back as a whole: what it made goes, what it changed is as before. Refused once something else has touched the records.</summary>
/// <param name="Version">The version of the import that the page was loaded with.</param>
public sealed record UndoImport(int ImportId, int Version);

/// <inheritdoc cref="UndoImport"/>
public sealed class UndoImportHandler(PhdTrackerDb db, OpenImports imports, ImportUndo undo, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such import, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>ImportTouched</c>, and those of <see cref="SheetImport.Undo"/>.</exception>
    public async Task HandleAsync(UndoImport command, Person by, CancellationToken ct)
    {
        var import = await imports.LoadAsync(command.ImportId, command.Version, by, ct);
        import.Undo(by, clock.UtcNow());
        await undo.EnsureUntouchedAsync(import, ct);
        await db.SaveChangesAsync(ct);
    }
}
