using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Import;

/// <summary>
/// Takes the offices' sheets as they are, as the command line does: all of them in one transaction or none. The order of the files makes
/// no difference, and taking the same ones again changes nothing. Nobody is mailed.
/// </summary>
/// <param name="DryRun">Only tells what would become of them.</param>
/// <param name="Mapping">Name of a remembered mapping to read their columns by; null to guess.</param>
/// <param name="Tell">What a preview tells of a row that would be created or changed; null for none.</param>
public sealed record ImportSheets(IReadOnlyList<SheetFile> Files, bool DryRun = false, string? Mapping = null, Func<SheetLayout, ImportLine, string>? Tell = null);

/// <inheritdoc cref="ImportSheets"/>
public sealed class ImportSheetsHandler(PhdTrackerDb db, UploadSheetsHandler upload, ImportRunner runner)
{
    /// <param name="texts">Language of the report.</param>
    /// <exception cref="DomainRuleException">A file is no sheet at all, and nothing of any file is taken: those of <see cref="UploadSheetsHandler"/> and <see cref="Sheets.SheetLayout.Missing"/>.</exception>
    public async Task<ImportReport> HandleAsync(ImportSheets command, Texts texts, CancellationToken ct)
    {
        var import = await upload.HandleAsync(new UploadSheets(command.Files, command.Mapping), by: null, ct);
        try
        {
            if (import.Files.Select(file => file.Layout).FirstOrDefault(layout => layout.Missing is not null) is { } unclear)
                throw new DomainRuleException(unclear.Missing!, unclear.File);
            if (command.DryRun)
            {
                var preview = await ImportReports.OfAsync(db, import.Id, await runner.TryAsync(import.Id, ct), command.Tell, texts, ct);
                await ForgetAsync(import.Id, ct);
                return preview with { IsPreview = true };
            }
            return await ImportReports.OfAsync(db, import.Id, (await runner.WriteAsync(import.Id, null, "", null, ct))!, null, texts, ct);
        }
        catch
        {
            await ForgetAsync(import.Id, CancellationToken.None);
            throw;
        }
    }

    private async Task ForgetAsync(int id, CancellationToken ct)
    {
        db.StartOver();
        if (await db.SheetImports.FindAsync([id], ct) is { State: not ImportState.Applied } import)
            await DiscardImportHandler.ForgetAsync(db, import, ct);
    }
}
