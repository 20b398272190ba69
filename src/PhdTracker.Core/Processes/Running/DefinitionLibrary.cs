using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Running;

/// <summary>A route that cannot be used. The message says which file, which activity, what is wrong and what to do; the start stops.</summary>
public sealed class InvalidRouteException(string message) : Exception(message);

/// <summary>The approval routes: those of the files for what starts now, those of the database for what is running. Each version is compiled once.</summary>
public sealed class DefinitionLibrary
{
    private readonly Dictionary<string, Shipped> _latest = new(StringComparer.Ordinal);
    private readonly List<Shipped> _shipped = [];
    private readonly ConcurrentDictionary<(string Id, int Version), CompiledWorkflow> _compiled = new();
    private readonly ConcurrentDictionary<(string Id, int Version), bool> _known = new();

    /// <param name="files">Name and content of each definition.</param>
    /// <exception cref="InvalidRouteException">One of them cannot be used.</exception>
    public DefinitionLibrary(IEnumerable<(string Name, string Json)> files)
    {
        foreach (var (name, json) in files)
            Add(name, json);
    }

    /// <summary>Reads every <c>*.json</c> file of a folder.</summary>
    /// <exception cref="InvalidRouteException">The folder is missing or a file cannot be used.</exception>
    public static DefinitionLibrary LoadFrom(string folder) => Directory.Exists(folder)
        ? new DefinitionLibrary(Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path))))
        : throw new InvalidRouteException($"The folder of approval routes, {folder}, does not exist.");

    /// <summary>Ids of the routes that can be started.</summary>
    public IReadOnlyCollection<string> Ids => _latest.Keys;

    /// <summary>The version with which a process of that route starts now.</summary>
    /// <exception cref="InvalidRouteException">There is no such route.</exception>
    public CompiledWorkflow Latest(string definitionId) => _latest.TryGetValue(definitionId, out var shipped)
        ? shipped.Workflow
        : throw new InvalidRouteException($"There is no approval route '{definitionId}'. Known are {string.Join(", ", _latest.Keys)}.");

    /// <summary>The version that a process began with, as it was stored then.</summary>
    /// <exception cref="InvalidRouteException">It was never stored, or cannot be used any more.</exception>
    public async ValueTask<CompiledWorkflow> GetAsync(PhdTrackerDb db, string definitionId, int version, CancellationToken ct)
    {
        if (_compiled.TryGetValue((definitionId, version), out var compiled))
            return compiled;
        var json = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == definitionId && d.DefinitionVersion == version).Select(d => d.Json).SingleOrDefaultAsync(ct)
            ?? throw new InvalidRouteException($"Version {version} of the approval route '{definitionId}' is not stored.");
        return _compiled[(definitionId, version)] = Compile($"stored version {version} of {definitionId}", json);
    }

    /// <summary>Stores what is new. The same version with other content than before stops the start: what runs on it would change under its feet.</summary>
    /// <exception cref="InvalidRouteException">A file changed without a new version.</exception>
    public async Task StoreAsync(PhdTrackerDb db, DateTime now, CancellationToken ct)
    {
        foreach (var shipped in _shipped)
        {
            if (await IsStoredAsync(db, shipped, ct))
                continue;
            Store(db, shipped, now);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>Adds the route to the context unless it is stored, so that no process is saved without the version that it runs.</summary>
    internal async ValueTask EnsureStoredAsync(PhdTrackerDb db, string definitionId, DateTime now, CancellationToken ct)
    {
        var shipped = _latest[definitionId];
        if (_known.ContainsKey((definitionId, shipped.Version)))
            return;
        var added = db.Definitions.Local.Any(d => d.DefinitionId == definitionId && d.DefinitionVersion == shipped.Version);
        if (!added && !await IsStoredAsync(db, shipped, ct))
            Store(db, shipped, now);
    }

    private async Task<bool> IsStoredAsync(PhdTrackerDb db, Shipped shipped, CancellationToken ct)
    {
        var hash = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == shipped.Id && d.DefinitionVersion == shipped.Version).Select(d => d.ContentHash).SingleOrDefaultAsync(ct);
        if (hash is null)
            return false;
        if (hash != shipped.Hash)
            throw new InvalidRouteException($"{shipped.File}: version {shipped.Version} of '{shipped.Id}' was stored with other content. Give the changed route the version {shipped.Version + 1}.");
        _known[(shipped.Id, shipped.Version)] = true;
        return true;
    }

    private static void Store(PhdTrackerDb db, Shipped shipped, DateTime now) =>
        db.Definitions.Add(new StoredDefinition(shipped.Id, shipped.Version, shipped.Workflow.Definition.Name, shipped.Json, shipped.Hash, now));

    private void Add(string file, string json)
    {
        var workflow = Compile(file, json);
        var (id, version) = (workflow.Definition.DefinitionId, workflow.Definition.Version);
        if (!_compiled.TryAdd((id, version), workflow))
            throw new InvalidRouteException($"{file}: version {version} of '{id}' is in another file too.");
        // Spaces and line ends are not content.
        var compact = JsonNode.Parse(json)!.ToJsonString();
        var shipped = new Shipped(file, id, version, workflow, json, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(compact))));
        _shipped.Add(shipped);
        if (!_latest.TryGetValue(id, out var other) || other.Version < version)
            _latest[id] = shipped;
    }

    private static CompiledWorkflow Compile(string file, string json)
    {
        try
        {
            return CompiledWorkflow.Load(json, RouteActivities.Registry);
        }
        catch (WorkflowDefinitionException problem)
        {
            throw new InvalidRouteException($"{file}: {string.Join(" ", problem.Problems)}");
        }
    }

    private sealed record Shipped(string File, string Id, int Version, CompiledWorkflow Workflow, string Json, string Hash);
}
