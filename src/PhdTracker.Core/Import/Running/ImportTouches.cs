using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Import.Running;

/// <summary>Finds what has touched the records of an import since it was applied.</summary>
public sealed class ImportTouches(PhdTrackerDb db)
{
    private const int MostNamed = 3;
    private const int Lot = 500;
    private static readonly MethodInfo Uses = typeof(ImportTouches).GetMethod(nameof(UsesOfAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;
    private static readonly MethodInfo There = typeof(ImportTouches).GetMethod(nameof(ThereAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    /// <exception cref="DomainRuleException"><c>ImportTouched</c>, with the names of what was.</exception>
    internal async Task EnsureNoneAsync(SheetImport import, WrittenRows written, CancellationToken ct)
    {
        var names = await ByActsAsync(import, written, ct) ?? Told(await PointedAtAsync(written, ct)) ?? Told(await GoneAsync(written, ct));
        if (names is not null)
            throw new DomainRuleException("ImportTouched", names);
    }

    /// <summary>The names of what acts have touched since; null if nothing was.</summary>
    internal async Task<string?> ByActsAsync(SheetImport import, WrittenRows written, CancellationToken ct) => Told(await AuditedAsync(import, written, ct));

    private static string? Told(List<string> names) =>
        names.Count == 0 ? null : string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? " …" : "");

    /// <summary>Of these rows, those that nothing in the database points at.</summary>
    /// <param name="except">Kinds of rows that do not count.</param>
    internal async Task<IReadOnlyList<int>> UnusedAsync(Type kind, IReadOnlyList<int> ids, CancellationToken ct, params IReadOnlyList<Type> except)
    {
        var unused = ids.ToHashSet();
        foreach (var key in KeysTo(kind).Where(key => !except.Contains(key.DeclaringEntityType.ClrType)))
            unused.ExceptWith((await UsesAsync(key, [.. unused], ct)).Select(use => use.Of!.Value));
        return [.. unused];
    }

    /// <summary>The cases that the audit trail tells more of than imports that were undone.</summary>
    private async Task<List<string>> AuditedAsync(SheetImport import, WrittenRows written, CancellationToken ct)
    {
        var touched = new List<string>();
        foreach (var keys in written.Cases.Chunk(Lot))
        {
            var acts = await db.AuditEntries.Where(e => keys.Contains(e.CaseKey) && e.Id > (import.LastAuditId ?? 0)).OrderBy(e => e.CaseKey).ThenBy(e => e.Sequence)
                .Select(e => new { e.CaseKey, e.ActName }).ToListAsync(ct);
            touched.AddRange(acts.GroupBy(act => act.CaseKey).Where(of => !IsUndone(of.Select(act => act.ActName))).Select(of => of.Key));
        }
        var first = touched.Take(MostNamed + 1).ToList();
        var names = await AuditCases.NamesAsync(db, first, ct);
        return first.ConvertAll(key => names[key].Name ?? key);
    }

    /// <summary>
    /// Whether of the acts on a case, in their order, nothing is left. An import is only undone while nothing came after it, so an undo takes
    /// back the newest import that still stands, as a bracket closes the one opened last.
    /// </summary>
    private static bool IsUndone(IEnumerable<string> acts)
    {
        var standing = 0;
        foreach (var act in acts)
        {
            if (act is "ImportCandidature" or "ImportCandidatureAgain")
                standing++;
            else if (act != nameof(UndoImport) || --standing < 0)
                return false;
        }
        return standing == 0;
    }

    /// <summary>Whom the added rows are about that are no longer there: an import that was undone puts back under a new number what it had removed.</summary>
    private async Task<List<string>> GoneAsync(WrittenRows written, CancellationToken ct)
    {
        var gone = new List<string>();
        // Units and institutions are nobody's own: one that is gone is missed by nothing.
        foreach (var kind in written.LeftThere().Where(kind => kind.Key is not (nameof(Unit) or nameof(Institution))))
        {
            var type = db.Model.GetEntityTypes().First(t => t.ClrType.Name == kind.Key).ClrType;
            foreach (var lot in kind.Chunk(Lot))
            {
                var there = await (Task<List<int>>)There.MakeGenericMethod(type).Invoke(this, [Array.ConvertAll(lot, row => row.Id), ct])!;
                gone.AddRange(lot.ExceptBy(there, row => row.Id).Select(row => row.About));
            }
        }
        return [.. gone.Distinct()];
    }

    private Task<List<int>> ThereAsync<T>(int[] ids, CancellationToken ct) where T : class =>
        db.Set<T>().Where(e => ids.Contains(EF.Property<int>(e, "Id"))).Select(e => EF.Property<int>(e, "Id")).ToListAsync(ct);

    /// <summary>People, students and projects that the import added and something else points at by now.</summary>
    private async Task<List<string>> PointedAtAsync(WrittenRows written, CancellationToken ct)
    {
        var candidatures = written.Added(nameof(Candidature)).ToHashSet();
        HashSet<string> own = ["Milestone", "StatusPeriod", "SupervisorAssignment", "Studentship", "PersonMatch", "ImportDoubt"];
        foreach (var key in KeysTo(typeof(Candidature)).Where(key => !own.Contains(key.DeclaringEntityType.ClrType.Name)))
        {
            if (Some(await UsesAsync(key, written.Added(nameof(Candidature)), ct)) is { Count: > 0 } ids)
                return await db.Candidatures.Where(c => ids.Contains(c.Id)).Select(c => c.Student.GivenName + " " + c.Student.FamilyName).ToListAsync(ct);
        }
        own.Remove("SupervisorAssignment");
        foreach (var key in KeysTo(typeof(Person)).Where(key => !own.Contains(key.DeclaringEntityType.ClrType.Name)))
        {
            var rows = written.Added(key.DeclaringEntityType.ClrType.Name).ToHashSet();
            var uses = await UsesAsync(key, written.Added(nameof(Person)), ct);
            if (Some(uses.Where(use => !(use.Row is { } row && rows.Contains(row)) && !(use.Candidature is { } candidature && candidatures.Contains(candidature)))) is { Count: > 0 } ids)
                return await db.Users.Where(p => ids.Contains(p.Id)).Select(p => p.GivenName + " " + p.FamilyName).ToListAsync(ct);
        }
        var taken = new List<string>();
        foreach (var projects in written.Added(nameof(Project)).Chunk(Lot))
        {
            var places = await db.Candidatures.Where(c => projects.Contains(c.Studentship.ProjectId)).Select(c => new { c.Id, c.Studentship.Project.Code }).ToListAsync(ct);
            taken.AddRange(places.Where(place => !candidatures.Contains(place.Id)).Select(place => place.Code).Distinct());
        }
        return taken;

        static List<int> Some(IEnumerable<RowUse> uses) => [.. uses.Select(use => use.Of!.Value).Distinct().Take(MostNamed + 1)];
    }

    private List<IForeignKey> KeysTo(Type kind) =>
        [.. db.Model.FindEntityType(kind)!.GetReferencingForeignKeys().Where(key => key.Properties.Count == 1 && key.DeclaringEntityType.ClrType.Namespace?.StartsWith("PhdTracker", StringComparison.Ordinal) == true)];

    /// <summary>The rows that point at any of these by a foreign key.</summary>
    private async Task<List<RowUse>> UsesAsync(IForeignKey key, IReadOnlyList<int> ids, CancellationToken ct)
    {
        var uses = new List<RowUse>();
        foreach (var lot in ids.Chunk(Lot))
            uses.AddRange(await (Task<List<RowUse>>)Uses.MakeGenericMethod(key.DeclaringEntityType.ClrType).Invoke(this, [key, Array.ConvertAll(lot, id => (int?)id), ct])!);
        return uses;
    }

    private async Task<List<RowUse>> UsesOfAsync<T>(IForeignKey key, int?[] ids, CancellationToken ct) where T : class
    {
        var name = key.Properties[0].Name;
        var (row, candidature) = (Number("Id"), Number("CandidatureId"));
        // A kind that lacks one of the two is asked for the reference once more.
        string first = row ?? name, second = candidature ?? name;
        var uses = await db.Set<T>().AsNoTracking().Where(e => ids.Contains(EF.Property<int?>(e, name)))
            .Select(e => new RowUse(EF.Property<int?>(e, name), EF.Property<int?>(e, first), EF.Property<int?>(e, second))).ToListAsync(ct);
        return uses.ConvertAll(use => new RowUse(use.Of, row is null ? null : use.Row, candidature is null ? null : use.Candidature));

        string? Number(string property) => key.DeclaringEntityType.FindProperty(property) is { } found && (found.ClrType == typeof(int) || found.ClrType == typeof(int?)) ? property : null;
    }

    /// <summary>That a row of the database points at another.</summary>
    /// <param name="Of">What it points at.</param>
    /// <param name="Row">Its own id, if its kind has one.</param>
    /// <param name="Candidature">The candidature that it is about, if it is about one.</param>
    private readonly record struct RowUse(int? Of, int? Row, int? Candidature);
}
