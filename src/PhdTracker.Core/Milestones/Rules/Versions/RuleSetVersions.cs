using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules.Words;

namespace PhdTracker.Core.Milestones.Rules.Versions;

/// <summary>A version in a list.</summary>
/// <param name="Followers">Candidatures that follow it.</param>
/// <param name="Begins">Whether candidatures begin on it.</param>
/// <param name="At">When it came into its state.</param>
public sealed record RuleSetVersion(
    RuleSet Set, RuleSetState State, RuleSetOrigin Origin, int Followers, bool Begins, DateTime At, string? By, string? Note, string Hash)
{
    public int Number => Set.Version;
}

/// <summary>A rule set with its versions, the newest first.</summary>
public sealed record RuleSetSummary(string Code, IReadOnlyList<RuleSetVersion> Versions)
{
    /// <summary>The one that speaks for it: the newest on which candidatures begin, else the newest that was published, else the newest draft.</summary>
    public RuleSetVersion Shown => Versions.FirstOrDefault(v => v.Begins) ?? Versions.FirstOrDefault(v => v.State != RuleSetState.Draft) ?? Versions[0];
    public IEnumerable<RuleSetVersion> Drafts => Versions.Where(v => v.State == RuleSetState.Draft);

    /// <summary>A shipped version that came after the newest local one was published; null where none did.</summary>
    public RuleSetVersion? NewerShipped => Versions.FirstOrDefault(v => v is { Begins: true, Origin: RuleSetOrigin.Local }) is { } local
        ? Versions.FirstOrDefault(v => v.Origin == RuleSetOrigin.Shipped && v.At > local.At) : null;
}

/// <summary>Reads rule sets with their versions for pages, in as many queries for many as for one.</summary>
public sealed class RuleSetVersions(PhdTrackerDb db, RuleSetStore store)
{
    /// <summary>A rule set with its versions; null where there is none.</summary>
    public async Task<RuleSetSummary?> OfAsync(string code, CancellationToken ct) => (await ReadAsync([code], ct)).SingleOrDefault();

    /// <summary>Rule sets by their codes, one page of them.</summary>
    public async Task<(IReadOnlyList<RuleSetSummary> Sets, int Total)> PageAsync(int page, int size, CancellationToken ct)
    {
        var codes = db.RuleSets.AsNoTracking().Select(s => s.Code).Distinct();
        return (await ReadAsync(await codes.OrderBy(c => c).Skip((page - 1) * size).Take(size).ToListAsync(ct), ct), await codes.CountAsync(ct));
    }

    /// <summary>The names of what the scopes of sets give by code.</summary>
    public async Task<RuleSetPlaces> PlacesAsync(IEnumerable<RuleSet> sets, CancellationToken ct)
    {
        var scopes = sets.Select(s => s.Scope).ToList();
        var (institutions, units, programmes) = (Codes(s => s.Institution), Codes(s => s.Unit), Codes(s => s.Programme));
        return new RuleSetPlaces(
            await db.Institutions.Where(i => institutions.Contains(i.Code)).ToDictionaryAsync(i => i.Code, i => new LocalText(i.NameEn, i.NameFr), StringComparer.OrdinalIgnoreCase, ct),
            (await db.Units.Where(u => units.Contains(u.Code!)).Select(u => new { u.Code, u.Name }).ToListAsync(ct))
                .GroupBy(u => u.Code!, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().Name, StringComparer.OrdinalIgnoreCase),
            await db.Programmes.Where(p => programmes.Contains(p.Code)).ToDictionaryAsync(p => p.Code, p => new LocalText(p.NameEn, p.NameFr), StringComparer.OrdinalIgnoreCase, ct));

        List<string> Codes(Func<RuleSetScope, string?> of) => [.. scopes.Select(of).OfType<string>().Distinct()];
    }

    /// <summary>Of milestones those of the version that their candidature follows: what it met before it was moved to a newer one stays with the older.</summary>
    public static IQueryable<Milestone> Following(IQueryable<Milestone> milestones) =>
        milestones.Where(m => !m.Candidature.Milestones.Any(o => o.RuleSetCode == m.RuleSetCode && o.RuleSetVersion > m.RuleSetVersion));

    private async Task<IReadOnlyList<RuleSetSummary>> ReadAsync(List<string> codes, CancellationToken ct)
    {
        var stored = await db.RuleSets.AsNoTracking().Include(s => s.Author).Include(s => s.DecidedBy).Where(s => codes.Contains(s.Code)).OrderBy(s => s.Code).ThenByDescending(s => s.Number).ToListAsync(ct);
        var followers = (await Following(db.Milestones.Where(m => codes.Contains(m.RuleSetCode))).GroupBy(m => new { m.RuleSetCode, m.RuleSetVersion })
            .Select(g => new { g.Key.RuleSetCode, g.Key.RuleSetVersion, Count = g.Select(m => m.CandidatureId).Distinct().Count() }).ToListAsync(ct)).ToDictionary(g => (g.RuleSetCode, g.RuleSetVersion), g => g.Count);
        var library = store.Library(db);
        return [.. stored.GroupBy(s => s.Code, StringComparer.Ordinal).Select(g => new RuleSetSummary(g.Key, [.. g.Select(s => Version(s, followers, library))]))];
    }

    private RuleSetVersion Version(StoredRuleSet stored, Dictionary<(string, int), int> followers, RuleSetLibrary library)
    {
        var set = store.Read(stored);
        return new RuleSetVersion(
            set, stored.State, stored.Origin, followers.GetValueOrDefault((stored.Code, stored.Number)), stored.State == RuleSetState.Published && library.BeginsOn(set),
            stored.State switch { RuleSetState.Published => stored.PublishedAt, RuleSetState.Retired => stored.RetiredAt, _ => null } ?? stored.StoredAt,
            (stored.State == RuleSetState.Draft ? stored.Author : stored.DecidedBy)?.DisplayName, stored.Note, stored.ContentHash);
    }
}
