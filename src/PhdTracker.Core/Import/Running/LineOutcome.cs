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
    public string Names { get; init; } = "";
    public string News { get; init; } = "[]";
    public string Steps { get; init; } = "";

    /// <summary>Place among the lines that were written; null if it wrote nothing.</summary>
    public int? WrittenOrder { get; init; }

    /// <summary>The same without what only a commit makes true: ids of new rows, and the way back.</summary>
    public LineOutcome AsPreview() => this with { CandidatureId = null, Steps = "", WrittenOrder = null };
}

/// <summary>A name that may mean somebody who is known.</summary>
internal sealed record NameDoubt(string NameKey, string Name, string Address, int PersonId, string Where, bool? IsSame);

/// <summary>What becomes of an import, or would; what becomes of each line is kept beside it.</summary>
/// <param name="Problems">Cells that could not be taken as they are.</param>
/// <param name="Digest">The same for two runs that do the same, whatever ids new rows get.</param>
/// <param name="PartyIds">The sides that its rows are about.</param>
internal sealed record ImportOutcome(
    ImportCounts Counts, int Problems, string Digest, IReadOnlyList<NameDoubt> Doubts, IReadOnlyCollection<int> PartyIds, int Projects, int People, int Candidatures)
{
    public bool ChangesAnything => Counts.Created + Counts.Changed > 0;
}
