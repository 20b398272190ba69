using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Audit;

/// <summary>What walking the audit trail found.</summary>
/// <param name="FirstBreak">Where it was altered and how it shows; null if it was not.</param>
public sealed record AuditVerification(int Entries, int Chains, int Seals, string? FirstBreak);

/// <summary>Walks every chain and every seal, and names the first break.</summary>
public sealed class VerifyAudit(PhdTrackerDb db)
{
    /// <param name="caseKey">Only this case; null for all, and the seals.</param>
    public async Task<AuditVerification> VerifyAsync(string? caseKey, CancellationToken ct)
    {
        var found = await WalkAsync(caseKey, ct);
        // An act that was saved while the trail was walked looks like a break; a real one is still there the second time.
        return found.FirstBreak is null ? found : await WalkAsync(caseKey, ct);
    }

    private async Task<AuditVerification> WalkAsync(string? caseKey, CancellationToken ct)
    {
        var heads = await db.AuditHeads.AsNoTracking().Where(h => caseKey == null || h.CaseKey == caseKey).ToDictionaryAsync(h => h.CaseKey, ct);
        var seals = caseKey is null ? await db.AuditSeals.AsNoTracking().OrderBy(s => s.Day).ToListAsync(ct) : [];
        var sealedHeads = new Dictionary<(string, int), string>();
        var breakFound = seals.Count == 0 ? null : CheckSeals(seals, sealedHeads);
        var (entries, ends) = (0, new Dictionary<string, AuditEntry>(StringComparer.Ordinal));
        await foreach (var entry in db.AuditEntries.AsNoTracking().Where(e => caseKey == null || e.CaseKey == caseKey).OrderBy(e => e.CaseKey).ThenBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            entries++;
            breakFound ??= Check(entry, ends.GetValueOrDefault(entry.CaseKey));
            if (sealedHeads.Remove((entry.CaseKey, entry.Sequence), out var hash) && hash != entry.Hash)
                breakFound ??= At(entry, "it is not the entry that was sealed");
            ends[entry.CaseKey] = entry;
        }
        breakFound ??= CheckEnds(heads, ends);
        breakFound ??= sealedHeads.Keys.Order().Select(k => $"{k.Item1}, entry {k.Item2.ToString(CultureInfo.InvariantCulture)}: it was sealed and is gone").FirstOrDefault();
        return new AuditVerification(entries, ends.Count, seals.Count, breakFound);
    }

    private static string? Check(AuditEntry entry, AuditEntry? before)
    {
        if (entry.Sequence != (before?.Sequence ?? 0) + 1)
            return At(entry, "the entry before it is missing");
        if (entry.PreviousHash != (before?.Hash ?? ""))
            return At(entry, "it does not follow from the entry before it");
        return entry.Hash == AuditHash.Of(entry) ? null : At(entry, "its content was altered");
    }

    private static string? CheckEnds(Dictionary<string, AuditHead> heads, Dictionary<string, AuditEntry> ends)
    {
        foreach (var (key, head) in heads.OrderBy(h => h.Key, StringComparer.Ordinal))
        {
            if (!ends.TryGetValue(key, out var end) || end.Sequence < head.Sequence)
                return string.Create(CultureInfo.InvariantCulture, $"{key}: entries after {end?.Sequence ?? 0} are missing");
            if (end.Hash != head.Hash)
                return At(end, "it is not the newest entry that the case knows of");
        }
        return ends.Keys.Order(StringComparer.Ordinal).Where(k => !heads.ContainsKey(k)).Select(k => $"{k}: the case does not know its newest entry").FirstOrDefault();
    }

    private static string? CheckSeals(List<AuditSeal> seals, Dictionary<(string, int), string> sealedHeads)
    {
        var known = new Dictionary<string, SealedHead>(StringComparer.Ordinal);
        var previous = "";
        foreach (var seal in seals)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"seal of {seal.Day:yyyy-MM-dd}");
            if (seal.PreviousHash != previous)
                return $"{name}: it does not follow from the seal before it";
            if (seal.Hash != SealAudit.HashOf(seal.Day, seal.Heads, seal.HeadsHash, seal.PreviousHash))
                return $"{name}: its content was altered";
            foreach (var (key, head) in JsonSerializer.Deserialize<Dictionary<string, SealedHead>>(seal.Heads)!)
            {
                known[key] = head;
                sealedHeads[(key, head.Sequence)] = head.Hash;
            }
            if (seal.HeadsHash != SealAudit.HashOf(known.Select(k => (k.Key, k.Value))))
                return $"{name}: it does not seal the chains as they were";
            previous = seal.Hash;
        }
        return null;
    }

    private static string At(AuditEntry entry, string what) => string.Create(CultureInfo.InvariantCulture, $"{entry.CaseKey}, entry {entry.Sequence}: {what}");
}
