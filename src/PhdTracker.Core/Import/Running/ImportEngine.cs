using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Rows;
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
public sealed class ImportEngine(PhdTrackerDb db, SeedCollaborationHandler seed, PlanMilestones planner, Lazy<RuleSetLibrary> library, ImportProgress progress, TimeProvider clock)
{
    private const int ProjectsAtOnce = 8;

    /// <param name="mayWrite">Whether the rows of a side are taken; null for all.</param>
    /// <param name="byId">Who imports; null for the command line.</param>
    internal async Task<ImportOutcome> RunAsync(int importId, Func<ProgrammeParty, bool>? mayWrite, int? byId, CancellationToken ct)
    {
        var today = clock.Today();
        await seed.HandleAsync(today, ct);
        var plan = await ReadAsync(importId, today, ct);
        var names = new ImportNames(plan.Supervises, await db.Users.Select(p => (int?)p.Id).MaxAsync(ct) ?? 0, mayWrite)
        {
            Asked = await db.TaskAssignees.AsNoTracking().Where(a => a.Person.Email == null).Select(a => a.PersonId).Distinct().ToHashSetAsync(ct),
        };
        var outcomes = new List<LineOutcome>(plan.Settled);
        var milestones = new MilestoneImport(planner, library.Value, today);
        // A save that fails ends the whole import, so nothing needs to be kept apart for each.
        db.Database.AutoSavepointsEnabled = false;
        foreach (var batch in plan.Projects.Chunk(ProjectsAtOnce))
        {
            var rows = await RowsAsync(plan, batch, today, ct);
            await WriteAsync(rows, names, milestones, byId, today, ct);
            outcomes.AddRange(rows.Select(row => row.Outcome()));
            db.ChangeTracker.Clear();
            progress.Report(importId, outcomes.Count, plan.Lines);
        }
        return new ImportOutcome(outcomes, names.Doubts, names.PartyIds, await db.Projects.CountAsync(ct), await db.Users.CountAsync(ct), await db.Candidatures.CountAsync(ct));
    }

    /// <summary>Goes through all lines once: which are rows, of which projects, and which cannot be taken at all.</summary>
    private async Task<ReadPlan> ReadAsync(int importId, DateOnly today, CancellationToken ct)
    {
        var layouts = (await db.SheetImportFiles.AsNoTracking().Where(f => f.ImportId == importId).OrderBy(f => f.Order).ToListAsync(ct)).ToDictionary(f => f.Id, f => f.Layout);
        var plan = new ReadPlan(layouts);
        var projects = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        var lines = db.ImportLines.AsNoTracking().Where(l => l.File.ImportId == importId).OrderBy(l => l.Id);
        await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(ct))
        {
            plan.Lines++;
            var layout = layouts[line.FileId];
            if (layout.ReasonToIgnore(line.Record) is { } reason)
            {
                plan.Settled.Add(new LineOutcome(line.Id, line.FileId, line.Line) { Ignored = reason });
                continue;
            }
            var row = Outcome(layout, line, today);
            if (row.IsRejected)
            {
                plan.Settled.Add(row.Outcome());
                continue;
            }
            if (!projects.TryGetValue(row.Row.Code, out var ids))
                projects[row.Row.Code] = ids = [];
            ids.Add(line.Id);
            if (row.Row.SupervisorEmail is { } address)
                plan.Supervises.Add((address, row.Row.Code));
        }
        plan.Projects.AddRange(projects.Values);
        return plan;
    }

    private async Task<List<RowOutcome>> RowsAsync(ReadPlan plan, IEnumerable<List<int>> projects, DateOnly today, CancellationToken ct)
    {
        var ids = projects.SelectMany(project => project).ToList();
        var lines = await db.ImportLines.AsNoTracking().Where(l => ids.Contains(l.Id)).OrderBy(l => l.Id).ToListAsync(ct);
        return lines.ConvertAll(line => Outcome(plan.Layouts[line.FileId], line, today));
    }

    private static RowOutcome Outcome(SheetLayout layout, ImportLine line, DateOnly today)
    {
        var source = layout.RowOf(line.Record);
        return new RowOutcome(layout, source, new RowReader(layout, today).Read(source)) { LineId = line.Id, FileId = line.FileId };
    }

    /// <summary>Writes the rows of some projects. A row that a rule of the programme refuses is left out; the others are written all the same.</summary>
    private async Task WriteAsync(List<RowOutcome> rows, ImportNames names, MilestoneImport milestones, int? byId, DateOnly today, CancellationToken ct)
    {
        var waiting = rows;
        while (waiting.Count > 0)
        {
            var book = await ImportBook.LoadAsync(db, waiting, names, ct);
            var import = new ProjectImport(db, book, milestones, byId, today);
            try
            {
                foreach (var project in waiting.GroupBy(row => row.Row.Code).OrderBy(project => project.Key, StringComparer.Ordinal))
                    await import.WriteAsync(project.Key, [.. project], ct);
                return;
            }
            catch (DomainRuleException rule) when (import.Writing is { } refused)
            {
                // What was changed in memory and not saved is forgotten; what was saved stays.
                db.StartOver();
                refused.Reject(SheetColumn.ProjectCode, "Import.Problem.RuleRefuses", new BothLanguages(rule.In(Texts.English), rule.In(Texts.French)));
                waiting = waiting.Where(row => row is { IsSaved: false, IsRejected: false }).ToList();
                waiting.ForEach(row => row.StartOver());
            }
        }
    }

    /// <summary>What the lines of an import are.</summary>
    private sealed record ReadPlan(IReadOnlyDictionary<int, SheetLayout> Layouts)
    {
        public int Lines { get; set; }

        /// <summary>Lines that need nothing from the database.</summary>
        public List<LineOutcome> Settled { get; } = [];

        /// <summary>The rows of each project, in the order of its codes.</summary>
        public List<List<int>> Projects { get; } = [];
        public List<(string Address, string Code)> Supervises { get; } = [];
    }
}
