using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Import.Writing;

namespace PhdTracker.Core.Import.Running;

/// <summary>Keeps beside every line what becomes of it, or would, and adds it up. It holds a few lines at a time, however many there are.</summary>
/// <param name="isPreview">Whether what the lines tell is not written.</param>
internal sealed class OutcomeKeeper(PhdTrackerDb db, bool isPreview) : IDisposable
{
    private const int Lot = 200;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly int[] _results = new int[Enum.GetValues<RowResult>().Length];
    private readonly List<LineOutcome> _waiting = [];

    /// <summary>Lines of which it knows what becomes of them.</summary>
    public int Lines { get; private set; }
    public int Problems { get; private set; }
    public ImportCounts Counts => new(_results.Sum(), Of(RowResult.Created), Of(RowResult.Changed), Of(RowResult.Unchanged), Of(RowResult.Rejected));

    /// <param name="lines">In an order that two runs have in common.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody discarded the import meanwhile.</exception>
    public async Task AddAsync(IEnumerable<LineOutcome> lines, CancellationToken ct)
    {
        foreach (var line in lines)
        {
            Lines++;
            Problems += line.Problems.Count;
            if (line.Result is { } result)
                _results[(int)result]++;
            _hash.AppendData(Encoding.UTF8.GetBytes(Told(line)));
            _waiting.Add(isPreview ? line.AsPreview() : line);
        }
        if (_waiting.Count >= Lot)
            await FlushAsync(ct);
    }

    /// <summary>Keeps the last of them.</summary>
    /// <returns>The digest of all that was added.</returns>
    public async Task<string> EndAsync(CancellationToken ct)
    {
        await FlushAsync(ct);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <summary>Forgets what would become of an import's lines.</summary>
    public static Task ForgetAsync(PhdTrackerDb db, int importId, CancellationToken ct) =>
        db.ImportLines.Where(l => l.File.ImportId == importId).ExecuteUpdateAsync(
            s => s.SetProperty(l => l.Ignored, (IgnoredReason?)null).SetProperty(l => l.Result, (RowResult?)null).SetProperty(l => l.About, "")
                .SetProperty(l => l.Problems, "[]").SetProperty(l => l.ProblemCount, 0).SetProperty(l => l.Before, "{}").SetProperty(l => l.After, "{}").SetProperty(l => l.Names, "").SetProperty(l => l.News, "[]"), ct);

    public void Dispose() => _hash.Dispose();

    private async Task FlushAsync(CancellationToken ct)
    {
        var outcomes = _waiting.ToDictionary(outcome => outcome.LineId);
        var ids = outcomes.Keys.ToList();
        db.ChangeTracker.Clear();
        var lines = await db.ImportLines.Where(l => ids.Contains(l.Id)).ToListAsync(ct);
        if (lines.Count < ids.Count)
            throw new DbUpdateConcurrencyException("The lines were discarded while they were read.");
        lines.ForEach(line => line.Keep(outcomes[line.Id]));
        db.ChangeTracker.DetectChanges();
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        _waiting.Clear();
    }

    private static string Told(LineOutcome line)
    {
        var problems = string.Join(',', line.Problems.Select(p => $"{p.Label}:{p.TextKey}:{string.Join('/', p.Arguments)}"));
        return string.Create(CultureInfo.InvariantCulture, $"{line.LineId}|{line.Result}|{line.Before}|{line.After}|{line.News}|{problems}\n");
    }

    private int Of(RowResult result) => _results[(int)result];
}
