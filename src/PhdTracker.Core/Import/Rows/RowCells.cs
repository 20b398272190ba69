using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Sheets;

namespace PhdTracker.Core.Import.Rows;

/// <summary>The cells of one row while they are read, and the problems found on the way.</summary>
internal sealed class RowCells(SheetLayout layout, SheetRow row)
{
    private readonly List<SheetProblem> _problems = [];

    public SheetRow Row => row;
    public IReadOnlyList<SheetProblem> Problems => _problems;

    /// <summary>Whether the sheet has this column.</summary>
    public bool Has(SheetColumn column) => layout.Has(column);

    /// <summary>A cell that may be blank.</summary>
    public T? Take<T>(SheetColumn column, Func<string, CellReading<T>> read)
    {
        var reading = read(row[column]);
        Tell(column, reading.Fault);
        return reading.Value;
    }

    /// <summary>A cell of free text; what is too long for it is cut off, and told.</summary>
    public string Text(SheetColumn column, int longest)
    {
        if (NotYet.IsMeant(row[column]))
        {
            Tell(column, new CellFault("Import.Problem.NotYetKnown", []));
            return "";
        }
        var text = NotYet.IsNothing(row[column]) ? "" : row[column];
        if (text.Length <= longest)
            return text;
        Tell(column, new CellFault("Import.Problem.TextTooLong", [longest]));
        return text[..longest];
    }

    /// <summary>A cell that may be blank, of a type that has no null.</summary>
    public T? TakeValue<T>(SheetColumn column, Func<string, CellReading<T>> read) where T : struct
    {
        var reading = read(row[column]);
        Tell(column, reading.Fault);
        return reading.HasValue ? reading.Value : null;
    }

    /// <summary>A cell that should be filled where the sheet has the column; the row is good without it.</summary>
    public T? Expect<T>(SheetColumn column, Func<string, CellReading<T>> read, string missing)
    {
        var reading = read(row[column]);
        Tell(column, reading.Fault ?? (reading.HasValue || !Has(column) ? null : new CellFault(missing, [])));
        return reading.Value;
    }

    /// <summary>A cell without which the row cannot be used.</summary>
    public T? Require<T>(SheetColumn column, Func<string, CellReading<T>> read, string missing)
    {
        var reading = read(row[column]);
        if (!reading.HasValue)
            Tell(column, reading.Fault ?? new CellFault(missing, []), rejects: true);
        return reading.Value;
    }

    /// <summary>A day that cannot come before the student's start.</summary>
    public DateOnly? After(SheetColumn column, DateOnly start, Func<string, CellReading<DateOnly>> read)
    {
        var day = TakeValue(column, read);
        if (day is null || day >= start)
            return day;
        Tell(column, new CellFault("Import.Problem.DateBeforeStart", [start]));
        return null;
    }

    /// <summary>Tells something that is wrong with a cell though it was understood.</summary>
    public void Tell(SheetColumn column, string textKey) => Tell(column, new CellFault(textKey, []));

    /// <summary>Leaves the row out.</summary>
    public void Reject(SheetColumn column, string textKey) => Tell(column, new CellFault(textKey, []), rejects: true);

    private void Tell(SheetColumn column, CellFault? fault, bool rejects = false)
    {
        if (fault is not null)
            _problems.Add(new SheetProblem(row.Line, layout.HeaderOf(column), row[column], fault.TextKey, fault.Arguments, rejects) { Of = column });
    }
}
