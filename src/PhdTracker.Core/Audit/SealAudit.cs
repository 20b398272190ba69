using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Audit;

/// <summary>Seals the heads of all chains, once for each day that has ended. A day on which the app was down is sealed with the next.</summary>
public sealed class SealAudit(PhdTrackerDb db, TimeProvider clock)
{
    /// <returns>How many chains grew since the seal before; 0 if yesterday is sealed already.</returns>
    public async Task<int> SealAsync(CancellationToken ct)
    {
        var day = clock.Today().AddDays(-1);
        if (await db.AuditSeals.AnyAsync(s => s.Day >= day, ct))
            return 0;
        var previous = await db.AuditSeals.OrderByDescending(s => s.Day).Select(s => s.Hash).FirstOrDefaultAsync(ct) ?? "";
        var heads = await db.AuditHeads.ToListAsync(ct);
        var grown = heads.Where(h => h.Sequence > h.SealedSequence).ToList();
        var json = JsonSerializer.Serialize(grown.OrderBy(h => h.CaseKey, StringComparer.Ordinal).ToDictionary(h => h.CaseKey, h => new SealedHead(h.Sequence, h.Hash)));
        var headsHash = HashOf(heads.Select(h => (h.CaseKey, new SealedHead(h.Sequence, h.Hash))));
        db.AuditSeals.Add(new AuditSeal(day, json, headsHash, previous, HashOf(day, json, headsHash, previous), clock.UtcNow()));
        foreach (var head in grown)
            head.SealedSequence = head.Sequence;
        await db.SaveChangesAsync(ct);
        return grown.Count;
    }

    internal static string HashOf(IEnumerable<(string CaseKey, SealedHead Head)> heads) => AuditHash.Of(
        heads.OrderBy(h => h.CaseKey, StringComparer.Ordinal).SelectMany(h => new[] { h.CaseKey, h.Head.Sequence.ToString(CultureInfo.InvariantCulture), h.Head.Hash }));

    internal static string HashOf(DateOnly day, string heads, string headsHash, string previousHash) =>
        AuditHash.Of(day.ToString("O", CultureInfo.InvariantCulture), heads, headsHash, previousHash);
}

/// <summary>How far a chain had come when it was sealed.</summary>
internal sealed record SealedHead(int Sequence, string Hash);
