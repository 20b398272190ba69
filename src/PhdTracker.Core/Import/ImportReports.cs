using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Import;

/// <summary>Tells what became of an import, or would, as the command line prints it.</summary>
internal static class ImportReports
{
    /// <param name="tell">Tells of a row that is created or changed, for a reader; null where nobody asks.</param>
    public static async Task<ImportReport> OfAsync(PhdTrackerDb db, int importId, ImportOutcome outcome, Func<SheetLayout, ImportLine, string>? tell, Texts texts, CancellationToken ct)
    {
        var files = await db.SheetImportFiles.AsNoTracking().Where(f => f.ImportId == importId).OrderBy(f => f.Order).ToListAsync(ct);
        var lines = db.ImportLines.AsNoTracking().Where(l => l.File.ImportId == importId);
        var counts = (await lines.Where(l => l.Result != null).GroupBy(l => new { l.FileId, l.Result })
            .Select(g => new { g.Key.FileId, Result = g.Key.Result!.Value, Count = g.Count() }).ToListAsync(ct)).ToDictionary(c => (c.FileId, c.Result), c => c.Count);
        var told = (await lines.Where(l => l.Ignored != null || l.ProblemCount > 0).OrderBy(l => l.Line)
            .Select(l => new ToldLine(l.FileId, l.Line, l.Ignored, l.Problems)).ToListAsync(ct)).ToLookup(l => l.FileId);
        var rows = tell is null ? [] : await RowsAsync(lines, files.ToDictionary(file => file.Id, file => file.Layout), tell, ct);
        return new ImportReport([.. files.Select(file => Report(file.Layout, result => counts.GetValueOrDefault((file.Id, result)), [.. told[file.Id]], texts) with { Rows = rows.GetValueOrDefault(file.Id) ?? [] })], outcome.Projects, outcome.People, outcome.Candidatures);
    }

    /// <summary>Why a line is not about a student, in a word.</summary>
    public static string Reason(IgnoredReason reason, Texts texts) => reason switch
    {
        IgnoredReason.Title => texts["Import.Ignored.Title"],
        IgnoredReason.Header => texts["Import.Ignored.Header"],
        IgnoredReason.Blank => texts["Import.Ignored.Blank"],
        IgnoredReason.LeftOut => texts["Import.Ignored.LeftOut"],
        _ => texts["Import.Ignored.Total"],
    };

    private static FileReport Report(SheetLayout layout, Func<RowResult, int> count, List<ToldLine> lines, Texts texts) => new(
        layout.File,
        Enum.GetValues<RowResult>().Sum(count),
        count(RowResult.Created),
        count(RowResult.Changed),
        count(RowResult.Unchanged),
        count(RowResult.Rejected),
        [.. lines.Where(line => line.Ignored is not null).Select(line => new IgnoredReport(line.Line, Reason(line.Ignored!.Value, texts)))],
        [.. lines.SelectMany(line => ImportLine.ProblemsOf(line.Problems).Select(problem => new ProblemReport(line.Line, problem.Label, problem.Value, problem.In(texts))))])
    {
        OtherColumns = layout.OtherColumns,
        IsLeftOut = layout.IsLeftOut,
    };

    /// <summary>What is told of the rows, by their files: read one at a time, for there may be many.</summary>
    private static async Task<Dictionary<int, List<string>>> RowsAsync(
        IQueryable<ImportLine> lines, Dictionary<int, SheetLayout> layouts, Func<SheetLayout, ImportLine, string> tell, CancellationToken ct)
    {
        var rows = layouts.Keys.ToDictionary(id => id, _ => new List<string>());
        await foreach (var line in lines.Where(l => l.Result == RowResult.Created || l.Result == RowResult.Changed).OrderBy(l => l.FileId).ThenBy(l => l.Line).AsAsyncEnumerable().WithCancellation(ct))
            rows[line.FileId].Add(tell(layouts[line.FileId], line));
        return rows;
    }

    /// <summary>A line of which there is something to tell.</summary>
    private sealed record ToldLine(int FileId, int Line, IgnoredReason? Ignored, string Problems);
}
