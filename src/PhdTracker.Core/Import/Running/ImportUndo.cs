using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Import.Running;

/// <summary>Takes back what an import wrote, from the line that was written last to the first, inside the transaction that its caller has begun.</summary>
public sealed class ImportUndo(PhdTrackerDb db, ImportTouches touches)
{
    private const int Lot = 100;

    /// <summary>The names of what stands in the way of undoing an import, as far as it is quickly seen: what acts have touched since. Null if nothing does.</summary>
    public async Task<string?> InTheWayAsync(SheetImport import, CancellationToken ct) => await touches.ByActsAsync(import, await WrittenAsync(import.Id, ct), ct);

    /// <exception cref="DomainRuleException"><c>ImportTouched</c>: something else has touched the records since, and what.</exception>
    /// <returns>What it wrote.</returns>
    internal async Task<WrittenRows> EnsureUntouchedAsync(SheetImport import, CancellationToken ct)
    {
        var written = await WrittenAsync(import.Id, ct);
        await touches.EnsureNoneAsync(import, written, ct);
        return written;
    }

    /// <param name="done">Told how many lines are taken back.</param>
    /// <exception cref="DomainRuleException"><c>ImportTouched</c>.</exception>
    internal async Task RunAsync(SheetImport import, Action<int> done, CancellationToken ct)
    {
        var written = await EnsureUntouchedAsync(import, ct);
        db.Record(CaseKey.System, new Act(nameof(UndoImport), import.UndoneById, SubjectKind: nameof(SheetImport), SubjectId: import.Id, Comment: await DiscardImportHandler.NamesAsync(db, import.Id, ct)));
        await db.SaveChangesAsync(ct);
        await RemoveCandidaturesAsync(written.Added(nameof(Candidature)), ct);
        await RestoreAsync(import, done, ct);
        await RemoveAsync<SupervisorAssignment>(written, ct);
        await RemoveAsync<StatusPeriod>(written, ct);
        await RemoveAsync<Milestone>(written, ct);
        var projects = written.Added(nameof(Project));
        await InLotsAsync(projects, lot => db.Studentships.Where(s => lot.Contains(s.ProjectId)).ExecuteDeleteAsync(ct));
        await RemoveAsync<Project>(written, ct);
        var people = written.Added(nameof(Person));
        await InLotsAsync(people, lot => db.PersonMatches.Where(m => lot.Contains(m.PersonId)).ExecuteDeleteAsync(ct));
        await InLotsAsync(people, lot => db.ImportDoubts.Where(d => lot.Contains(d.PersonId)).ExecuteDeleteAsync(ct));
        await InLotsAsync(people, lot => db.Users.Where(p => lot.Contains(p.Id)).ExecuteDeleteAsync(ct));
        await RemovePlacesAsync(written, ct);
    }

    private async Task<WrittenRows> WrittenAsync(int importId, CancellationToken ct)
    {
        var written = new WrittenRows();
        await foreach (var line in db.ImportLines.AsNoTracking().Where(l => l.File.ImportId == importId && l.Steps != "").OrderBy(l => l.Id).Select(l => new { l.About, l.CandidatureId, l.Steps }).AsAsyncEnumerable().WithCancellation(ct))
            written.Take(line.About, line.CandidatureId, ImportLine.StepsOf(line.Steps));
        return written;
    }

    private Task RemoveCandidaturesAsync(IReadOnlyList<int> ids, CancellationToken ct) => InLotsAsync(ids, async lot =>
    {
        await db.Milestones.Where(m => lot.Contains(m.CandidatureId)).ExecuteUpdateAsync(s => s.SetProperty(m => m.EquivalentToId, (int?)null), ct);
        await db.Milestones.Where(m => lot.Contains(m.CandidatureId)).ExecuteDeleteAsync(ct);
        await db.StatusPeriods.Where(p => lot.Contains(p.CandidatureId)).ExecuteDeleteAsync(ct);
        await db.SupervisorAssignments.Where(s => lot.Contains(s.CandidatureId)).ExecuteDeleteAsync(ct);
        return await db.Candidatures.Where(c => lot.Contains(c.Id)).ExecuteDeleteAsync(ct);
    });

    /// <summary>Gives changed rows their values back and puts removed rows in their places again, line by line backwards.</summary>
    private async Task RestoreAsync(SheetImport import, Action<int> done, CancellationToken ct)
    {
        var again = new Dictionary<(string Kind, int Id), int>();
        var ids = await db.ImportLines.Where(l => l.File.ImportId == import.Id && l.Steps != "").OrderByDescending(l => l.WrittenOrder).ThenByDescending(l => l.Id).Select(l => l.Id).ToListAsync(ct);
        var count = 0;
        foreach (var lot in ids.Chunk(Lot))
        {
            db.ChangeTracker.Clear();
            var lines = await db.ImportLines.AsNoTracking().Where(l => lot.Contains(l.Id)).Select(l => new { l.Id, l.CandidatureId, l.About, l.Steps }).ToDictionaryAsync(l => l.Id, ct);
            foreach (var line in lot.Select(id => lines[id]))
            {
                foreach (var step in ImportLine.StepsOf(line.Steps).Reverse())
                    await TakeBackAsync(step, line.About, again, ct);
                if (line.CandidatureId is { } candidature)
                    db.Record(CaseKey.Candidature(candidature), new Act(nameof(UndoImport), import.UndoneById, SubjectKind: nameof(Candidature), SubjectId: candidature));
            }
            await db.SaveChangesAsync(ct);
            done(count += lot.Length);
        }
    }

    private async Task TakeBackAsync(UndoStep step, string about, Dictionary<(string Kind, int Id), int> again, CancellationToken ct)
    {
        var type = db.Model.GetEntityTypes().First(t => t.ClrType.Name == step.Kind);
        if (step.Way == 'M')
        {
            var row = await db.FindAsync(type.ClrType, [step.Id], ct) ?? throw new DomainRuleException("ImportTouched", about);
            var entry = db.Entry(row);
            if (step.After!.Any(value => !SameValue(type.FindProperty(value.Key)!, entry.Property(value.Key).CurrentValue, value.Value)))
                throw new DomainRuleException("ImportTouched", about);
            foreach (var (name, value) in step.Before!)
                entry.Property(name).CurrentValue = Value(type.FindProperty(name)!, value, again);
        }
        else if (step.Way == 'D')
        {
            var row = Activator.CreateInstance(type.ClrType, nonPublic: true)!;
            var entry = db.Entry(row);
            foreach (var (name, value) in step.Before!)
                entry.Property(name).CurrentValue = Value(type.FindProperty(name)!, value, again);
            entry.State = EntityState.Added;
            await db.SaveChangesAsync(ct);
            again[(step.Kind, step.Id)] = (int)entry.Property("Id").CurrentValue!;
        }
    }

    private static bool SameValue(IProperty property, object? now, JsonElement then) =>
        JsonSerializer.SerializeToElement(now, property.ClrType, ImportLine.Json).GetRawText() == then.GetRawText();

    /// <summary>A value as it was; a reference to a row that was removed and is there again leads to the new one.</summary>
    private static object? Value(IProperty property, JsonElement value, Dictionary<(string Kind, int Id), int> again)
    {
        var was = value.Deserialize(property.ClrType, ImportLine.Json);
        var target = property.GetContainingForeignKeys().FirstOrDefault()?.PrincipalEntityType.ClrType.Name;
        return was is int id && target is not null && again.TryGetValue((target, id), out var now) ? now : was;
    }

    private Task RemoveAsync<T>(WrittenRows written, CancellationToken ct) where T : Entity =>
        InLotsAsync(written.Added(typeof(T).Name), lot => db.Set<T>().Where(e => lot.Contains(e.Id)).ExecuteDeleteAsync(ct));

    /// <summary>Removes units and institutions that nobody else has begun to use; one in use does no harm.</summary>
    private async Task RemovePlacesAsync(WrittenRows written, CancellationToken ct)
    {
        var units = await touches.UnusedAsync(typeof(Unit), written.Added(nameof(Unit)), ct);
        await InLotsAsync(units, lot => db.Units.Where(u => lot.Contains(u.Id)).ExecuteDeleteAsync(ct));
        var institutions = await touches.UnusedAsync(typeof(Institution), written.Added(nameof(Institution)), ct);
        await InLotsAsync(institutions, lot => db.Institutions.Where(i => lot.Contains(i.Id)).ExecuteDeleteAsync(ct));
    }

    private static async Task InLotsAsync(IReadOnlyList<int> ids, Func<int[], Task<int>> act)
    {
        foreach (var lot in ids.Chunk(500))
            await act(lot);
    }
}

/// <summary>The rows of the database that an import wrote.</summary>
internal sealed class WrittenRows
{
    private readonly Dictionary<string, List<int>> _added = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, int Id), string> _there = [];
    private readonly HashSet<(string Kind, int Id)> _gone = [];

    /// <summary>The cases that it is about.</summary>
    public IReadOnlyCollection<string> Cases => _cases;

    /// <summary>The added rows that the import left there when it was done, and whom each is about.</summary>
    public IEnumerable<IGrouping<string, (int Id, string About)>> LeftThere() => _there.Where(row => !_gone.Contains(row.Key)).Select(row => (row.Key.Kind, Row: (row.Key.Id, About: row.Value))).GroupBy(row => row.Kind, row => row.Row);

    public IReadOnlyList<int> Added(string kind) => _added.GetValueOrDefault(kind) ?? [];

    public void Take(string about, int? candidatureId, IReadOnlyList<UndoStep> steps)
    {
        if (candidatureId is { } candidature)
            _cases.Add(CaseKey.Candidature(candidature));
        foreach (var step in steps)
        {
            if (step.Way == 'A')
            {
                if (!_added.TryGetValue(step.Kind, out var ids))
                    _added[step.Kind] = ids = [];
                ids.Add(step.Id);
                _there[(step.Kind, step.Id)] = about;
            }
            else if (step.Way == 'D')
            {
                _gone.Add((step.Kind, step.Id));
            }
            if (step.Kind is nameof(Project))
                _cases.Add(CaseKey.Project(step.Id));
            else if (step.Kind is nameof(Person))
                _cases.Add(CaseKey.Person(step.Id));
        }
    }
}
