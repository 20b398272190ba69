using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using PhdTracker.Core.Audit;

namespace PhdTracker.Core.Data;

/// <summary>Saves the rows of an act and its audit entries in one transaction. Its caller has looked for changes, and it looks for none by itself.</summary>
internal static class AuditedSave
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() } };

    /// <summary>What the trail never shows: how the database counts, and what lets somebody sign in.</summary>
    private static readonly HashSet<string> Hidden =
    [
        "Id", "Version", "PasswordHash", "SecurityStamp", "ConcurrencyStamp", "UserName", "NormalizedUserName", "NormalizedEmail", "FormerEmail", "SearchName",
        "SearchThesis", "SearchTitle", "FoldedTitle", "ConfirmationHash", "AccessFailedCount", "LockoutEnd", "LockoutEnabled", "TwoFactorEnabled", "Inputs", "BookmarkId",
    ];

    /// <summary>Whether a value is one that nobody is shown.</summary>
    public static bool IsHidden(string field) => Hidden.Contains(field);

    public static async Task<int> RunAsync(PhdTrackerDb db, List<(Func<string> CaseKey, Func<Act> Act)> acts, List<Action> onceSaved, Func<Task<int>> save, DateTime now, CancellationToken ct)
    {
        var changes = db.ChangeTracker.Entries().Where(e => e.Entity is IAudited && (e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
            .Select(Change.Of).Where(c => c.Values.Count > 0).ToList();
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await using var _ = own;
        var rows = await save();
        if (onceSaved.Count > 0)
        {
            onceSaved.ForEach(act => act());
            onceSaved.Clear();
            db.ChangeTracker.DetectChanges();
        }
        var entries = acts.Select(a => (CaseKey: a.CaseKey(), Act: a.Act())).ToList();
        var heads = await LockHeadsAsync(db, entries.Select(e => e.CaseKey).Distinct().Order(StringComparer.Ordinal).ToList(), ct);
        var ofCase = changes.ToLookup(c => CaseOf(c, heads));
        foreach (var (caseKey, act) in entries)
        {
            // Of several acts in one save, each tells of its own case, and the first of what belongs to none of them.
            var (before, after) = Describe(ofCase[caseKey].Concat(caseKey == entries[0].CaseKey ? ofCase[null] : []));
            var head = heads[caseKey];
            var entry = new AuditEntry(caseKey, head.Sequence + 1, act, now, before, after, head.Hash);
            (head.Sequence, head.Hash) = (entry.Sequence, entry.Hash);
            db.Entry(head).DetectChanges();
            db.AuditEntries.Add(entry);
        }
        acts.Clear();
        await save();
        if (own is not null)
            await own.CommitAsync(ct);
        return rows;
    }

    /// <summary>Takes the row locks of the chains, in one order for everybody, so that two acts on one case come one after the other.</summary>
    private static async Task<Dictionary<string, AuditHead>> LockHeadsAsync(PhdTrackerDb db, List<string> keys, CancellationToken ct)
    {
        foreach (var chunk in keys.Chunk(200))
            await db.AuditHeads.Where(h => chunk.Contains(h.CaseKey)).ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, h => h.Sequence), ct);
        var heads = new Dictionary<string, AuditHead>(StringComparer.Ordinal);
        foreach (var tracked in db.AuditHeads.Local.ToList())
            db.Entry(tracked).State = EntityState.Detached;
        foreach (var chunk in keys.Chunk(200))
        {
            foreach (var head in await db.AuditHeads.Where(h => chunk.Contains(h.CaseKey)).ToListAsync(ct))
                heads.Add(head.CaseKey, head);
        }
        foreach (var key in keys.Where(k => !heads.ContainsKey(k)))
            heads.Add(key, db.AuditHeads.Add(new AuditHead(key)).Entity);
        return heads;
    }

    private static string? CaseOf(Change change, Dictionary<string, AuditHead> heads) =>
        heads.Count == 1 ? heads.Keys.Single() : ((IAudited)change.Entry.Entity).Case is { } key && heads.ContainsKey(key) ? key : null;

    private static (string Before, string After) Describe(IEnumerable<Change> changes)
    {
        var before = new Dictionary<string, Dictionary<string, object?>>(StringComparer.Ordinal);
        var after = new Dictionary<string, Dictionary<string, object?>>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var name = change.Name();
            if (change.State != EntityState.Added)
                before[name] = change.Values.ToDictionary(v => v.Key, v => change.Told(v.Key, v.Value.Before));
            if (change.State != EntityState.Deleted)
                after[name] = change.Values.ToDictionary(v => v.Key, v => change.Told(v.Key, change.Entry.Property(v.Key).CurrentValue));
        }
        return (JsonSerializer.Serialize(before, Json), JsonSerializer.Serialize(after, Json));
    }

    private sealed record Change(EntityEntry Entry, EntityState State, IReadOnlyDictionary<string, (object? Before, object? After)> Values)
    {
        public static Change Of(EntityEntry entry) => new(entry, entry.State, entry.Properties
            .Where(p => !Hidden.Contains(p.Metadata.Name) && (entry.State != EntityState.Modified || p.IsModified) && (entry.State != EntityState.Added || p.CurrentValue is not null))
            .ToDictionary(p => p.Metadata.Name, p => (p.OriginalValue, p.CurrentValue)));

        /// <summary>A value as the trail keeps it.</summary>
        public object? Told(string field, object? value) => value is not null && ((IAudited)Entry.Entity).IsPrivate(field) ? AuditChange.NotTold : value;

        public string Name() => string.Create(CultureInfo.InvariantCulture, $"{Entry.Metadata.ClrType.Name}:{Entry.Property("Id").CurrentValue}");
    }
}
