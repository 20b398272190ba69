using System.Text.RegularExpressions;

namespace PhdTracker.Core.Import.Cells;

/// <summary>A time away, both days included.</summary>
/// <param name="Reason">The office's word for it, as in <c>maternity</c>; may be empty.</param>
public sealed record SheetPeriod(DateOnly FromOn, DateOnly ToOn, string Reason);

/// <summary>Interruptions: <c>16-Apr-21 to 15/06/2021 (maternity)</c>, several separated by semicolons.</summary>
public static partial class PeriodCell
{
    public static CellReading<IReadOnlyList<SheetPeriod>> Read(string text, bool monthFirst = false)
    {
        if (NotYet.IsNothing(text))
            return CellReading<IReadOnlyList<SheetPeriod>>.Blank;
        var periods = new List<SheetPeriod>();
        CellFault? fault = null;
        foreach (var part in text.Split([';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var period = One(part, monthFirst);
            if (period.HasValue)
                periods.Add(period.Value!);
            fault ??= period.Fault;
        }
        return new CellReading<IReadOnlyList<SheetPeriod>>(periods.Count > 0, periods, fault);
    }

    private static CellReading<SheetPeriod> One(string text, bool monthFirst)
    {
        if (Pattern().Match(text) is not { Success: true } match)
            return CellReading<SheetPeriod>.Wrong("Import.Problem.PeriodNotUnderstood", text);
        var from = DateCell.Read(match.Groups["from"].Value, monthFirst);
        var to = DateCell.Read(match.Groups["to"].Value, monthFirst);
        if (!from.HasValue || !to.HasValue)
            return CellReading<SheetPeriod>.Wrong("Import.Problem.PeriodNotUnderstood", text);
        return from.Value > to.Value
            ? CellReading<SheetPeriod>.Wrong("Import.Problem.PeriodEndsBeforeItBegins", text)
            : CellReading<SheetPeriod>.Of(new SheetPeriod(from.Value, to.Value, match.Groups["reason"].Value.Trim()[..Math.Min(500, match.Groups["reason"].Value.Trim().Length)]));
    }

    [GeneratedRegex(@"^(?:from\s+|du\s+)?(?<from>.+?)\s*(?:\bto\b|\buntil\b|\bau\b|\bjusqu['’]au\b|\s[-–—]\s|–|—|→|->)\s*(?<to>[^(]+?)\s*(?:\((?<reason>[^)]*)\))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
