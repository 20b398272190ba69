using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;

namespace PhdTracker.Core.Cohort;

/// <summary>Reminds everybody on whose desk these open tasks lie, with a mail that says who asks and why; each person at most once in seven days about one task.</summary>
/// <param name="Reason">Why, in the words of whoever nudges; the mail cites it.</param>
public sealed record NudgeTasks(IReadOnlyCollection<int> TaskIds, string Reason);

/// <summary>What became of a nudge.</summary>
/// <param name="Mails">Mails that go out.</param>
/// <param name="Tasks">Tasks that they are about.</param>
/// <param name="TooSoon">Tasks left out as everybody asked was nudged less than seven days ago.</param>
/// <param name="AgainOn">First day on which one of those can be nudged again.</param>
public sealed record Nudged(int Mails, int Tasks, int TooSoon, DateOnly? AgainOn);

/// <inheritdoc cref="NudgeTasks"/>
public sealed class NudgeTasksHandler(PhdTrackerDb db, AccessReader access, Notifier notifier, TimeProvider clock)
{
    /// <summary>How many tasks are nudged at once.</summary>
    public const int Most = 50;

    /// <exception cref="NotFoundException">None of the tasks is open, with somebody, and in the reach of this person.</exception>
    /// <exception cref="DomainRuleException"><c>NudgeReasonMissing</c>, <c>NudgeReasonTooLong</c>, <c>NudgeTooMany</c>; <c>NudgedAlready</c>: all were nudged less than seven days ago.</exception>
    public Task<Nudged> HandleAsync(NudgeTasks command, Person by, CancellationToken ct)
    {
        var reason = command.Reason.Trim();
        if (reason.Length == 0)
            throw new DomainRuleException("NudgeReasonMissing") { Field = nameof(command.Reason) };
        if (reason.Length > TaskNudge.LongestReason)
            throw new DomainRuleException("NudgeReasonTooLong", TaskNudge.LongestReason) { Field = nameof(command.Reason) };
        if (command.TaskIds.Count > Most)
            throw new DomainRuleException("NudgeTooMany", Most);
        return LostRaces.TryAgainAsync(db, by, me => NudgeAsync(command.TaskIds, reason, me!, ct), ct);
    }

    /// <summary>The open tasks of which somebody may remind others.</summary>
    public static IQueryable<ProcessTask> InReach(PhdTrackerDb db, Access access)
    {
        var candidatures = access.Filter(db.Candidatures, Permission.Nudge);
        var (proposals, projects) = (access.Filter(db.Proposals, Permission.Nudge), access.Filter(db.Projects, Permission.Nudge));
        return db.Tasks.Where(t => t.State == TaskState.Open && t.Assignees.Any(a => a.State == SeatState.Asked && a.PersonId != access.PersonId)
            && (candidatures.Any(c => c.Id == t.Process.CandidatureId) || proposals.Any(p => p.Id == t.Process.ProposalId) || projects.Any(p => p.Id == t.Process.Agreement!.ProjectId)));
    }

    private async Task<Nudged> NudgeAsync(IReadOnlyCollection<int> ids, string reason, Person by, CancellationToken ct)
    {
        var (now, today) = (clock.UtcNow(), clock.Today());
        var tasks = await InReach(db, await access.ForAsync(by.Id, ct)).Where(t => ids.Contains(t.Id)).WithCase().OrderBy(t => t.Row.Id).Select(t => new Asked(
            t.Row, t.Case, t.Row.Process.CandidatureId, t.Row.Process.ProposalId, t.Row.Process.Agreement == null ? null : t.Row.Process.Agreement.ProjectId,
            t.Row.Assignees.Where(a => a.State == SeatState.Asked && a.PersonId != by.Id).Select(a => a.Person).ToList())).ToListAsync(ct);
        if (tasks.Count == 0)
            throw new NotFoundException();
        var last = await db.TaskNudges.Where(n => ids.Contains(n.TaskId)).GroupBy(n => new { n.TaskId, n.PersonId })
            .Select(g => new { g.Key, Number = g.Max(n => n.Number), At = g.Max(n => n.At) }).ToDictionaryAsync(g => (g.Key.TaskId, g.Key.PersonId), ct);
        var (mails, nudged, soon, again) = (0, 0, 0, (DateOnly?)null);
        foreach (var task in tasks)
        {
            var due = task.People.Where(p => !last.TryGetValue((task.Task.Id, p.Id), out var before) || AgainOn(before.At) <= today).ToList();
            foreach (var person in due)
            {
                db.TaskNudges.Add(new TaskNudge(task.Task, person, (last.GetValueOrDefault((task.Task.Id, person.Id))?.Number ?? 0) + 1, by, reason, now));
                mails += Tell(task, person, by, reason) ? 1 : 0;
            }
            nudged += due.Count > 0 ? 1 : 0;
            if (due.Count > 0)
                db.Record(task.CaseKey, new Act(nameof(NudgeTasks), by.Id, SubjectKind: "Task", SubjectId: task.Task.Id, Comment: reason));
            else
                (soon, again) = (soon + 1, Earlier(again, task.People.Min(p => AgainOn(last[(task.Task.Id, p.Id)].At))));
        }
        if (nudged == 0)
            throw new DomainRuleException("NudgedAlready", again!.Value);
        await db.SaveChangesAsync(ct);
        return new Nudged(mails, nudged, soon, again);
    }

    /// <summary>First day on which somebody who was nudged can be nudged about the same task again.</summary>
    public static DateOnly AgainOn(DateTime lastAt) => DateOnly.FromDateTime(lastAt).AddDays(TaskNudge.DaysApart);

    private bool Tell(Asked task, Person person, Person by, string reason)
    {
        var texts = Texts.For(person.Language);
        return notifier.Tell(
            person, "TaskNudged", $"/tasks/{task.Task.Id}", null, texts.Of(task.Task.TitleEn, task.Task.TitleFr), task.Case.In(texts), by.DisplayName, DateOnly.FromDateTime(task.Task.OpenedAt), reason) is not null;
    }

    private static DateOnly Earlier(DateOnly? one, DateOnly other) => one < other ? one.Value : other;

    private sealed record Asked(ProcessTask Task, CaseName Case, int? CandidatureId, int? ProposalId, int? ProjectId, List<Person> People)
    {
        public string CaseKey => CandidatureId is { } candidature ? Audit.CaseKey.Candidature(candidature)
            : ProposalId is { } proposal ? Audit.CaseKey.Proposal(proposal)
            : Audit.CaseKey.Project(ProjectId!.Value);
    }
}
