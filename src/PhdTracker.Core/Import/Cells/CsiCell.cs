using System.Globalization;
using System.Text.RegularExpressions;

namespace PhdTracker.Core.Import.Cells;

/// <summary>What a monitoring committee found.</summary>
public enum SheetOpinion
{
    Favourable,
    Reserved,
    Unfavourable,

    /// <summary>The committee has met and cannot conclude yet: something is missing.</summary>
    Incomplete,
}

/// <summary>The opinion of one year's committee.</summary>
/// <param name="Year">1 for the first year of the thesis.</param>
public sealed record CsiOpinion(int Year, SheetOpinion Opinion);

/// <summary>The opinions of a thesis: <c>1A: favorable; 2A: réservé; 3A: à compléter</c>.</summary>
public static partial class CsiCell
{
    public static CellReading<IReadOnlyList<CsiOpinion>> Read(string text)
    {
        if (NotYet.IsNothing(text))
            return CellReading<IReadOnlyList<CsiOpinion>>.Blank;
        var opinions = new SortedDictionary<int, CsiOpinion>();
        CellFault? fault = null;
        foreach (var part in text.Split([';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (One(part) is not { } opinion || !opinions.TryAdd(opinion.Year, opinion))
                fault ??= new CellFault("Import.Problem.OpinionNotUnderstood", [part]);
        }
        return new CellReading<IReadOnlyList<CsiOpinion>>(opinions.Count > 0, [.. opinions.Values], fault);
    }

    private static CsiOpinion? One(string text)
    {
        if (Pattern().Match(Fold.Words(text)) is not { Success: true } match)
            return null;
        var year = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "favorable" or "favourable" or "f" => new CsiOpinion(year, SheetOpinion.Favourable),
            "reserve" or "reserved" or "avec reserve" or "avec reserves" or "favorable avec reserve" or "favorable avec reserves" => new CsiOpinion(year, SheetOpinion.Reserved),
            "defavorable" or "unfavourable" or "unfavorable" => new CsiOpinion(year, SheetOpinion.Unfavourable),
            "a completer" or "incomplet" or "incomplete" => new CsiOpinion(year, SheetOpinion.Incomplete),
            _ => null,
        };
    }

    [GeneratedRegex(@"^(?:d|year |annee |csi ?)?([1-9]) ?(?:a|re annee|ere annee|e annee|eme annee|annee|an|st year|nd year|rd year|th year)? (.+)$")]
    private static partial Regex Pattern();
}
