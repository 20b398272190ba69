using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules;

namespace PhdTracker.Core.Import.Running;

/// <summary>
/// Writes the lines of an import into the transaction that its caller has begun: rolled back it was a preview, committed an import, so
/// that the two cannot disagree. The lines come from the database some at a time, and so do the records that they are about.
/// </summary>
public sealed class ImportEngine(PhdTrackerDb db, SeedCollaborationHandler seed, PlanMilestones planner, Lazy<RuleSetLibrary> library, ImportTouches touches, ImportProgress progress, TimeProvider clock)
{
    private const int LinesAtOnce = 500;
    private const int ProjectsAtOnce = 8;

    /// <param name="mayWrite">Whether the rows of a side are taken; null for all.</param>
    /// <param name="byId">Who imports; null for the command line.</param>
    /// <param name="keeper">Told what becomes of each line.</param>
    internal async Task<ImportOutcome> RunAsync(int importId, Func<ProgrammeParty, bool>? mayWrite, int? byId, OutcomeKeeper keeper, CancellationToken ct)
    {
        var today = clock.Today();
        await seed.HandleAsync(today, ct);
        var total = await db.ImportLines.CountAsync(l => l.File.ImportId == importId, ct);
        // A sheet that still names a project by the code of a record that was merged means the one that was kept.
        var codes = await db.Projects.Where(p => p.KeptAsId != null).Select(p => new { p.Code, Kept = p.KeptAs!.Code }).ToDictionaryAsync(p => p.Code, p => p.Kept, ct);
        var plan = await ReadAsync(importId, codes, today, keeper, ct);
        var names = new ImportNames(plan.Supervises, await db.Users.Select(p => (int?)p.Id).MaxAsync(ct) ?? 0, mayWrite);
        var milestones = new MilestoneImport(planner, library.Value, today);
        // A save that fails ends the whole import, so nothing needs to be kept apart for each. What changed is looked for once a save.
        (db.Database.AutoSavepointsEnabled, db.ChangeTracker.AutoDetectChangesEnabled) = (false, false);
        try
        {
            foreach (var batch in plan.Projects.Chunk(ProjectsAtOnce))
            {
                var rows = await RowsAsync(plan, batch, today, ct);
                await WriteAsync(rows, names, milestones, byId, today, ct);
                db.ChangeTracker.Clear();
                await keeper.AddAsync(rows.Select(row => row.Outcome()), ct);
                progress.Report(importId, keeper.Lines, total);
            }
            return new ImportOutcome(
                keeper.Counts, keeper.Problems, await keeper.EndAsync(ct), names.Doubts, names.PartyIds,
                await db.Projects.CountAsync(p => p.KeptAsId == null, ct), await db.Users.CountAsync(ct), await db.Candidatures.CountAsync(ct));
        }
        finally
        {
            (db.Database.AutoSavepointsEnabled, db.ChangeTracker.AutoDetectChangesEnabled) = (true, true);
        }
    }

    /// <summary>Goes through all lines once: which are rows, of which projects, and which cannot be taken at all.</summary>
    private async Task<ReadPlan> ReadAsync(int importId, IReadOnlyDictionary<string, string> codes, DateOnly today, OutcomeKeeper keeper, CancellationToken ct)
    {
        var plan = new ReadPlan((await db.SheetImportFiles.AsNoTracking().Where(f => f.ImportId == importId).OrderBy(f => f.Order).ToListAsync(ct)).ToDictionary(f => f.Id, f => f.Layout), codes);
        for (var last = 0; ;)
        {
            var lines = await db.ImportLines.AsNoTracking().Where(l => l.File.ImportId == importId && l.Id > last).OrderBy(l => l.Id).Take(LinesAtOnce).ToListAsync(ct);
            if (lines.Count == 0)
                return plan;
            await keeper.AddAsync(lines.Select(line => plan.Take(line, today)).OfType<LineOutcome>(), ct);
            last = lines[^1].Id;
        }
    }

    private async Task<List<RowOutcome>> RowsAsync(ReadPlan plan, IEnumerable<List<int>> projects, DateOnly today, CancellationToken ct)
    {
        var ids = projects.SelectMany(project => project).ToList();
        var lines = await db.ImportLines.AsNoTracking().Where(l => ids.Contains(l.Id)).OrderBy(l => l.Id).ToListAsync(ct);
        return lines.ConvertAll(line => RowOutcome.Of(plan.Layouts[line.FileId], line, plan.Codes, today));
    }

    /// <summary>Writes the rows of some projects. A row that a rule of the programme refuses is left out; the others are written all the same.</summary>
    private async Task WriteAsync(List<RowOutcome> rows, ImportNames names, MilestoneImport milestones, int? byId, DateOnly today, CancellationToken ct)
    {
        var (waiting, doubles) = (rows, new NameOnlyDoubles(db, touches, names));
        while (waiting.Count > 0)
        {
            var book = await ImportBook.LoadAsync(db, waiting, names, ct);
            var import = new ProjectImport(db, book, milestones, doubles, byId, today);
            try
            {
                foreach (var project in waiting.GroupBy(row => row.Row.Code).OrderBy(project => project.Key, StringComparer.Ordinal))
                    await import.WriteAsync(project.Key, [.. project], ct);
                break;
            }
            catch (DomainRuleException rule) when (import.Writing is { } refused)
            {
                // What was changed in memory and not saved is forgotten; what was saved stays.
                db.StartOver();
                refused.StartOver();
                refused.Reject(SheetColumn.ProjectCode, "Import.Problem.RuleRefuses", new BothLanguages(rule.In(Texts.English), rule.In(Texts.French)));
                waiting = waiting.Where(row => row is { IsSaved: false, IsRejected: false }).ToList();
                waiting.ForEach(row => row.StartOver());
            }
        }
        await doubles.RemoveAsync(ct);
    }

    /// <summary>What the lines of an import are.</summary>
    private sealed class ReadPlan(IReadOnlyDictionary<int, SheetLayout> layouts, IReadOnlyDictionary<string, string> codes)
    {
        private readonly SortedDictionary<string, List<int>> _projects = new(StringComparer.Ordinal);

        public IReadOnlyDictionary<int, SheetLayout> Layouts => layouts;

        /// <summary>The code of the kept record of a project, by that of each that was merged into it.</summary>
        public IReadOnlyDictionary<string, string> Codes => codes;

        /// <summary>The rows of each project, in the order of its codes.</summary>
        public IEnumerable<List<int>> Projects => _projects.Values;
        public List<(string Address, string Code)> Supervises { get; } = [];

        /// <summary>Takes in a line.</summary>
        /// <returns>What becomes of it, if that needs nothing from the database.</returns>
        public LineOutcome? Take(ImportLine line, DateOnly today)
        {
            var layout = layouts[line.FileId];
            if (layout.ReasonToIgnore(line.Record) is { } reason)
                return new LineOutcome(line.Id, line.FileId, line.Line) { Ignored = reason };
            var row = RowOutcome.Of(layout, line, codes, today);
            if (row.IsRejected)
                return row.Outcome();
            if (!_projects.TryGetValue(row.Row.Code, out var ids))
                _projects[row.Row.Code] = ids = [];
            ids.Add(line.Id);
            if (row.Row.SupervisorEmail is { } address)
                Supervises.Add((address, row.Row.Code));
            return null;
        }
    }
}
