using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Notifications;

/// <summary>
/// Writes the reminders that are due: from 08:00 in the zone of the owning side, none while a student is interrupted or has
/// finished, none before the programme's go-live date, and never twice, as the key (rule, milestone, due date, recipient) is unique.
/// </summary>
public sealed class DueReminders(PhdTrackerDb db, Desks desks, Notifier notifier, ReminderRules rules, TimeProvider clock)
{
    /// <summary>The hour of the day, where the side is, from which reminders of every kind go out.</summary>
    internal const int FirstHour = 8;
    internal static readonly CandidatureState[] Silent =
        [CandidatureState.Offered, CandidatureState.Interrupted, CandidatureState.Awarded, CandidatureState.Alumnus, CandidatureState.Withdrawn, CandidatureState.Terminated, CandidatureState.Transferred];

    /// <returns>How many reminders were written.</returns>
    public async Task<int> WriteAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var horizon = today.AddDays(1 - rules.All.Min(r => r.Days));
        var milestones = await db.Milestones
            .Include(m => m.Candidature).ThenInclude(c => c.Student)
            .Include(m => m.Candidature).ThenInclude(c => c.Studentship).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
            .Include(m => m.Candidature).ThenInclude(c => c.Studentship).ThenInclude(s => s.Project).ThenInclude(p => p.Programme)
            .Where(m => m.DueOn != null && m.DueOn <= horizon && m.EquivalentToId == null && !m.IsOptional)
            .Where(m => !Milestone.ClosedStates.Contains(m.State) && !Silent.Contains(m.Candidature.State))
            .Where(m => !m.Candidature.StatusPeriods.Any(p => p.Kind == StatusKind.Interrupted && p.From <= today && (p.To == null || p.To >= today)))
            .Where(m => m.Candidature.Studentship.Project.Programme.GoLiveOn != null).ToListAsync(ct);
        var due = milestones.Select(m => (Milestone: m, Rule: RuleOf(m))).Where(d => d.Rule is not null).ToList();
        var recipients = await RecipientsAsync(due!, ct);
        var keys = recipients.Select(r => r.Key).ToList();
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in keys.Chunk(500))
            written.UnionWith(await db.Notifications.Where(n => n.Key != null && chunk.Contains(n.Key)).Select(n => n.Key!).ToListAsync(ct));
        var count = 0;
        foreach (var reminder in recipients.Where(r => written.Add(r.Key)))
        {
            Write(reminder);
            count++;
        }
        await db.SaveChangesAsync(ct);
        return count;
    }

    /// <summary>The stage that the milestone is in today where its side is, if that stage began on or after the go-live date.</summary>
    private ReminderRule? RuleOf(Milestone milestone)
    {
        var party = milestone.Candidature.Studentship.Party;
        var local = TimeZoneInfo.ConvertTimeFromUtc(clock.UtcNow(), TimeZoneInfo.FindSystemTimeZoneById(party.Institution.TimeZone));
        if (local.Hour < FirstHour)
            return null;
        var days = DateOnly.FromDateTime(local).DayNumber - milestone.DueOn!.Value.DayNumber;
        var rule = rules.All.LastOrDefault(r => r.Days <= days && days < rules.Until(r));
        return rule is not null && milestone.DueOn.Value.AddDays(rule.Days) >= milestone.Candidature.Studentship.Project.Programme.GoLiveOn ? rule : null;
    }

    private async Task<List<Reminder>> RecipientsAsync(List<(Milestone Milestone, ReminderRule Rule)> due, CancellationToken ct)
    {
        var ids = due.Select(d => d.Milestone.Id).ToList();
        var holders = (await db.Tasks.Where(t => t.State == TaskState.Open && t.Process.MilestoneId != null && ids.Contains(t.Process.MilestoneId.Value))
            .SelectMany(t => t.Assignees.Where(a => a.State == SeatState.Asked), (t, a) => new { MilestoneId = t.Process.MilestoneId!.Value, a.Person }).ToListAsync(ct)).ToLookup(h => h.MilestoneId, h => h.Person);
        var asked = due.SelectMany(d => d.Rule.Tell.Where(t => t != "holder").Select(t => (DeskCase.Candidature(d.Milestone.CandidatureId), t))).Distinct().ToList();
        var desk = await desks.HoldersAsync(asked, clock.Today(), ct);
        var reminders = new List<Reminder>();
        foreach (var (milestone, rule) in due)
        {
            var people = rule.Tell.SelectMany(t => t == "holder" ? Holder(milestone, holders[milestone.Id]) : desk[(DeskCase.Candidature(milestone.CandidatureId), t)]);
            if (milestone.State == MilestoneState.Submitted)
                people = people.Where(p => p.Id != milestone.Candidature.StudentId);
            reminders.AddRange(people.DistinctBy(p => p.Id).Select(p => new Reminder(milestone, rule, p)));
        }
        return reminders;
    }

    /// <summary>Whoever has it on their desk; before it is handed in, that is the student.</summary>
    private static IEnumerable<Person> Holder(Milestone milestone, IEnumerable<Person> asked) =>
        milestone.State == MilestoneState.Submitted ? asked : [milestone.Candidature.Student];

    private void Write(Reminder reminder)
    {
        var (milestone, rule, person) = reminder;
        var texts = Texts.For(person.Language);
        var kind = (rule.Days, person.Id == milestone.Candidature.StudentId) switch
        {
            ( < 0, true) => "DueSoonYours",
            ( < 0, false) => "DueSoon",
            (0, true) => "DueTodayYours",
            (0, false) => "DueToday",
            (_, true) => "OverdueYours",
            _ => "Overdue",
        };
        notifier.Tell(person, kind, string.Create(CultureInfo.InvariantCulture, $"/milestones/{milestone.Id}"), reminder.Key,
            texts.Of(milestone.TitleEn, milestone.TitleFr), milestone.Candidature.Student.DisplayName, milestone.DueOn!.Value, texts.Of(milestone.RationaleEn, milestone.RationaleFr));
    }

    private sealed record Reminder(Milestone Milestone, ReminderRule Rule, Person Recipient)
    {
        public string Key => string.Create(CultureInfo.InvariantCulture, $"reminder:{Rule.Code}:{Milestone.Id}:{Milestone.DueOn:yyyy-MM-dd}:{Recipient.Id}");
    }
}
