using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PhdTracker.Core.Import.Cells;

/// <summary>
/// Dates as offices write them: <c>01/10/2022</c>, <c>01.10.2022</c>, <c>01-Oct-22</c>, <c>1 October 2022</c>,
/// <c>1er octobre 2022</c>, <c>2022-10-01</c>, <c>October 1, 2022</c>. Of two numbers the day comes first, as both offices write
/// it. A date is never guessed: half a date and an impossible one are faults.
/// </summary>
public static partial class DateCell
{
    private const int Earliest = 1990;
    private const int Latest = 2100;

    /// <summary>The numbers by which spreadsheets keep the days of these years, counted from 30 December 1899.</summary>
    private const int FirstSerial = 32874, LastSerial = 73050;
    private static readonly DateOnly SerialZero = new(1899, 12, 30);

    private static readonly FrozenDictionary<string, int> Months = new (int Month, string Names)[]
    {
        (1, "jan january janv janvier"), (2, "feb february fev fevr fevrier"), (3, "mar march mars"), (4, "apr april avr avril"),
        (5, "may mai"), (6, "jun june juin"), (7, "jul july juil juillet"), (8, "aug august aou aout"),
        (9, "sep sept september septembre"), (10, "oct october octobre"), (11, "nov november novembre"), (12, "dec december decembre"),
    }.SelectMany(month => month.Names.Split(' ').Select(name => (name, month.Month))).ToFrozenDictionary(pair => pair.name, pair => pair.Month);

    /// <summary>Reads one date.</summary>
    /// <param name="monthFirst">Whether of two numbers the month comes first, as some sheets have it throughout.</param>
    public static CellReading<DateOnly> Read(string text, bool monthFirst = false)
    {
        if (text.Length == 0)
            return CellReading<DateOnly>.Blank;
        if (NotYet.IsMeant(text))
            return CellReading<DateOnly>.Wrong("Import.Problem.DateNotYetKnown");
        var words = ClockTime().Replace(Ordinal().Replace(Fold.Words(text), "$1"), "");
        if (YearFirst().Match(words) is { Success: true } yearFirst)
            return Of(Number(yearFirst, 3), Number(yearFirst, 2), Number(yearFirst, 1));
        if (DayFirst().Match(words) is { Success: true } dayFirst)
            return Of(Number(dayFirst, monthFirst ? 2 : 1), Number(dayFirst, monthFirst ? 1 : 2), Year(dayFirst.Groups[3].Value));
        if (Compact().Match(words) is { Success: true } compact)
            return Of(Number(compact, 3), Number(compact, 2), Number(compact, 1));
        if (words.Length == 5 && int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is >= FirstSerial and <= LastSerial)
            return CellReading<DateOnly>.Wrong("Import.Problem.DateSerial", SerialZero.AddDays(serial));
        if (NamedMonth().Match(words) is { Success: true } named && Months.TryGetValue(named.Groups[2].Value, out var month))
            return Of(Number(named, 1), month, Year(named.Groups[3].Value));
        if (MonthFirst().Match(words) is { Success: true } american && Months.TryGetValue(american.Groups[1].Value, out month))
            return Of(Number(american, 2), month, Number(american, 3));
        return IsHalf(words)
            ? CellReading<DateOnly>.Wrong("Import.Problem.DateWithoutDay")
            : CellReading<DateOnly>.Wrong("Import.Problem.DateNotUnderstood");
    }

    private static CellReading<DateOnly> Of(int day, int month, int year)
    {
        if (year is < Earliest or > Latest)
            return CellReading<DateOnly>.Wrong("Import.Problem.DateOutOfReach", year.ToString(CultureInfo.InvariantCulture));
        if (month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
            return CellReading<DateOnly>.Of(new DateOnly(year, month, day));
        if (month is > 12 and <= 31 && day is >= 1 and <= 12 && month <= DateTime.DaysInMonth(year, day))
            return CellReading<DateOnly>.Wrong("Import.Problem.DateMonthImpossible", month, new DateOnly(year, day, month));
        return CellReading<DateOnly>.Wrong("Import.Problem.DateImpossible");
    }

    private static bool IsHalf(string words) =>
        MonthOnly().IsMatch(words)
        || (NamedMonthOnly().Match(words) is { Success: true } named && Months.ContainsKey(named.Groups[1].Value));

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>A year of two digits is of this century up to 69, of the last one from 70.</summary>
    private static int Year(string digits)
    {
        var year = int.Parse(digits, CultureInfo.InvariantCulture);
        return digits.Length > 2 ? year : year < 70 ? 2000 + year : 1900 + year;
    }

    [GeneratedRegex(@"\b(\d{1,2})(st|nd|rd|th|er)\b")]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"(?<=\d{4} \d{1,2} \d{1,2}|\d{1,2} \d{1,2} \d{4})[ t]\d{1,2} \d{2}( \d{2}( \d+)?)?z?$")]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"^(\d{4}) (\d{1,2}) (\d{1,2})$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^((?:19|20)\d{2})(\d{2})(\d{2})$")]
    private static partial Regex Compact();

    [GeneratedRegex(@"^(\d{1,2}) (\d{1,2}) (\d{4}|\d{2})$")]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^(?:[a-z]+ )?(\d{1,2}) ?([a-z]+) ?(\d{4}|\d{2})$")]
    private static partial Regex NamedMonth();

    [GeneratedRegex(@"^([a-z]+) (\d{1,2}) (\d{4})$")]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"^(\d{4}|\d{1,2} \d{4}|\d{4} \d{1,2})$")]
    private static partial Regex MonthOnly();

    [GeneratedRegex(@"^([a-z]+) ?(\d{4}|\d{2})$")]
    private static partial Regex NamedMonthOnly();
}
