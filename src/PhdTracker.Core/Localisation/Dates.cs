using System.Globalization;

namespace PhdTracker.Core.Localisation;

/// <summary>Dates, hours, sizes and names as a reader of each language writes them.</summary>
public static class Dates
{
    /// <summary>Thursday 26 November 2026 · jeudi 26 novembre 2026.</summary>
    public static string LongDate(this Texts texts, DateOnly date) =>
        date.ToString("dddd ", texts.Culture) + texts.Date(date);

    /// <summary>26 November 2026 · 26 novembre 2026, the first of a month being « 1er » in French.</summary>
    public static string Date(this Texts texts, DateOnly date) => Day(texts, date) + date.ToString(" MMMM yyyy", texts.Culture);

    /// <summary>26 Nov 2026 · 26 nov. 2026.</summary>
    public static string ShortDate(this Texts texts, DateOnly date) => Day(texts, date) + " " + Month(texts, date) + date.ToString(" yyyy", texts.Culture);

    /// <summary>26 November · 26 novembre: where the year goes without saying.</summary>
    public static string DayMonth(this Texts texts, DateOnly date) => Day(texts, date) + date.ToString(" MMMM", texts.Culture);

    /// <summary>Nov 2026 · nov. 2026.</summary>
    public static string MonthYear(this Texts texts, DateOnly date) => Month(texts, date) + date.ToString(" yyyy", texts.Culture);

    /// <summary>How far a day is from today: today, tomorrow, in 4 days, 12 days ago; in whole months beyond three, in whole years beyond two.</summary>
    public static string Relative(this Texts texts, DateOnly date, DateOnly today)
    {
        var days = date.DayNumber - today.DayNumber;
        var months = WholeMonths(days > 0 ? today : date, days > 0 ? date : today);
        return (days, months) switch
        {
            (0, _) => texts["Date.Today"],
            (1, _) => texts["Date.Tomorrow"],
            (-1, _) => texts["Date.Yesterday"],
            ( > 0, < 3) => texts.Count("Date.InDays", days),
            ( > 0, < 24) => texts.Count("Date.InMonths", months),
            ( > 0, _) => texts.Count("Date.InYears", months / 12),
            (_, < 3) => texts.Count("Date.DaysAgo", -days),
            (_, < 24) => texts.Count("Date.MonthsAgo", months),
            _ => texts.Count("Date.YearsAgo", months / 12),
        };
    }

    private static int WholeMonths(DateOnly from, DateOnly to) =>
        ((to.Year - from.Year) * 12) + to.Month - from.Month - (to.Day < from.Day ? 1 : 0);

    /// <summary>An instant on the clock of a place: 17 Nov 2026, 10:12 London · 17 nov. 2026 à 10:12 (Paris).</summary>
    /// <param name="texts">The reader's language.</param>
    /// <param name="utc">The instant, in UTC.</param>
    /// <param name="zone">IANA time zone, such as <c>Europe/Paris</c>.</param>
    public static string DateTimeIn(this Texts texts, DateTime utc, string zone)
    {
        var local = Local(utc, zone);
        return texts["Date.AtTimeIn", texts.ShortDate(DateOnly.FromDateTime(local)), local.ToString("HH:mm", CultureInfo.InvariantCulture), texts.ZoneCity(zone)];
    }

    /// <summary>An instant on the clocks of several places: 31 Jan 2027, 17:00 London · 18:00 Paris; with its day where that is another one.</summary>
    public static string Moment(this Texts texts, Moment moment)
    {
        var day = DayIn(moment.Utc, moment.Zones[0]);
        return string.Join(" · ", moment.Zones.Distinct().Select((zone, n) => n == 0 || DayIn(moment.Utc, zone) != day
            ? texts.DateTimeIn(moment.Utc, zone)
            : texts["Date.TimeIn", Local(moment.Utc, zone).ToString("HH:mm", CultureInfo.InvariantCulture), texts.ZoneCity(zone)]));
    }

    /// <summary>What fills a placeholder, as the language writes it: days, hours, instants and time zones in words, all else as it is.</summary>
    public static object? Written(this Texts texts, object? argument) => argument switch
    {
        DateOnly day => texts.Date(day),
        TimeOnly hour => hour.ToString("HH:mm", CultureInfo.InvariantCulture),
        Moment moment => texts.Moment(moment),
        TimeZoneInfo zone => texts.ZoneCity(zone.Id),
        ValueTuple<string, string> title => texts.Of(title.Item1, title.Item2),
        _ => argument,
    };

    /// <summary>The calendar day of an instant in a place.</summary>
    public static DateOnly DayIn(DateTime utc, string zone) => DateOnly.FromDateTime(Local(utc, zone));

    /// <summary>The city that a time zone is named after, in the reader's language.</summary>
    public static string ZoneCity(this Texts texts, string zone) => zone switch
    {
        "Europe/London" => texts["Date.Zone.London"],
        "Europe/Paris" => texts["Date.Zone.Paris"],
        _ => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' '),
    };

    /// <summary>12 kB · 12 ko, 2.1 MB · 2,1 Mo (decimal units).</summary>
    public static string FileSize(this Texts texts, long bytes) => bytes switch
    {
        < 1_000 => texts.Count("FileSize.Bytes", bytes),
        < 1_000_000 => texts["FileSize.Kilobytes", Math.Round(bytes / 1_000m)],
        _ => texts["FileSize.Megabytes", Math.Round(bytes / 1_000_000m, 1)],
    };

    /// <summary>Names or things as a sentence lists them: a, b and c.</summary>
    public static string List(this Texts texts, IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : texts["List.And", string.Join(", ", all[..^1]), all[^1]];
    }

    /// <summary>An instant on the clock of a place.</summary>
    public static DateTime Local(DateTime utc, string zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(System.DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static string Day(Texts texts, DateOnly date) =>
        date.Day == 1 && texts.Language == "fr" ? "1er" : date.Day.ToString(CultureInfo.InvariantCulture);

    private static string Month(Texts texts, DateOnly date) =>
        texts.Language == "en" ? date.ToString("MMM", texts.Culture)[..3] : date.ToString("MMM", texts.Culture);
}
