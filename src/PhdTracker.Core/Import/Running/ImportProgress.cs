using System.Collections.Concurrent;

namespace PhdTracker.Core.Import.Running;

/// <summary>How far the imports are that this node works on. Kept in memory: an import writes all of it in one transaction, which nobody sees from outside.</summary>
public sealed class ImportProgress
{
    private readonly ConcurrentDictionary<int, (int Done, int Total)> _imports = [];

    /// <summary>Null if this node does not work on it, or has only begun.</summary>
    public (int Done, int Total)? Of(int importId) => _imports.TryGetValue(importId, out var progress) && progress.Total > 0 ? progress : null;

    /// <summary>Whether this node works on another import and not on this one, which may have to wait.</summary>
    public bool IsWaiting(int importId) => !_imports.ContainsKey(importId) && !_imports.IsEmpty;

    /// <summary>Begins to work on an import, unless this node is at it already: a page and the background may both be asked to.</summary>
    internal bool TryBegin(int importId) => _imports.TryAdd(importId, (0, 0));

    internal void Report(int importId, int done, int total) => _imports[importId] = (done, total);

    internal void End(int importId) => _imports.TryRemove(importId, out _);
}
