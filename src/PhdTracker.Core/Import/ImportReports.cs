using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Import;

/// <summary>Tells what became of an import, or would, as the command line prints it.</summary>
internal static class ImportReports
{
    public static async Task<ImportReport> OfAsync(PhdTrackerDb db, int importId, ImportOutcome outcome, Texts texts, CancellationToken ct)
    {
        var files = await db.SheetImportFiles.AsNoTracking().Where(f => f.ImportId == importId).OrderBy(f => f.Order).ToListAsync(ct);
        var lines = outcome.Lines.OrderBy(line => line.Line).ToLookup(line => line.FileId);
        return new ImportReport([.. files.Select(file => Report(file.Layout, [.. lines[file.Id]], texts))], outcome.Projects, outcome.People, outcome.Candidatures);
    }

    /// <summary>Why a line is not about a student, in a word.</summary>
    public static string Reason(IgnoredReason reason, Texts texts) => reason switch
    {
        IgnoredReason.Title => texts["Import.Ignored.Title"],
        IgnoredReason.Header => texts["Import.Ignored.Header"],
        IgnoredReason.Blank => texts["Import.Ignored.Blank"],
        _ => texts["Import.Ignored.Total"],
    };

    private static FileReport Report(SheetLayout layout, List<LineOutcome> lines, Texts texts) => new(
        layout.File,
        lines.Count(line => line.Result is not null),
        lines.Count(line => line.Result == RowResult.Created),
        lines.Count(line => line.Result == RowResult.Changed),
        lines.Count(line => line.Result == RowResult.Unchanged),
        lines.Count(line => line.Result == RowResult.Rejected),
        [.. lines.Where(line => line.Ignored is not null).Select(line => new IgnoredReport(line.Line, Reason(line.Ignored!.Value, texts)))],
        [.. lines.SelectMany(line => line.Problems.Select(problem => new ProblemReport(line.Line, problem.Label, problem.Value, problem.In(texts))))])
    {
        OtherColumns = layout.OtherColumns,
    };
}
