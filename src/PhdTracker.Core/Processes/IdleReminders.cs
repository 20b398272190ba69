using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules.Calendars;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.Processes.Cases;

namespace PhdTracker.Core.Processes;

/// <summary>
/// Reminds people of what has lain on their desk for so many working days, as its step says: from 08:00 where the side is that is asked,
/// none while a student is interrupted or has finished, none before the programme's go-live date, and never twice, as the key
/// (task, since when it lies there, stage, recipient) is unique.
/// </summary>
public sealed class IdleReminders(PhdTrackerDb db, Notifier notifier, WorkingDays workingDays, TimeProvider clock)
{
    private const int FirstHour = 8;

    /// <returns>How many reminders were written.</returns>
    public async Task<int> WriteAsync(CancellationToken ct)
    {
        var due = (await LainAsync(ct)).Select(task => (Task: task, Stage: StageOf(task))).Where(d => d.Stage is not null)
            .SelectMany(d => d.Task.Holders.Select(holder => (d.Task, Stage: d.Stage!.Value, Holder: holder,
                Key: string.Create(CultureInfo.InvariantCulture, $"idle:{d.Task.Id}:{d.Task.OpenedAt:yyyy-MM-dd}:{d.Stage}:{holder}")))).ToList();
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in due.Select(d => d.Key).Chunk(500))
            written.UnionWith(await db.Notifications.Where(n => n.Key != null && chunk.Contains(n.Key)).Select(n => n.Key!).ToListAsync(ct));
        due.RemoveAll(d => !written.Add(d.Key));
        var ids = due.Select(d => d.Holder).Distinct().ToList();
        var people = await db.Users.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        foreach (var (task, stage, holder, key) in due)
        {
            var texts = Texts.For(people[holder].Language);
            notifier.Tell(people[holder], "TaskIdle", $"/tasks/{task.Id}", key, texts.Of(task.TitleEn, task.TitleFr), task.About.In(texts), texts.Count("Reminder.Days", stage));
        }

        await db.SaveChangesAsync(ct);
        return due.Count;
    }

    private Task<List<Lain>> LainAsync(CancellationToken ct)
    {
        var (now, today) = (clock.UtcNow(), clock.Today());
        var yesterday = now.AddDays(-1);
        return db.Tasks.AsNoTracking()
            .Where(t => t.State == TaskState.Open && t.OpenedAt <= yesterday && t.Reminders != "" && t.Party!.Programme.GoLiveOn != null)
            .Where(t => t.Process.Candidature == null || !DueReminders.Silent.Contains(t.Process.Candidature.State))
            .Where(t => t.Process.Candidature == null
                || !t.Process.Candidature.StatusPeriods.Any(p => p.Kind == StatusKind.Interrupted && p.From <= today && (p.To == null || p.To >= today)))
            .OrderBy(t => t.Id).WithCase().Select(t => new Lain(
                t.Row.Id, t.Row.TitleEn, t.Row.TitleFr, t.Row.OpenedAt, t.Row.Reminders, t.Row.Party!.Institution.TimeZone, t.Row.Party.Institution.Country,
                t.Row.Party.Programme.GoLiveOn!.Value, t.Case, t.Row.Assignees.Where(a => a.State == SeatState.Asked).Select(a => a.PersonId).ToList())).ToListAsync(ct);
    }

    /// <summary>The last of its stages that is reached today where its side is, if that one was reached on or after the go-live date.</summary>
    private int? StageOf(Lain task)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(clock.UtcNow(), TimeZoneInfo.FindSystemTimeZoneById(task.Zone));
        if (local.Hour < FirstHour)
            return null;
        var (opened, calendar) = (Dates.DayIn(task.OpenedAt, task.Zone), WorkingDays.CalendarOf(task.Country));
        var worked = workingDays.Between(opened, DateOnly.FromDateTime(local), calendar);
        var stage = ProcessTask.RemindedAfter(task.Reminders).LastOrDefault(days => days <= worked);
        return stage > 0 && workingDays.Add(opened, stage, calendar) >= task.GoLiveOn ? stage : null;
    }

    private sealed record Lain(
        int Id, string TitleEn, string TitleFr, DateTime OpenedAt, string? Reminders, string Zone, string Country, DateOnly GoLiveOn, CaseName About, List<int> Holders);
}
