namespace PhdTracker.Core.Import.Cells;

/// <summary>
/// The day on which a milestone was met. Blank, <c>no</c> and <c>n/a</c> say that it was not, and nothing is wrong with that;
/// <c>TBC</c> says that somebody has yet to find out, so it is told; a tick or a "yes" lacks the day.
/// </summary>
public static class MetOnCell
{
    public static CellReading<DateOnly> Read(string text, DateOnly today, bool monthFirst = false)
    {
        if (NotYet.IsMeant(text))
            return CellReading<DateOnly>.Wrong("Import.Problem.MilestoneToBeConfirmed");
        if (NotYet.IsNothing(text))
            return CellReading<DateOnly>.Blank;
        if (Fold.Words(text) is "yes" or "y" or "oui" or "o" or "passed" or "done" or "ok" or "x" or "valide" or "validee")
            return CellReading<DateOnly>.Wrong("Import.Problem.MilestoneWithoutDate");
        var date = DateCell.Read(text, monthFirst);
        return date.HasValue && date.Value > today
            ? CellReading<DateOnly>.Wrong("Import.Problem.MilestoneInFuture")
            : date;
    }
}
