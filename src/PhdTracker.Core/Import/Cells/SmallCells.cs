using System.Globalization;
using System.Text.RegularExpressions;
using PhdTracker.Core.Import.Sheets;

namespace PhdTracker.Core.Import.Cells;

/// <summary>The code that both offices write on their row of a project: <c>IC-CNRS-2024-03</c>.</summary>
public static partial class ProjectCodeCell
{
    /// <summary>Reads a code in any case, with any dash or blank between its parts.</summary>
    public static CellReading<string> Read(string text)
    {
        if (text.Length == 0)
            return CellReading<string>.Wrong("Import.Problem.CodeMissing");
        var code = Gap().Replace(text.ToUpperInvariant(), "-").Trim('-');
        return Pattern().IsMatch(code)
            ? CellReading<string>.Of(code)
            : CellReading<string>.Wrong("Import.Problem.CodeNotUnderstood");
    }

    [GeneratedRegex(@"[\s_/\-‐‑–—]+")]
    private static partial Regex Gap();

    [GeneratedRegex(@"^[A-Z]{2,10}(-[A-Z]{2,10}){0,3}-(19|20)\d{2}-\d{2,3}$")]
    private static partial Regex Pattern();
}

/// <summary>Whose student the line is about, where a sheet lists both sides': <c>UK</c> or <c>FR</c>.</summary>
public static class SideCell
{
    public static CellReading<SheetSide> Read(string text) => Fold.Words(text) switch
    {
        "" => CellReading<SheetSide>.Blank,
        "uk" or "gb" or "imperial" or "united kingdom" or "royaume uni" => CellReading<SheetSide>.Of(SheetSide.UnitedKingdom),
        "fr" or "cnrs" or "france" => CellReading<SheetSide>.Of(SheetSide.France),
        _ => CellReading<SheetSide>.Wrong("Import.Problem.SideNotUnderstood"),
    };
}

/// <summary>An e-mail address, in lower case and without stray blanks.</summary>
public static partial class EmailCell
{
    public static CellReading<string> Read(string text)
    {
        if (NotYet.IsNothing(text))
            return CellReading<string>.Blank;
        var address = text.Replace("mailto:", "", StringComparison.OrdinalIgnoreCase).Trim('<', '>', ' ', ';', ',').ToLowerInvariant();
        return address.Length <= 254 && Pattern().IsMatch(address)
            ? CellReading<string>.Of(address)
            : CellReading<string>.Wrong("Import.Problem.EmailNotUnderstood");
    }

    [GeneratedRegex(@"^[^\s@<>,;""]+@[a-z0-9]([a-z0-9.\-]*[a-z0-9])?\.[a-z]{2,}$")]
    private static partial Regex Pattern();
}

/// <summary>Full or part time: the share of full time that is worked, from 0.1 to 1.</summary>
public static partial class ModeCell
{
    public static CellReading<decimal> Read(string text)
    {
        if (text.Length == 0)
            return CellReading<decimal>.Blank;
        var words = Fold.Words(text);
        if (words is "ft" or "full time" or "fulltime" or "full" or "temps plein" or "temps complet" or "plein temps")
            return CellReading<decimal>.Of(1m);
        if (words is "mi temps" or "half time")
            return CellReading<decimal>.Of(0.5m);
        if (Share().Match(text) is { Success: true } match)
        {
            var number = decimal.Parse(match.Groups[1].Value.Replace(',', '.'), CultureInfo.InvariantCulture);
            var share = match.Groups[2].Length > 0 || number > 1 ? number / 100 : number;
            if (share is >= 0.1m and <= 1)
                return CellReading<decimal>.Of(share);
        }
        return words is "pt" or "part time" or "temps partiel"
            ? CellReading<decimal>.Doubtful(0.5m, "Import.Problem.PartTimeWithoutShare")
            : CellReading<decimal>.Wrong("Import.Problem.ModeNotUnderstood");
    }

    [GeneratedRegex(@"(\d+(?:[.,]\d+)?)\s*(%?)")]
    private static partial Regex Share();
}

/// <summary>The United Nations' goals that a project serves, by number: <c>9, 13, 15</c>.</summary>
public static partial class SdgCell
{
    public static CellReading<IReadOnlyList<int>> Read(string text)
    {
        if (NotYet.IsNothing(text))
            return CellReading<IReadOnlyList<int>>.Blank;
        var goals = new SortedSet<int>();
        foreach (var part in Gap().Split(text).Where(part => part.Length > 0))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var goal) || goal is < 1 or > 17)
                return CellReading<IReadOnlyList<int>>.Wrong("Import.Problem.GoalNotUnderstood", part);
            goals.Add(goal);
        }
        return CellReading<IReadOnlyList<int>>.Of([.. goals]);
    }

    [GeneratedRegex(@"(?:\s|[,;/+&]|\band\b|\bet\b|SDG|ODD)+", RegexOptions.IgnoreCase)]
    private static partial Regex Gap();
}

/// <summary>Whole hours of training: <c>112 h</c>. About sixty, <c>~60</c>, is not a number of hours.</summary>
public static partial class HoursCell
{
    public static CellReading<int> Read(string text)
    {
        if (NotYet.IsNothing(text))
            return CellReading<int>.Blank;
        if (About().IsMatch(text))
            return CellReading<int>.Wrong("Import.Problem.HoursApproximate");
        return Hours().Match(text) is { Success: true } match
            && decimal.Parse(match.Groups[1].Value.Replace(',', '.'), CultureInfo.InvariantCulture) is <= 2000 and var hours
            ? CellReading<int>.Of((int)hours)
            : CellReading<int>.Wrong("Import.Problem.HoursNotUnderstood");
    }

    [GeneratedRegex(@"^\s*(~|≈|±|env\.?|environ|about|approx\.?|ca\.?|c\.|circa)|[+?]\s*h?$", RegexOptions.IgnoreCase)]
    private static partial Regex About();

    [GeneratedRegex(@"^\s*(\d{1,4}(?:[.,]\d{1,2})?)\s*(h|hrs?|hours?|heures?)?\.?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Hours();
}

/// <summary>Whether the supervisor holds the HDR, which a French lead must; <c>En cours</c> is not yet.</summary>
public static class HdrCell
{
    public static CellReading<bool> Read(string text) => Fold.Words(text) switch
    {
        "" => CellReading<bool>.Blank,
        "oui" or "yes" or "o" or "y" or "hdr" or "x" => CellReading<bool>.Of(true),
        "non" or "no" or "n" or "en cours" or "in progress" or "prevue" or "prevu" => CellReading<bool>.Of(false),
        _ => CellReading<bool>.Wrong("Import.Problem.HdrNotUnderstood"),
    };
}
