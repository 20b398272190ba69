using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Import.Writing;

namespace PhdTracker.Core.Import.Running;

/// <summary>What becomes of one line, or would.</summary>
internal sealed record LineOutcome(int LineId, int FileId, int Line)
{
    public IgnoredReason? Ignored { get; init; }
    public RowResult? Result { get; init; }
    public string About { get; init; } = "";
    public int? CandidatureId { get; init; }
    public IReadOnlyList<LineProblem> Problems { get; init; } = [];
    public string Before { get; init; } = "{}";
    public string After { get; init; } = "{}";
    public string News { get; init; } = "[]";
    public string Steps { get; init; } = "";
}

/// <summary>A name that may mean somebody who is known.</summary>
internal sealed record NameDoubt(string NameKey, string Name, string Address, int PersonId, string Where, bool? IsSame);

/// <summary>What becomes of an import, or would.</summary>
/// <param name="PartyIds">The sides that its rows are about.</param>
internal sealed record ImportOutcome(IReadOnlyList<LineOutcome> Lines, IReadOnlyList<NameDoubt> Doubts, IReadOnlyCollection<int> PartyIds, int Projects, int People, int Candidatures)
{
    public ImportCounts Counts => new(
        Lines.Count(l => l.Result is not null), Count(RowResult.Created), Count(RowResult.Changed), Count(RowResult.Unchanged), Count(RowResult.Rejected));

    public int Problems => Lines.Sum(l => l.Problems.Count);
    public bool ChangesAnything => Lines.Any(l => l.Result is RowResult.Created or RowResult.Changed);

    /// <summary>The same for two runs that do the same, whatever ids new rows get.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in Lines.OrderBy(l => l.LineId))
        {
            var problems = string.Join(',', line.Problems.Select(p => $"{p.Label}:{p.TextKey}:{string.Join('/', p.Arguments)}"));
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line.LineId}|{line.Result}|{line.Before}|{line.After}|{line.News}|{problems}\n")));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same without what only a commit makes true: ids of new rows, and the way back.</summary>
    public ImportOutcome AsPreview() => this with { Lines = [.. Lines.Select(line => line with { CandidatureId = null, Steps = "" })] };

    private int Count(RowResult result) => Lines.Count(l => l.Result == result);
}
