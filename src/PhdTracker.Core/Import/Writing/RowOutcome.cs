using System.Text.Json;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Rows;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.Import.Sheets;

namespace PhdTracker.Core.Import.Writing;

/// <summary>What becomes of a row.</summary>
public enum RowResult
{
    Unchanged,
    Changed,
    Created,
    Rejected,
}

/// <summary>A row on its way into the database, and what is told about it.</summary>
internal sealed class RowOutcome(SheetLayout layout, SheetRow source, ImportRow row)
{
    private readonly List<SheetProblem> _problems = [.. row.Problems];
    private readonly List<RowTrace> _traces = [];
    private readonly List<UndoStep> _steps = [];
    private int? _writtenOrder;

    public required int LineId { get; init; }
    public required int FileId { get; init; }
    public ImportRow Row => row;
    public RowResult Result { get; private set; } = row.IsRejected ? RowResult.Rejected : RowResult.Unchanged;
    public bool IsRejected => Result == RowResult.Rejected;

    /// <summary>Whether the candidature was where the row says that it is, so that its status tells nothing new.</summary>
    public bool IsAsFar { get; set; }

    /// <summary>Whether it was gone through to its end.</summary>
    public bool IsSaved { get; set; }

    /// <summary>The candidature that the row is about, once it is found or made.</summary>
    public Candidature? Candidature { get; set; }

    /// <summary>A line, understood.</summary>
    /// <param name="codes">The code that a project is kept under now, by each of its former ones.</param>
    public static RowOutcome Of(SheetLayout layout, ImportLine line, IReadOnlyDictionary<string, string> codes, DateOnly today)
    {
        var source = layout.RowOf(line.Record);
        var row = new RowReader(layout, today).Read(source);
        return new RowOutcome(layout, source, row with { Code = codes.GetValueOrDefault(row.Code, row.Code) }) { LineId = line.Id, FileId = line.FileId };
    }

    /// <summary>Whether the sheet has a column.</summary>
    public bool Has(SheetColumn column) => layout.Has(column);

    /// <summary>Whether the sheet has a column, and says nothing in it.</summary>
    public bool IsBlank(SheetColumn column) => layout.Has(column) && NotYet.IsNothing(source[column]);

    /// <summary>Where a column's cell stands, for people.</summary>
    public string Place(SheetColumn column) => $"{row.File}, {row.Line}, {layout.HeaderOf(column)}";

    public void Tell(SheetColumn column, string textKey, params object?[] arguments) => Add(column, textKey, arguments, rejects: false);

    public void Reject(SheetColumn column, string textKey, params object?[] arguments)
    {
        Add(column, textKey, arguments, rejects: true);
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

    /// <summary>Forgets what became of it, so that it can be written anew.</summary>
    public void StartOver()
    {
        (Result, Candidature, IsAsFar) = (RowResult.Unchanged, null, false);
        _problems.Clear();
        _problems.AddRange(row.Problems);
    }

    /// <summary>Keeps what a save did for it.</summary>
    /// <param name="trace">Seen before the save, which is over now.</param>
    /// <param name="order">Place of the save among those of the import.</param>
    public void Keep(RowTrace trace, int order)
    {
        _writtenOrder ??= order;
        _traces.Add(trace);
        _steps.AddRange(trace.Steps());
    }

    public LineOutcome Outcome() => new(LineId, FileId, row.Line)
    {
        Result = Result,
        About = row.Student?.Full ?? row.Code,
        CandidatureId = Candidature?.Id,
        Problems = [.. _problems.Select(LineProblem.Of)],
        Before = Merged(trace => trace.Before),
        After = Merged(trace => trace.After),
        Names = _traces.All(trace => trace.Names.Count == 0) ? "" : JsonSerializer.Serialize(
            _traces.SelectMany(trace => trace.Names).DistinctBy(name => name.Key).OrderBy(name => name.Key, StringComparer.Ordinal).ToDictionary(name => name.Key, name => name.Value), ImportLine.Json),
        News = _traces.Count == 0 ? "[]" : JsonSerializer.Serialize(RowTrace.InOrder(_traces.SelectMany(trace => trace.News)), ImportLine.Json),
        Steps = _steps.Count == 0 ? "" : JsonSerializer.Serialize(_steps, ImportLine.Json),
        WrittenOrder = _steps.Count == 0 ? null : _writtenOrder,
    };

    private string Merged(Func<RowTrace, Dictionary<string, Dictionary<string, JsonElement>>> side)
    {
        var all = _traces.SelectMany(side).GroupBy(each => each.Key, StringComparer.Ordinal)
            .OrderBy(each => each.Key, StringComparer.Ordinal).ToDictionary(each => each.Key, each => each.First().Value);
        return all.Count == 0 ? "{}" : JsonSerializer.Serialize(all, ImportLine.Json);
    }

    private void Add(SheetColumn column, string textKey, object?[] arguments, bool rejects) =>
        _problems.Add(new SheetProblem(row.Line, layout.HeaderOf(column), source[column], textKey, arguments, rejects) { Of = column });
}
