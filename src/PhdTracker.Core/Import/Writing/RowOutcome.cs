using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Import.Rows;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Import.Writing;

/// <summary>What becomes of a row.</summary>
internal enum RowResult
{
    Unchanged,
    Changed,
    Created,
    Rejected,
}

/// <summary>A row on its way into the database, and what is told about it.</summary>
internal sealed class RowOutcome(Sheet sheet, SheetRow source, ImportRow row)
{
    private readonly List<SheetProblem> _problems = [.. row.Problems];

    public ImportRow Row => row;
    public RowResult Result { get; private set; } = row.IsRejected ? RowResult.Rejected : RowResult.Unchanged;
    public bool IsRejected => Result == RowResult.Rejected;

    /// <summary>The candidature that the row is about, once it is found or made.</summary>
    public Candidature? Candidature { get; set; }

    /// <summary>Whether the sheet has a column.</summary>
    public bool Has(SheetColumn column) => sheet.Columns.ContainsKey(column);

    public IEnumerable<ProblemReport> Problems(Texts texts) =>
        _problems.Select(problem => new ProblemReport(problem.Line, problem.Column, problem.Value, problem.In(texts)));

    public void Tell(SheetColumn column, string textKey, params object?[] arguments) =>
        _problems.Add(new SheetProblem(row.Line, sheet.HeaderOf(column), source[column], textKey, arguments));

    public void Reject(SheetColumn column, string textKey, params object?[] arguments)
    {
        _problems.Add(new SheetProblem(row.Line, sheet.HeaderOf(column), source[column], textKey, arguments, Rejects: true));
        Result = RowResult.Rejected;
    }

    public void Create() => Result = RowResult.Created;

    /// <summary>Does something if it makes a difference, and remembers that it did.</summary>
    public void When(bool differs, Action apply)
    {
        if (!differs)
            return;
        apply();
        if (Result == RowResult.Unchanged)
            Result = RowResult.Changed;
    }
}
