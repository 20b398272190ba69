using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Milestones.Rules.Calendars;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Days by which tasks are to be answered, as the side that is asked counts them.</summary>
public sealed class TaskDays(WorkingDays workingDays)
{
    /// <summary>The n-th working day after today, n being an input of the step; null where it is not set.</summary>
    public DateOnly? After(RouteStep step, ProgrammeParty? party, string input)
    {
        if (step.Call.Number(input) is not { } days)
            return null;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(step.Now, Zone(party?.Institution)));
        return workingDays.Add(today, (int)days, WorkingDays.CalendarOf(party?.Institution.Country ?? ""));
    }

    /// <summary>The end of a day, in UTC: midnight on the clock of the institution.</summary>
    public static DateTime EndOf(DateOnly day, Institution? institution)
    {
        var zone = Zone(institution);
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(30);
        return TimeZoneInfo.ConvertTimeToUtc(midnight, zone);
    }

    private static TimeZoneInfo Zone(Institution? institution) => institution is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(institution.TimeZone);
}
