using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import;

/// <summary>An office's sheet, as it was handed over.</summary>
public sealed record SheetFile(string Name, byte[] Bytes);

/// <summary>Takes sheets in, all of them or none, to be previewed. Nothing of what they say is written yet.</summary>
/// <param name="Mapping">Name of a remembered mapping to read their columns by; null to guess, or to use one that knows the same header.</param>
public sealed record UploadSheets(IReadOnlyList<SheetFile> Files, string? Mapping = null);

/// <inheritdoc cref="UploadSheets"/>
public sealed class UploadSheetsHandler(PhdTrackerDb db, OpenImports imports, TimeProvider clock)
{
    /// <summary>Files of one import.</summary>
    public const int MostFiles = 10;

    private const int LinesAtOnce = 500;

    /// <param name="by">Null for the command line.</param>
    /// <exception cref="NotFoundException">This person may import nothing.</exception>
    /// <exception cref="DomainRuleException"><c>ImportNoFile</c>, <c>ImportTooManyFiles</c>, <c>ImportMappingUnknown</c>, <c>ImportTooManyLinesTogether</c>, and those of <see cref="SheetTables.Read"/>.</exception>
    public async Task<SheetImport> HandleAsync(UploadSheets command, Person? by, CancellationToken ct)
    {
        if (by is not null)
            await imports.EnsureMayImportAsync(by, ct);
        if (command.Files.Count == 0)
            throw new DomainRuleException("ImportNoFile") { Field = "Files" };
        if (command.Files.Count > MostFiles)
            throw new DomainRuleException("ImportTooManyFiles", MostFiles) { Field = "Files" };
        var import = new SheetImport(by, clock.UtcNow());
        var (sheets, lines) = (new List<(SheetImportFile Sheet, IReadOnlyList<SheetRecord> Records)>(), 0);
        foreach (var file in command.Files)
        {
            var tables = SheetTables.Read(FileName.Clean(file.Name), file.Bytes);
            if ((lines += tables.Sum(table => table.Records.Count)) > SheetTables.MostLines)
                throw new DomainRuleException("ImportTooManyLinesTogether", SheetTables.MostLines) { Field = "Files" };
            foreach (var table in tables)
            {
                import.Files.Add(await MappedAsync(new SheetImportFile(import, import.Files.Count, table, file.Bytes), command.Mapping, ct));
                sheets.Add((import.Files[^1], table.Records));
            }
        }
        await SaveAsync(import, sheets, ct);
        return import;
    }

    /// <summary>Saves all of it or nothing, the lines some at a time: what is saved is forgotten, however many there are.</summary>
    private async Task SaveAsync(SheetImport import, IEnumerable<(SheetImportFile Sheet, IReadOnlyList<SheetRecord> Records)> sheets, CancellationToken ct)
    {
        using var turn = await SqliteWriters.EnterAsync(db.Database, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Add(import);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        foreach (var (sheet, records) in sheets)
        {
            foreach (var lot in records.Chunk(LinesAtOnce))
            {
                db.AddRange(lot.Select(record => new ImportLine(sheet.Id, record)));
                await db.SaveChangesAsync(ct);
                db.ChangeTracker.Clear();
            }
        }
        await transaction.CommitAsync(ct);
    }

    private async Task<SheetImportFile> MappedAsync(SheetImportFile file, string? named, CancellationToken ct)
    {
        var layout = file.Layout;
        var signature = ImportMapping.SignatureOf(layout.Header);
        var mapping = await db.ImportMappings.Where(m => m.Signature == signature).OrderByDescending(m => m.SavedAt).FirstOrDefaultAsync(ct);
        // A sheet that is left out stays out, whatever the others of its workbook are read by.
        if (named is not null && !(mapping?.IsLeftOut ?? layout.IsLeftOut))
            mapping = await db.ImportMappings.SingleOrDefaultAsync(m => m.Name == named, ct) ?? throw new DomainRuleException("ImportMappingUnknown", named) { Field = "Mapping" };
        if (mapping is not null)
            file.Read(mapping.For(layout), mapping.Name);
        return file;
    }
}
