using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules.Reading;

namespace PhdTracker.Core.Milestones.Rules.Versions;

/// <summary>
/// The rule sets that the files ship and those that were published in the app. Each version is read once and kept; which there are is
/// asked of the database every time a library is made, as another node may have published.
/// </summary>
public sealed class RuleSetStore
{
    private readonly List<(string File, RuleSetContent Content)> _shipped = [];
    private readonly ConcurrentDictionary<(string Code, int Number, string Hash), RuleSet> _read = new();

    /// <param name="files">Name and text of each rule set.</param>
    /// <exception cref="InvalidRuleSetException">With the problems of all files.</exception>
    public RuleSetStore(IReadOnlyList<(string File, string Json)> files)
    {
        // Together first, for what is wrong between them.
        _ = RuleSetLibrary.From(files);
        foreach (var (file, json) in files)
        {
            var content = RuleSetContent.Read(json, file);
            if (content.Set.Version >= StoredRuleSet.FirstLocalNumber)
                throw new InvalidRuleSetException([new(file, null, $"version {content.Set.Version} is not for a file; expected a lower one, because versions from {StoredRuleSet.FirstLocalNumber} are uploaded in the app")]);
            _shipped.Add((file, content));
            _read[KeyOf(content)] = content.Set;
        }
    }

    /// <summary>Reads every rule set of a folder.</summary>
    /// <exception cref="InvalidRuleSetException">The folder is missing, or with the problems of all files.</exception>
    public static RuleSetStore LoadFrom(string folder) => new(RuleSetLibrary.FilesOf(folder));

    /// <summary>
    /// Every version that somebody follows or may begin on: one query, and one more for what was never read here. What the database does
    /// not have yet of the files counts as published.
    /// </summary>
    /// <remarks>It asks at once and not asynchronously, because dates are computed where nothing can be awaited.</remarks>
    /// <exception cref="InvalidRuleSetException">A stored version cannot be read any more.</exception>
    public RuleSetLibrary Library(PhdTrackerDb db)
    {
        var stored = db.RuleSets.AsNoTracking().Where(s => s.State != RuleSetState.Draft).Select(s => new { s.Id, s.Code, s.Number, s.State, s.ContentHash }).ToList();
        var unread = stored.Where(s => !_read.ContainsKey((s.Code, s.Number, s.ContentHash))).Select(s => s.Id).ToList();
        if (unread.Count > 0)
        {
            foreach (var version in db.RuleSets.AsNoTracking().Where(s => unread.Contains(s.Id)).ToList())
                _ = Read(version);
        }
        var known = stored.Select(s => (s.Code, s.Number)).ToHashSet();
        return new RuleSetLibrary(
            stored.Select(s => _read[(s.Code, s.Number, s.ContentHash)]).Concat(_shipped.Select(s => s.Content.Set).Where(s => !known.Contains((s.Code, s.Version)))),
            stored.Where(s => s.State == RuleSetState.Retired).Select(s => (s.Code, s.Number)));
    }

    /// <summary>What a version holds.</summary>
    /// <exception cref="InvalidRuleSetException">It cannot be read any more.</exception>
    public RuleSet Read(StoredRuleSet version) =>
        _read.GetOrAdd((version.Code, version.Number, version.ContentHash), _ => RuleSet.Parse(version.Json, $"stored version {version.Number} of {version.Code}"));

    /// <summary>
    /// Stores what is new in the files. The same version with other content than before stops the start: the dates of those who follow it
    /// would change under their feet.
    /// </summary>
    /// <exception cref="InvalidRuleSetException">A file changed without a new version, or a stored version cannot be read any more.</exception>
    public async Task StoreAsync(PhdTrackerDb db, DateTime now, CancellationToken ct)
    {
        var stored = await db.RuleSets.AsNoTracking().Select(s => new { s.Code, s.Number, s.State, s.ContentHash }).ToListAsync(ct);
        var library = Library(db);
        foreach (var (file, content) in _shipped)
        {
            var versions = stored.FindAll(s => s.Code == content.Set.Code);
            if (versions.Find(s => s.Number == content.Set.Version) is { } known)
            {
                Compare(file, content, known.ContentHash);
                continue;
            }
            var version = db.RuleSets.Add(new StoredRuleSet(content, now)).Entity;
            // An upgrade neither brings back what was retired here nor competes with what was published here.
            var begun = versions.FindAll(s => s.State != RuleSetState.Draft);
            if ((begun.Count > 0 && begun.TrueForAll(s => s.State == RuleSetState.Retired)) || library.CompetitorOf(content.Set) is not null)
                version.GiveWay(now);
        }
        await db.SaveChangesAsync(ct);
    }

    private static void Compare(string file, RuleSetContent content, string storedHash)
    {
        if (content.Hash != storedHash)
            throw new InvalidRuleSetException([new(file, null, $"version {content.Set.Version} of '{content.Set.Code}' was stored with other content; expected 'version' {content.Set.Version + 1} for the changed set")]);
    }

    private static (string, int, string) KeyOf(RuleSetContent content) => (content.Set.Code, content.Set.Version, content.Hash);
}
