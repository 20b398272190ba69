using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules.Calendars;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.Processes.Cases;

namespace PhdTracker.Core.Processes;

/// <summary>
/// Reminds people of what has lain on their desk for so many working days, as its step says: from 08:00 where the side is for which they
/// are asked, none while a student is interrupted or has finished, none before the programme's go-live date, and never twice, as the key
/// (task, since when it lies there, stage, recipient) is unique. From ten days on a colleague is suggested to whom it may be delegated.
/// </summary>
public sealed class IdleReminders(PhdTrackerDb db, Notifier notifier, WorkingDays workingDays, Colleagues colleagues, TimeProvider clock)
{
    /// <returns>How many reminders were written.</returns>
    public async Task<int> WriteAsync(CancellationToken ct)
    {
        var due = (await LainAsync(ct)).Select(lain => (Lain: lain, Stage: StageOf(lain))).Where(d => d.Stage is not null)
            .Select(d => (d.Lain, Stage: d.Stage!.Value, Key: string.Create(CultureInfo.InvariantCulture, $"idle:{d.Lain.TaskId}:{d.Lain.Since:yyyy-MM-dd}:{d.Stage}:{d.Lain.PersonId}"))).ToList();
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in due.Select(d => d.Key).Chunk(500))
            written.UnionWith(await db.Notifications.Where(n => n.Key != null && chunk.Contains(n.Key)).Select(n => n.Key!).ToListAsync(ct));
        due.RemoveAll(d => !written.Add(d.Key));
        if (due.Count == 0)
            return 0;
        var (ids, holders) = (due.Select(d => d.Lain.TaskId).Distinct().ToList(), due.Select(d => d.Lain.PersonId).Distinct().ToList());
        var people = await db.Users.Where(p => holders.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var tasks = await db.Tasks.AsNoTracking().Where(t => ids.Contains(t.Id)).WithCase().Select(t => new { t.Row.Id, t.Row.Kind, t.Row.TitleEn, t.Row.TitleFr, t.Case }).ToDictionaryAsync(t => t.Id, ct);
        foreach (var (lain, stage, key) in due)
        {
            var (person, task) = (people[lain.PersonId], tasks[lain.TaskId]);
            var texts = Texts.For(person.Language);
            var suggested = stage >= Idleness.Days && !lain.IsDelegate && task.Kind is TaskKind.Decision or TaskKind.Opinion ? await SuggestedAsync(lain, ct) : null;
            notifier.Tell(
                person, "TaskIdle", $"/tasks/{task.Id}", key, texts.Of(task.TitleEn, task.TitleFr), task.Case.In(texts), texts.Count("Reminder.Days", stage),
                suggested is null ? texts["Reminder.MayDelegate"] : texts["Reminder.MayDelegateTo", suggested]);
        }

        await db.SaveChangesAsync(ct);
        return due.Count;
    }

    /// <summary>The desks on which something has lain for so long that its first reminder may be due: only what that takes, as most were reminded before.</summary>
    private Task<List<Lain>> LainAsync(CancellationToken ct)
    {
        var (now, today) = (clock.UtcNow(), clock.Today());
        // Five working days are at least four whole days, one is at least the night before the first hour.
        var (usual, soonest) = (now.AddDays(1 - ReminderDays.Usual[0]), now.AddHours(-DueReminders.FirstHour));
        var seats = db.TaskAssignees.AsNoTracking()
            .Where(a => a.State == SeatState.Asked && a.Task.State == TaskState.Open && a.Task.Reminders != "" && (a.AskedAt ?? a.Task.OpenedAt) <= (a.Task.Reminders == null ? usual : soonest))
            .Where(a => a.Task.Process.Candidature == null || !DueReminders.Silent.Contains(a.Task.Process.Candidature.State))
            .Where(a => a.Task.Process.Candidature == null
                || !a.Task.Process.Candidature.StatusPeriods.Any(p => p.Kind == StatusKind.Interrupted && p.From <= today && (p.To == null || p.To >= today)));
        return seats.Join(db.Parties.Where(p => p.Programme.GoLiveOn != null), a => a.PartyId ?? a.Task.PartyId, p => (int?)p.Id, (a, p) => new { Seat = a, Party = p })
            .OrderBy(s => s.Seat.TaskId).ThenBy(s => s.Seat.PersonId).Select(s => new Lain(
                s.Seat.TaskId, s.Seat.PersonId, s.Seat.OnBehalfOfId != null, s.Seat.AskedAt ?? s.Seat.Task.OpenedAt, s.Seat.Task.Reminders,
                s.Party.Institution.TimeZone, s.Party.Institution.Country, s.Party.Programme.GoLiveOn!.Value)).ToListAsync(ct);
    }

    /// <summary>The last of its stages that is reached today where the side is, if that one was reached on or after the go-live date.</summary>
    private int? StageOf(Lain lain)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(clock.UtcNow(), TimeZoneInfo.FindSystemTimeZoneById(lain.Zone));
        if (local.Hour < DueReminders.FirstHour)
            return null;
        var (since, calendar) = (Dates.DayIn(lain.Since, lain.Zone), WorkingDays.CalendarOf(lain.Country));
        var worked = workingDays.Between(since, DateOnly.FromDateTime(local), calendar);
        var stage = ProcessTask.RemindedAfter(lain.Reminders).LastOrDefault(days => days <= worked);
        return stage > 0 && workingDays.Add(since, stage, calendar) >= lain.GoLiveOn ? stage : null;
    }

    /// <summary>The colleague with the least on their desk, of those whom the task does not ask. Asked for once in the life of a reminder, so for few at a time.</summary>
    private async Task<string?> SuggestedAsync(Lain lain, CancellationToken ct)
    {
        var colleague = await (await colleagues.OfAsync(lain.PersonId, ct)).AsNoTracking().Where(p => !db.TaskAssignees.Any(a => a.TaskId == lain.TaskId && a.PersonId == p.Id))
            .OrderBy(p => db.TaskAssignees.Count(a => a.PersonId == p.Id && a.State == SeatState.Asked && a.Task.State == TaskState.Open)).ThenBy(p => p.Id).FirstOrDefaultAsync(ct);
        return colleague?.DisplayName;
    }

    private sealed record Lain(int TaskId, int PersonId, bool IsDelegate, DateTime Since, string? Reminders, string Zone, string Country, DateOnly GoLiveOn);
}
