using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Import.Running;

/// <summary>Finds what has touched the records of an import since it was applied.</summary>
public sealed class ImportTouches(PhdTrackerDb db)
{
    private const int MostNamed = 3;
    private static readonly MethodInfo Using = typeof(ImportTouches).GetMethod(nameof(UsingAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    /// <exception cref="DomainRuleException"><c>ImportTouched</c>, with the names of what was.</exception>
    internal async Task EnsureNoneAsync(SheetImport import, WrittenRows written, CancellationToken ct)
    {
        var names = await AuditedAsync(import, written, ct);
        if (names.Count == 0)
            names = await PointedAtAsync(written, ct);
        if (names.Count > 0)
            throw new DomainRuleException("ImportTouched", string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? " …" : ""));
    }

    /// <summary>Of these rows, those that nothing in the database points at.</summary>
    internal async Task<IReadOnlyList<int>> UnusedAsync(Type kind, IReadOnlyList<int> ids, CancellationToken ct)
    {
        var unused = ids.ToHashSet();
        foreach (var key in KeysTo(kind))
            unused.ExceptWith(await UsedAsync(key, ids, [], [], ct));
        return [.. unused];
    }

    /// <summary>The cases that the audit trail tells more of.</summary>
    private async Task<List<string>> AuditedAsync(SheetImport import, WrittenRows written, CancellationToken ct)
    {
        var touched = new List<string>();
        foreach (var keys in written.Cases.Chunk(500))
            touched.AddRange(await db.AuditEntries.Where(e => keys.Contains(e.CaseKey) && e.Id > (import.LastAuditId ?? 0)).Select(e => e.CaseKey).Distinct().Take(MostNamed + 1).ToListAsync(ct));
        var first = touched.Take(MostNamed + 1).ToList();
        var names = await AuditCases.NamesAsync(db, first, ct);
        return first.ConvertAll(key => names[key].Name ?? key);
    }

    /// <summary>People, students and projects that the import added and something else points at by now.</summary>
    private async Task<List<string>> PointedAtAsync(WrittenRows written, CancellationToken ct)
    {
        var candidatures = written.Added(nameof(Candidature));
        HashSet<string> own = ["Milestone", "StatusPeriod", "SupervisorAssignment", "Studentship", "PersonMatch", "ImportDoubt"];
        foreach (var key in KeysTo(typeof(Candidature)).Where(key => !own.Contains(key.DeclaringEntityType.ClrType.Name)))
        {
            if (await UsedAsync(key, candidatures, [], [], ct) is { Count: > 0 } ids)
                return await db.Candidatures.Where(c => ids.Contains(c.Id)).Select(c => c.Student.GivenName + " " + c.Student.FamilyName).Take(MostNamed + 1).ToListAsync(ct);
        }
        own.Remove("SupervisorAssignment");
        foreach (var key in KeysTo(typeof(Person)).Where(key => !own.Contains(key.DeclaringEntityType.ClrType.Name)))
        {
            var except = written.Added(key.DeclaringEntityType.ClrType.Name);
            if (await UsedAsync(key, written.Added(nameof(Person)), except, candidatures, ct) is { Count: > 0 } ids)
                return await db.Users.Where(p => ids.Contains(p.Id)).Select(p => p.GivenName + " " + p.FamilyName).Take(MostNamed + 1).ToListAsync(ct);
        }
        var projects = written.Added(nameof(Project));
        return await db.Projects.Where(p => projects.Contains(p.Id) && p.Studentships.Any(s => s.Candidatures.Any(c => !candidatures.Contains(c.Id)))).Select(p => p.Code).Take(MostNamed + 1).ToListAsync(ct);
    }

    private List<IForeignKey> KeysTo(Type kind) =>
        [.. db.Model.FindEntityType(kind)!.GetReferencingForeignKeys().Where(key => key.Properties.Count == 1 && key.DeclaringEntityType.ClrType.Namespace?.StartsWith("PhdTracker", StringComparison.Ordinal) == true)];

    /// <summary>Of these rows, those that a foreign key points at, from rows that the import did not add itself.</summary>
    private async Task<List<int>> UsedAsync(IForeignKey key, IReadOnlyList<int> ids, IReadOnlyList<int> exceptRows, IReadOnlyList<int> exceptCandidatures, CancellationToken ct)
    {
        var used = new List<int>();
        foreach (var lot in ids.Chunk(500))
            used.AddRange(await (Task<List<int>>)Using.MakeGenericMethod(key.DeclaringEntityType.ClrType).Invoke(this, [key, lot, exceptRows, exceptCandidatures, ct])!);
        return used;
    }

    private Task<List<int>> UsingAsync<T>(IForeignKey key, int[] ids, IReadOnlyList<int> exceptRows, IReadOnlyList<int> exceptCandidatures, CancellationToken ct) where T : class
    {
        var name = key.Properties[0].Name;
        var rows = db.Set<T>().AsNoTracking().Where(e => ids.Contains(EF.Property<int?>(e, name) ?? 0));
        if (exceptRows.Count > 0 && key.DeclaringEntityType.FindProperty("Id") is not null)
            rows = rows.Where(e => !exceptRows.Contains(EF.Property<int>(e, "Id")));
        if (exceptCandidatures.Count > 0 && key.DeclaringEntityType.FindProperty("CandidatureId") is { } candidature)
            rows = rows.Where(NotOf<T>(candidature, exceptCandidatures));
        return rows.Select(e => EF.Property<int?>(e, name) ?? 0).Distinct().ToListAsync(ct);
    }

    private static Expression<Func<T, bool>> NotOf<T>(IProperty candidature, IReadOnlyList<int> ids) => candidature.ClrType == typeof(int)
        ? e => !ids.Contains(EF.Property<int>(e!, "CandidatureId"))
        : e => !ids.Contains(EF.Property<int?>(e!, "CandidatureId") ?? 0);
}
