using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Rows;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import;

/// <summary>An office's sheet, as it was handed over.</summary>
public sealed record SheetFile(string Name, byte[] Bytes);

/// <summary>
/// Takes the offices' sheets as they are: all of them in one transaction or none. The order of the files makes no difference, and
/// taking the same ones again changes nothing. Nobody is mailed.
/// </summary>
public sealed record ImportSheets(IReadOnlyList<SheetFile> Files);

/// <inheritdoc cref="ImportSheets"/>
public sealed class ImportSheetsHandler(PhdTrackerDb db, SeedCollaborationHandler seed, PlanMilestones planner, Lazy<RuleSetLibrary> library, TimeProvider clock)
{
    private const int ProjectsAtOnce = 8;

    /// <param name="by">Null for the command line.</param>
    /// <param name="texts">Language of the report.</param>
    /// <exception cref="DomainRuleException">A file is no sheet at all; nothing of any file is taken.</exception>
    public async Task<ImportReport> HandleAsync(ImportSheets command, Person? by, Texts texts, CancellationToken ct)
    {
        var today = clock.Today();
        var sheets = command.Files.Select(file => SheetReader.Read(file.Name, file.Bytes)).ToList();
        var outcomes = sheets.Select(sheet => Read(sheet, today)).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await seed.HandleAsync(today, ct);
        await WriteAsync(outcomes.SelectMany(rows => rows).Where(outcome => !outcome.IsRejected).ToList(), by, today, ct);
        var files = sheets.Zip(outcomes, (sheet, rows) => Report(sheet, rows, texts)).ToList();
        var report = new ImportReport(files, await db.Projects.CountAsync(ct), await db.Users.CountAsync(ct), await db.Candidatures.CountAsync(ct));
        if (report.ChangedAnything)
        {
            db.Record(CaseKey.System, new Act("ImportSheets", by?.Id, Comment: string.Join(", ", command.Files.Select(file => file.Name))));
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return report;
    }

    private static List<RowOutcome> Read(Sheet sheet, DateOnly today) =>
        [.. sheet.Rows.Zip(new RowReader(sheet, today).ReadAll(), (source, row) => new RowOutcome(sheet, source, row))];

    /// <summary>Batch by batch, so that memory does not grow with the sheets.</summary>
    private async Task WriteAsync(IReadOnlyCollection<RowOutcome> outcomes, Person? by, DateOnly today, CancellationToken ct)
    {
        var milestones = new MilestoneImport(planner, library.Value, today);
        var projects = outcomes.GroupBy(outcome => outcome.Row.Code).OrderBy(project => project.Key, StringComparer.Ordinal).ToList();
        foreach (var batch in projects.Chunk(ProjectsAtOnce))
        {
            var book = await ImportBook.LoadAsync(db, [.. batch.SelectMany(project => project)], ct);
            foreach (var outcome in outcomes.Where(outcome => outcome.Row.SupervisorEmail is not null))
                book.People.Supervises(outcome.Row.SupervisorEmail!, outcome.Row.Code);
            var import = new ProjectImport(db, book, milestones, by, today);
            foreach (var project in batch)
                await import.WriteAsync(project.Key, [.. project], ct);
            db.ChangeTracker.Clear();
        }
    }

    private static FileReport Report(Sheet sheet, List<RowOutcome> rows, Texts texts) => new(
        sheet.File,
        rows.Count,
        rows.Count(row => row.Result == RowResult.Created),
        rows.Count(row => row.Result == RowResult.Changed),
        rows.Count(row => row.Result == RowResult.Unchanged),
        rows.Count(row => row.Result == RowResult.Rejected),
        [.. sheet.Ignored.Select(line => new IgnoredReport(line.Line, Reason(line.Reason, texts)))],
        [.. rows.SelectMany(row => row.Problems(texts))])
    {
        OtherColumns = sheet.OtherColumns,
    };

    private static string Reason(IgnoredReason reason, Texts texts) => reason switch
    {
        IgnoredReason.Title => texts["Import.Ignored.Title"],
        IgnoredReason.Header => texts["Import.Ignored.Header"],
        IgnoredReason.Blank => texts["Import.Ignored.Blank"],
        _ => texts["Import.Ignored.Total"],
    };
}
