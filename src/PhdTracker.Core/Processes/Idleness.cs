using PhdTracker.Core.Milestones.Rules.Calendars;

namespace PhdTracker.Core.Processes;

/// <summary>When a task has lain too long: more than ten working days on somebody's desk, as the side that is asked counts them.</summary>
public sealed class Idleness(WorkingDays workingDays)
{
    /// <summary>Working days after which the offices look at a task.</summary>
    public const int Days = 10;

    /// <summary>A task opened before this instant (UTC) is idle.</summary>
    /// <param name="today">The day it is judged on.</param>
    /// <param name="country">Of the institution that is asked: its public holidays are free.</param>
    public DateTime Threshold(DateOnly today, string country)
    {
        var calendar = WorkingDays.CalendarOf(country);
        var (day, worked) = (today, 0);
        while (worked <= Days)
        {
            if (workingDays.IsWorkingDay(day, calendar))
                worked++;
            day = day.AddDays(-1);
        }
        return day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
    }

    /// <summary>Of these tasks, the idle ones.</summary>
    public IQueryable<ProcessTask> Of(IQueryable<ProcessTask> tasks, DateOnly today)
    {
        var (british, french, other) = (Threshold(today, "GB"), Threshold(today, "FR"), Threshold(today, ""));
        return tasks.Select(t => new { Task = t, Country = t.Party != null ? t.Party.Institution.Country : t.Process.Candidature!.Studentship.Party.Institution.Country })
            .Where(t => t.Task.OpenedAt < (t.Country == "GB" ? british : t.Country == "FR" ? french : other)).Select(t => t.Task);
    }

    /// <summary>Whether a task of a list is idle.</summary>
    public bool Is(OpenTask task, DateOnly today) => task.OpenedAt < Threshold(today, task.Country ?? "");
}
