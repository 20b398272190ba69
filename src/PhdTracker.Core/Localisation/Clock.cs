namespace PhdTracker.Core;

/// <summary>Short forms of what the app asks of <see cref="TimeProvider"/>.</summary>
public static class Clock
{
    /// <summary>Now, in UTC, to the microsecond: all three databases keep it as it is.</summary>
    public static DateTime UtcNow(this TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>The calendar day it is now in UTC: the day that roles, plans and lists are judged on.</summary>
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.UtcNow());

    /// <summary>The calendar day it is now in an IANA time zone.</summary>
    public static DateOnly TodayIn(this TimeProvider clock, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.UtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)));
}
