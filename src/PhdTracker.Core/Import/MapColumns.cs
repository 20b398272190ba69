using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import;

/// <summary>Says by hand how the sheets of an import are to be read; they are previewed anew.</summary>
/// <param name="Version">The version of the import that the page was loaded with.</param>
public sealed record MapColumns(int ImportId, int Version, IReadOnlyList<SheetReading> Sheets);

/// <summary>How one sheet is to be read.</summary>
/// <param name="IsLeftOut">None of its lines is read.</param>
/// <param name="Columns">What each column tells, by its place; null where it is not used.</param>
/// <param name="Remember">A name to remember it by, for sheets with the same header; null for this sheet only.</param>
public sealed record SheetReading(int FileId, bool IsLeftOut, SheetSide? Side, IReadOnlyList<SheetColumn?> Columns, bool MonthFirst, string? Remember);

/// <inheritdoc cref="MapColumns"/>
public sealed class MapColumnsHandler(PhdTrackerDb db, OpenImports imports, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such import or sheet, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>ImportColumnTwice</c>, <c>ImportMappingName</c>, <c>ImportMappingTwice</c>, <c>ImportAllLeftOut</c>, and those of <see cref="SheetImport.CheckAgain"/>.
    /// </exception>
    public async Task HandleAsync(MapColumns command, Person by, CancellationToken ct)
    {
        var import = await imports.LoadAsync(command.ImportId, command.Version, by, ct);
        var files = await db.SheetImportFiles.Where(f => f.ImportId == import.Id).ToListAsync(ct);
        var names = command.Sheets.Select(Name).OfType<string>().ToList();
        // A database may take two spellings for one name.
        var mappings = (await db.ImportMappings.Where(m => names.Contains(m.Name)).ToListAsync(ct)).DistinctBy(m => m.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(m => m.Name, StringComparer.OrdinalIgnoreCase);
        var told = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var sheet in command.Sheets)
        {
            var file = files.SingleOrDefault(f => f.Id == sheet.FileId) ?? throw new NotFoundException();
            var (known, layout, name) = (file.Layout, Layout(sheet, file), Name(sheet));
            if (name == file.Mapping && layout.IsReadAs(known))
                continue;
            if (name?.Length > ImportMapping.LongestName)
                throw new DomainRuleException("ImportMappingName", ImportMapping.LongestName) { Field = $"remember-{file.Id}" };
            file.Read(layout, name);
            if (name is null)
                continue;
            if (!told.Add(name) && mappings[name].Signature != ImportMapping.SignatureOf(layout.Header))
                throw new DomainRuleException("ImportMappingTwice", name) { Field = $"remember-{file.Id}" };
            Remember(mappings, name, layout, by);
        }
        if (files.All(file => file.IsLeftOut))
            throw new DomainRuleException("ImportAllLeftOut");
        import.CheckAgain(clock.UtcNow());
        await db.SaveChangesAsync(ct);
    }

    private static string? Name(SheetReading sheet) => string.IsNullOrWhiteSpace(sheet.Remember) ? null : sheet.Remember.Trim();

    private static SheetLayout Layout(SheetReading sheet, SheetImportFile file)
    {
        var layout = file.Layout;
        var places = new Dictionary<SheetColumn, int>();
        foreach (var (column, place) in sheet.Columns.Select((column, place) => (column, place)).Where(each => each.column is not null))
        {
            // What is not read contradicts nothing.
            if (!places.TryAdd(column!.Value, place) && !sheet.IsLeftOut)
                throw new DomainRuleException("ImportColumnTwice", layout.LabelOf(places[column.Value]), layout.LabelOf(place)) { Field = $"Column-{file.Id}-{place}" };
        }
        return layout with { Side = sheet.Side, Places = places, MonthFirst = sheet.MonthFirst, IsLeftOut = sheet.IsLeftOut };
    }

    private void Remember(Dictionary<string, ImportMapping> mappings, string name, SheetLayout layout, Person by)
    {
        if (mappings.TryGetValue(name, out var mapping))
        {
            mapping.Remember(layout, by, clock.UtcNow());
            return;
        }
        mappings[name] = mapping = new ImportMapping(name, layout, by, clock.UtcNow());
        db.Add(mapping);
    }
}
