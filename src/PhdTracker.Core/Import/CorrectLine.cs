using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import;

/// <summary>Corrects cells of one line; it is previewed anew. The sheet that was handed over is not lost by it.</summary>
/// <param name="Version">The version of the import that the page was loaded with.</param>
/// <param name="Cells">The new texts, by the place of the column.</param>
public sealed record CorrectLine(int ImportId, int Version, int LineId, IReadOnlyDictionary<int, string> Cells);

/// <inheritdoc cref="CorrectLine"/>
public sealed class CorrectLineHandler(PhdTrackerDb db, OpenImports imports, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such import, line or column, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>ImportCellTooLong</c>, and those of <see cref="SheetImport.CheckAgain"/>.</exception>
    public async Task HandleAsync(CorrectLine command, Person by, CancellationToken ct)
    {
        var import = await imports.LoadAsync(command.ImportId, command.Version, by, ct);
        var line = await db.ImportLines.SingleOrDefaultAsync(l => l.Id == command.LineId && l.File.ImportId == import.Id, ct) ?? throw new NotFoundException();
        foreach (var (place, text) in command.Cells)
        {
            if (place is < 0 or >= SheetTables.MostColumns)
                throw new NotFoundException();
            if (text.Length > SheetTables.MostCharacters)
                throw new DomainRuleException("ImportCellTooLong", SheetTables.MostCharacters) { Field = $"Cell-{place}" };
            line.Correct(place, Fold.Blanks(text));
        }
        import.CheckAgain(clock.UtcNow());
        await db.SaveChangesAsync(ct);
    }
}
