namespace PhdTracker.Core.Processes;

/// <summary>When a task has lain too long: more than ten working days on somebody's desk.</summary>
public static class Idleness
{
    /// <summary>Working days after which the offices look at a task.</summary>
    public const int WorkingDays = 10;

    /// <summary>A task opened before this instant (UTC) is idle.</summary>
    /// <param name="today">The day it is judged on.</param>
    public static DateTime Threshold(DateOnly today)
    {
        var (day, worked) = (today, 0);
        while (worked <= WorkingDays)
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                worked++;
            day = day.AddDays(-1);
        }
        return day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
    }
}
