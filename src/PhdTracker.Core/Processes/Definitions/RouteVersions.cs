using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes.Running;

namespace PhdTracker.Core.Processes;

/// <summary>A version in a list.</summary>
/// <param name="Running">Processes that run on it.</param>
/// <param name="Starts">Whether new cases start on it.</param>
public sealed record RouteVersion(
    int Number, DefinitionState State, DefinitionOrigin Origin, int Running, bool Starts, DateTime At, string? By, string? Reason, int? BasedOn);

/// <summary>A route with its versions, the newest first.</summary>
/// <param name="NewerShipped">A shipped version that came after the local one which starts; null where none did.</param>
public sealed record RouteSummary(string Id, string Name, string Description, IReadOnlyList<RouteVersion> Versions, int? NewerShipped)
{
    public RouteVersion? Current => Versions.FirstOrDefault(v => v.Starts);
    public IEnumerable<RouteVersion> Drafts => Versions.Where(v => v.State == DefinitionState.Draft);
    public int Running => Versions.Sum(v => v.Running);
}

/// <summary>Reads routes with their versions for pages, in as many queries for many as for one.</summary>
public sealed class RouteVersions(PhdTrackerDb db, DefinitionLibrary definitions)
{
    /// <summary>Of the versions of one route, the one that starts; null where none does.</summary>
    /// <param name="shipped">The version that the file has.</param>
    public static StoredDefinition? Current(IEnumerable<StoredDefinition> versions, int? shipped)
    {
        var published = versions.Where(d => d.State == DefinitionState.Published).ToList();
        return published.Where(d => d.Origin == DefinitionOrigin.Local).MaxBy(d => d.DefinitionVersion) ?? published.Find(d => d.DefinitionVersion == shipped);
    }

    /// <summary>A route with its versions; null where there is none.</summary>
    public async Task<RouteSummary?> OfAsync(string definitionId, CancellationToken ct) => (await ReadAsync([definitionId], ct)).SingleOrDefault();

    /// <summary>Routes by their names, one page of them.</summary>
    public async Task<(IReadOnlyList<RouteSummary> Routes, int Total)> PageAsync(int page, int size, CancellationToken ct)
    {
        var all = db.Definitions.AsNoTracking().GroupBy(d => d.DefinitionId);
        var ids = await all.Select(g => new { g.Key, Name = g.Max(d => d.Name) }).OrderBy(g => g.Name).ThenBy(g => g.Key).Select(g => g.Key).Skip((page - 1) * size).Take(size).ToListAsync(ct);
        var routes = await ReadAsync(ids, ct);
        return ([.. routes.OrderBy(r => ids.IndexOf(r.Id))], await db.Definitions.Select(d => d.DefinitionId).Distinct().CountAsync(ct));
    }

    private async Task<IReadOnlyList<RouteSummary>> ReadAsync(List<string> ids, CancellationToken ct)
    {
        var stored = await db.Definitions.AsNoTracking().Include(d => d.Author).Include(d => d.DecidedBy).Where(d => ids.Contains(d.DefinitionId)).ToListAsync(ct);
        var running = (await db.Processes.Where(p => ids.Contains(p.DefinitionId) && p.Status != "Finished").GroupBy(p => new { p.DefinitionId, p.DefinitionVersion })
            .Select(g => new { g.Key.DefinitionId, g.Key.DefinitionVersion, Count = g.Count() }).ToListAsync(ct)).ToDictionary(g => (g.DefinitionId, g.DefinitionVersion), g => g.Count);
        return [.. stored.GroupBy(d => d.DefinitionId, StringComparer.Ordinal).Select(g => Summary([.. g.OrderByDescending(d => d.DefinitionVersion)], running))];
    }

    private RouteSummary Summary(List<StoredDefinition> versions, Dictionary<(string, int), int> running)
    {
        var shipped = definitions.ShippedVersion(versions[0].DefinitionId);
        var current = Current(versions, shipped);
        var shown = current ?? versions.Find(d => d.State != DefinitionState.Draft) ?? versions[0];
        return new RouteSummary(
            shown.DefinitionId, shown.Name, Workflows.WorkflowDefinition.Parse(shown.Json).Description,
            [.. versions.Select(d => new RouteVersion(
                d.DefinitionVersion, d.State, d.Origin, running.GetValueOrDefault((d.DefinitionId, d.DefinitionVersion)), d == current,
                d.State switch { DefinitionState.Draft => d.ChangedAt, DefinitionState.Retired => d.RetiredAt, _ => d.PublishedAt } ?? d.StoredAt,
                (d.State == DefinitionState.Draft ? d.Author : d.DecidedBy)?.DisplayName, d.Reason, d.BasedOn))],
            current?.Origin == DefinitionOrigin.Local && shipped > (current.ShippedThen ?? 0) ? shipped : null);
    }
}
