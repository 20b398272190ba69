using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import;

/// <summary>Says by hand how the columns of a sheet are to be read; it is previewed anew.</summary>
/// <param name="Version">The version of the import that the page was loaded with.</param>
/// <param name="Columns">What each column tells, by its place; null where it is not used.</param>
/// <param name="Remember">A name to remember it by, for sheets with the same header; null for this sheet only.</param>
public sealed record MapColumns(int ImportId, int Version, int FileId, SheetSide? Side, IReadOnlyList<SheetColumn?> Columns, bool MonthFirst, string? Remember);

/// <inheritdoc cref="MapColumns"/>
public sealed class MapColumnsHandler(PhdTrackerDb db, OpenImports imports, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such import or sheet, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>ImportColumnTwice</c>, <c>ImportMappingName</c>, and those of <see cref="SheetImport.CheckAgain"/>.</exception>
    public async Task HandleAsync(MapColumns command, Person by, CancellationToken ct)
    {
        var import = await imports.LoadAsync(command.ImportId, command.Version, by, ct);
        var file = await db.SheetImportFiles.SingleOrDefaultAsync(f => f.Id == command.FileId && f.ImportId == import.Id, ct) ?? throw new NotFoundException();
        var places = new Dictionary<SheetColumn, int>();
        foreach (var (column, place) in command.Columns.Select((column, place) => (column, place)).Where(each => each.column is not null))
        {
            if (!places.TryAdd(column!.Value, place))
                throw new DomainRuleException("ImportColumnTwice", file.Layout.LabelOf(places[column.Value]), file.Layout.LabelOf(place)) { Field = $"Column-{file.Id}-{place}" };
        }
        var mapping = string.IsNullOrWhiteSpace(command.Remember) ? null : command.Remember.Trim();
        file.Read(command.Side, places, command.MonthFirst, mapping);
        if (mapping is not null)
        {
            if (await db.ImportMappings.SingleOrDefaultAsync(m => m.Name == mapping, ct) is { } known)
                known.Remember(file.Layout, by, clock.UtcNow());
            else
                db.Add(new ImportMapping(mapping, file.Layout, by, clock.UtcNow()));
        }
        import.CheckAgain(clock.UtcNow());
        await db.SaveChangesAsync(ct);
    }
}
