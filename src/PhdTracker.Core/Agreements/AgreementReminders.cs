using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Agreements;

/// <summary>
/// Warns offices and investigators of both sides before an agreement ends: from 08:00 where the home side is, for projects that go on,
/// none before the programme's go-live date, and never twice, as the key (stage, agreement, last day, recipient) is unique.
/// </summary>
public sealed class AgreementReminders(PhdTrackerDb db, Desks desks, Notifier notifier, AgreementReminderRules rules, TimeProvider clock)
{
    private static readonly string[] Told = ["office:home", "office:partner", "investigator:home", "investigator:partner"];

    /// <returns>How many were written.</returns>
    public async Task<int> WriteAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var last = today.AddDays(rules.MailDays[0] + 1);
        var agreements = await db.Agreements.Include(a => a.Project).ThenInclude(p => p.Programme).Include(a => a.Parties).ThenInclude(p => p.Party).ThenInclude(p => p.Institution)
            .Where(a => a.State == AgreementState.InForce && a.EndsOn <= last && a.EndsOn >= today.AddDays(-1) && a.Project.Programme.GoLiveOn != null)
            .Where(a => a.Project.State != ProjectState.Completed && a.Project.State != ProjectState.Terminated).AsSplitQuery().ToListAsync(ct);
        var due = agreements.Select(a => (Agreement: a, Stage: StageOf(a))).Where(d => d.Stage is not null).ToList();
        var asked = due.SelectMany(d => Told.Select(t => (new DeskCase(null, null, d.Agreement.ProjectId), t))).ToList();
        var holders = await desks.HoldersAsync(asked, today, ct);
        var mails = due.SelectMany(d => Told.SelectMany(t => holders[(new DeskCase(null, null, d.Agreement.ProjectId), t)]).DistinctBy(p => p.Id).Select(p => (d.Agreement, Person: p,
            Key: string.Create(CultureInfo.InvariantCulture, $"agreement:{d.Stage}:{d.Agreement.Id}:{d.Agreement.EndsOn:yyyy-MM-dd}:{p.Id}")))).ToList();
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in mails.Select(m => m.Key).Chunk(500))
            written.UnionWith(await db.Notifications.Where(n => n.Key != null && chunk.Contains(n.Key)).Select(n => n.Key!).ToListAsync(ct));
        var count = 0;
        foreach (var (agreement, person, key) in mails.Where(m => written.Add(m.Key)))
        {
            notifier.Tell(person, "AgreementExpires", agreement.Path(), key, agreement.TitleIn(Texts.For(person.Language)), agreement.EndsOn);
            count++;
        }
        await db.SaveChangesAsync(ct);
        return count;
    }

    /// <summary>The smallest number of days that has been reached; null before the first, after the end, or where that day lies before the go-live date.</summary>
    private int? StageOf(Agreement agreement)
    {
        var zone = agreement.Parties.OrderBy(p => p.Order).First().Party.Institution.TimeZone;
        var local = TimeZoneInfo.ConvertTimeFromUtc(clock.UtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone));
        var left = agreement.EndsOn!.Value.DayNumber - DateOnly.FromDateTime(local).DayNumber;
        if (local.Hour < DueReminders.FirstHour || left < 0)
            return null;
        var stage = rules.MailDays.Where(d => left <= d).Select(d => (int?)d).Min();
        return stage is { } days && agreement.EndsOn.Value.AddDays(-days) >= agreement.Project.Programme.GoLiveOn ? stage : null;
    }
}
