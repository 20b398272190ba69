using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Running;

/// <summary>A route that cannot be used. The message says which file, which activity, what is wrong and what to do; the start stops.</summary>
public sealed class InvalidRouteException(string message) : Exception(message);

/// <summary>
/// The approval routes: what was published in the app, else what the files ship, for what starts now; those of the database for what
/// is running. Each version is compiled once. Which one starts is asked of the database every time, as another node may have published.
/// </summary>
public sealed class DefinitionLibrary
{
    private readonly Dictionary<string, Shipped> _latest = new(StringComparer.Ordinal);
    private readonly List<Shipped> _shipped = [];

    private readonly ConcurrentDictionary<(string Id, int Version), CompiledWorkflow> _compiled = new();

    /// <param name="files">Name and content of each definition.</param>
    /// <exception cref="InvalidRouteException">One of them cannot be used.</exception>
    public DefinitionLibrary(IEnumerable<(string Name, string Json)> files)
    {
        foreach (var (name, json) in files)
            Add(name, json);
        // What a file starts must be in a file too: nobody could say at the start whether the app has it.
        foreach (var shipped in _latest.Values)
        {
            if (RouteReach.Problems(shipped.Workflow.Definition, id => _latest.GetValueOrDefault(id)?.Workflow.Definition) is [var problem, ..])
                throw new InvalidRouteException($"{shipped.File}: {problem}");
        }
    }

    /// <summary>Reads every <c>*.json</c> file of a folder.</summary>
    /// <exception cref="InvalidRouteException">The folder is missing or a file cannot be used.</exception>
    public static DefinitionLibrary LoadFrom(string folder) => Directory.Exists(folder)
        ? new DefinitionLibrary(Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path))))
        : throw new InvalidRouteException($"The folder of approval routes, {folder}, does not exist.");

    /// <summary>Ids of the routes that the files ship.</summary>
    public IReadOnlyCollection<string> Ids => _latest.Keys;

    /// <summary>The newest shipped version of a route; null where no file has it.</summary>
    public int? ShippedVersion(string definitionId) => _latest.TryGetValue(definitionId, out var shipped) ? shipped.Version : null;

    /// <summary>The version with which a process of that route starts now. A shipped one is added to the context unless it is stored, so that no process is saved without the version that it runs.</summary>
    /// <exception cref="InvalidRouteException">There is no such route.</exception>
    /// <exception cref="DomainRuleException"><c>RouteRetired</c>.</exception>
    public async ValueTask<CompiledWorkflow> LatestAsync(PhdTrackerDb db, string definitionId, DateTime now, CancellationToken ct)
    {
        if (await FindLatestAsync(db, definitionId, now, ct) is { } workflow)
            return workflow;
        var name = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == definitionId && d.State != DefinitionState.Draft).OrderByDescending(d => d.DefinitionVersion).Select(d => d.Name).FirstOrDefaultAsync(ct);
        throw name is null
            ? new InvalidRouteException($"There is no approval route '{definitionId}'. Known are {string.Join(", ", _latest.Keys)}.")
            : new DomainRuleException("RouteRetired", name);
    }

    /// <summary>The same; null where the route was retired, or there is none.</summary>
    public async ValueTask<CompiledWorkflow?> FindLatestAsync(PhdTrackerDb db, string definitionId, DateTime now, CancellationToken ct)
    {
        var stored = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == definitionId && d.State != DefinitionState.Draft)
            .Select(d => new Version(d.DefinitionVersion, d.State, d.Origin, d.Name, d.ContentHash)).ToListAsync(ct);
        return await LatestOfAsync(db, definitionId, stored, now, ct);
    }

    /// <summary>The same of several routes, their versions read at once.</summary>
    public async Task<IReadOnlyDictionary<string, CompiledWorkflow?>> FindLatestAsync(PhdTrackerDb db, IReadOnlyCollection<string> definitionIds, DateTime now, CancellationToken ct)
    {
        var stored = (await db.Definitions.AsNoTracking().Where(d => definitionIds.Contains(d.DefinitionId) && d.State != DefinitionState.Draft)
            .Select(d => new { d.DefinitionId, Version = new Version(d.DefinitionVersion, d.State, d.Origin, d.Name, d.ContentHash) }).ToListAsync(ct)).ToLookup(d => d.DefinitionId, d => d.Version);
        var found = new Dictionary<string, CompiledWorkflow?>(StringComparer.Ordinal);
        foreach (var id in definitionIds)
            found[id] = await LatestOfAsync(db, id, [.. stored[id]], now, ct);
        return found;
    }

    private async ValueTask<CompiledWorkflow?> LatestOfAsync(PhdTrackerDb db, string definitionId, List<Version> stored, DateTime now, CancellationToken ct)
    {
        var shipped = _latest.GetValueOrDefault(definitionId);
        if (stored.Where(d => d is { State: DefinitionState.Published, Origin: DefinitionOrigin.Local }).MaxBy(d => d.Number) is { } local)
            return await GetAsync(db, definitionId, local.Number, ct);
        var known = stored.Find(d => d.Number == shipped?.Version);
        if (shipped is null || known?.State == DefinitionState.Retired)
            return null;
        if (known is null)
            Store(db, shipped, IsRetired(stored), now);
        else
            Compare(shipped, known.Hash);
        return shipped.Workflow;
    }

    /// <summary>The version that a process began with, as it was stored then.</summary>
    /// <exception cref="InvalidRouteException">It was never stored, or cannot be used any more.</exception>
    public async ValueTask<CompiledWorkflow> GetAsync(PhdTrackerDb db, string definitionId, int version, CancellationToken ct)
    {
        if (_compiled.TryGetValue((definitionId, version), out var compiled))
            return compiled;
        var stored = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == definitionId && d.DefinitionVersion == version).Select(d => new { d.Json, d.State }).SingleOrDefaultAsync(ct)
            ?? throw new InvalidRouteException($"Version {version} of the approval route '{definitionId}' is not stored.");
        var (_, workflow) = Read($"stored version {version} of {definitionId}", stored.Json);
        // A draft may change, or its number may be given again.
        return stored.State == DefinitionState.Draft ? workflow : _compiled[(definitionId, version)] = workflow;
    }

    /// <summary>Stores what is new. The same version with other content than before stops the start: what runs on it would change under its feet.</summary>
    /// <exception cref="InvalidRouteException">A file changed without a new version.</exception>
    public async Task StoreAsync(PhdTrackerDb db, DateTime now, CancellationToken ct)
    {
        var all = (await db.Definitions.AsNoTracking().Where(d => d.State != DefinitionState.Draft)
            .Select(d => new { d.DefinitionId, Version = new Version(d.DefinitionVersion, d.State, d.Origin, d.Name, d.ContentHash) }).ToListAsync(ct)).ToLookup(d => d.DefinitionId, d => d.Version, StringComparer.Ordinal);
        foreach (var shipped in _shipped)
        {
            if (all[shipped.Id].FirstOrDefault(d => d.Number == shipped.Version) is { } known)
                Compare(shipped, known.Hash);
            else
                Store(db, shipped, IsRetired([.. all[shipped.Id]]), now);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>An upgrade does not bring a route back that was retired here.</summary>
    private static bool IsRetired(List<Version> stored) => stored.Count > 0 && stored.TrueForAll(d => d.State == DefinitionState.Retired);

    private static void Compare(Shipped shipped, string storedHash)
    {
        if (shipped.Content.Hash != storedHash)
            throw new InvalidRouteException($"{shipped.File}: version {shipped.Version} of '{shipped.Id}' was stored with other content. Give the changed route the version {shipped.Version + 1}.");
    }

    private static void Store(PhdTrackerDb db, Shipped shipped, bool retired, DateTime now)
    {
        if (db.Definitions.Local.Any(d => d.DefinitionId == shipped.Id && d.DefinitionVersion == shipped.Version))
            return;
        var definition = new StoredDefinition(shipped.Id, shipped.Version, shipped.Content, now);
        if (retired)
            definition.GiveWay(now);
        db.Definitions.Add(definition);
    }

    private void Add(string file, string json)
    {
        var (content, workflow) = Read(file, json);
        var (id, version) = (workflow.Definition.DefinitionId, workflow.Definition.Version);
        if (version >= StoredDefinition.FirstLocalVersion)
            throw new InvalidRouteException($"{file}: version {version} of '{id}' is not for a file: versions from {StoredDefinition.FirstLocalVersion} are made in the app. Give it a lower one.");
        if (!_compiled.TryAdd((id, version), workflow))
            throw new InvalidRouteException($"{file}: version {version} of '{id}' is in another file too.");
        var shipped = new Shipped(file, id, version, workflow, content);
        _shipped.Add(shipped);
        if (!_latest.TryGetValue(id, out var other) || other.Version < version)
            _latest[id] = shipped;
    }

    private static (RouteContent Content, CompiledWorkflow Workflow) Read(string file, string json)
    {
        try
        {
            return RouteContent.Read(json);
        }
        catch (WorkflowDefinitionException problem)
        {
            throw new InvalidRouteException($"{file}: {string.Join(" ", problem.Problems)}");
        }
    }

    private sealed record Version(int Number, DefinitionState State, DefinitionOrigin Origin, string Name, string Hash);

    private sealed record Shipped(string File, string Id, int Version, CompiledWorkflow Workflow, RouteContent Content);
}
