using PhdTracker.Core.Milestones.Rules.Reading;

namespace PhdTracker.Core.Milestones.Rules.Calendars;

/// <summary>Counts working days: Monday to Friday without the public holidays of a calendar. Read once at start, then shared.</summary>
public sealed class WorkingDays
{
    private readonly Dictionary<string, HolidayCalendar> _calendars;

    public WorkingDays(IEnumerable<HolidayCalendar> calendars) =>
        _calendars = calendars.ToDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>Codes of the calendars.</summary>
    public IReadOnlyCollection<string> Calendars => _calendars.Keys;

    /// <summary>Reads every <c>*.json</c> file of a folder.</summary>
    /// <exception cref="InvalidRuleSetException">A file is not a calendar, or the folder is missing.</exception>
    public static WorkingDays LoadFrom(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InvalidRuleSetException([new(folder, null, "the folder of calendars does not exist")]);
        return new(Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => HolidayCalendar.Parse(File.ReadAllText(path), Path.GetFileName(path))));
    }

    /// <summary>The calendar of a country: <c>GB</c> is England's. Null, that is no public holidays, where there is none.</summary>
    public static string? CalendarOf(string country) => country.ToUpperInvariant() switch
    {
        "GB" => "england",
        "FR" => "france",
        _ => null,
    };

    /// <summary>Whether people are at work on that day.</summary>
    /// <param name="calendar">Code of a calendar; null or unknown: only weekends are free.</param>
    public bool IsWorkingDay(DateOnly date, string? calendar) => !HolidayCalendar.IsWeekend(date) && Of(calendar)?.IsHoliday(date) != true;

    /// <summary>The n-th working day after a date (before it, for a negative n); the date itself for 0. The date itself is not counted.</summary>
    public DateOnly Add(DateOnly date, int days, string? calendar)
    {
        var step = Math.Sign(days);
        for (var left = Math.Abs(days); left > 0;)
        {
            date = date.AddDays(step);
            if (IsWorkingDay(date, calendar))
                left--;
        }
        return date;
    }

    /// <summary>How many working days lie after the first date up to and with the second; 0 where it is not later.</summary>
    public int Between(DateOnly from, DateOnly to, string? calendar)
    {
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            count += IsWorkingDay(day, calendar) ? 1 : 0;
        return count;
    }

    private HolidayCalendar? Of(string? calendar) => calendar is null ? null : _calendars.GetValueOrDefault(calendar);
}
