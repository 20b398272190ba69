using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>Answers one task. Where the first answer counts, of two people who answer at once one is counted and the other is told; where it takes several, both count.</summary>
/// <param name="Version">The version of the task that the person saw.</param>
public sealed record DecideTask(int TaskId, int Version, DecisionKind Kind, string Comment);

public sealed class DecideTaskHandler(PhdTrackerDb db, Desks desks, ProcessRunner runner, TaskMails mails, Notifier notifier, TimeProvider clock)
{
    /// <summary>Longest comment, in characters.</summary>
    public const int LongestComment = 8000;

    /// <summary>How often an answer is tried again after somebody changed another part of the same case in between.</summary>
    private const int MostTries = 6;

    /// <exception cref="NotFoundException">There is no such task, or the person was never asked.</exception>
    /// <exception cref="TaskAlreadyClosedException">It is closed: by somebody else, by an earlier click, or by time.</exception>
    /// <exception cref="StaleVersionException">It was changed since the person saw it, and is still open.</exception>
    /// <exception cref="DomainRuleException"><c>NoLongerAsked</c>, <c>TaskAlreadyAnswered</c>, <c>SideHasAnswered</c>, <c>NotYourTurn</c>, <c>DecisionDoesNotFit</c>, <c>ReasonsMissing</c>, <c>CommentTooLong</c>.</exception>
    public async Task<Decision> HandleAsync(DecideTask command, Person by, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await DecideAsync(command, attempt == 1 ? by : await db.Users.SingleAsync(p => p.Id == by.Id, ct), ct);
            }
            catch (DbUpdateException) when (attempt < MostTries && db.Database.CurrentTransaction is null)
            {
                db.StartOver();
            }
        }
    }

    private async Task<Decision> DecideAsync(DecideTask command, Person by, CancellationToken ct)
    {
        var task = await LoadAsync(command.TaskId, ct);
        var subject = task.Process.Subject ?? throw new NotFoundException();
        var seat = task.Assignees.SingleOrDefault(a => a.PersonId == by.Id) ?? throw new NotFoundException();
        if (!await desks.AskAsync(task, by, clock.Today(), ct))
            throw new DomainRuleException("NoLongerAsked");
        if (await ClosedTask.OfAsync(db.Tasks, task.Id, ct) is { } closed)
            throw new TaskAlreadyClosedException(closed, by.Id);
        EnsureAsked(seat);
        // Answers of others in between do not change the question.
        if (command.Version > task.Version || (command.Version != task.Version && task.AnswerCount == 0))
            throw new StaleVersionException();
        if (command.Comment.Length > LongestComment)
            throw new DomainRuleException("CommentTooLong", LongestComment, command.Comment.Length) { Field = "Comment" };

        var asked = task.Asked.ToHashSet();
        var decision = task.Decide(command.Kind, command.Comment, by, seat.OnBehalfOf, clock.UtcNow());
        db.Record(subject.CaseKey, new Act("DecideTask", by.Id, seat.OnBehalfOfId, SubjectKind: "Task", SubjectId: task.Id, Comment: decision.Comment));
        if (task.Outcome is { } outcome)
        {
            subject.Note(task, decision);
            await runner.ResumeAsync(task, outcome, by, ct);
            await TellAsync(task, by, ct);
        }
        else
        {
            mails.Tell(task, task.Asked.Where(p => !asked.Contains(p)));
        }
        if (seat.OnBehalfOf is { } principal)
            notifier.Tell(principal, "AnsweredForYou", subject is Agreement ? subject.Path() : $"/tasks/{task.Id}/recall", null, subject.TitleIn(Texts.For(principal.Language)), by.DisplayName, Texts.For(principal.Language).Enum(decision.Kind));
        await db.SaveChangesAsync(ct);
        return decision;
    }

    private async Task<ProcessTask> LoadAsync(int taskId, CancellationToken ct)
    {
        var task = await db.Tasks
            .Include(t => t.Assignees).ThenInclude(a => a.Person)
            .Include(t => t.Assignees).ThenInclude(a => a.OnBehalfOf)
            .Include(t => t.Decisions).ThenInclude(d => d.Recall)
            .Include(t => t.Submission)
            .Include(t => t.Party)
            .Include(t => t.Process).ThenInclude(p => p.Milestone!).ThenInclude(m => m.Equivalents)
            .Include(t => t.Process).ThenInclude(p => p.Candidature!).ThenInclude(c => c.Student)
            .SingleOrDefaultAsync(t => t.Id == taskId && (t.Kind == TaskKind.Decision || t.Kind == TaskKind.Opinion), ct) ?? throw new NotFoundException();
        await runner.LoadSubjectAsync(task.Process, ct);
        return task;
    }

    private static void EnsureAsked(TaskAssignee seat)
    {
        switch (seat.State)
        {
            case SeatState.Answered: throw new DomainRuleException("TaskAlreadyAnswered");
            case SeatState.Released: throw new DomainRuleException("SideHasAnswered");
            case SeatState.Waiting: throw new DomainRuleException("NotYourTurn");
        }
    }

    /// <summary>Tells whom the route itself does not: the student while the case goes on, and those who decide when an opinion has come.</summary>
    private async Task TellAsync(ProcessTask task, Person by, CancellationToken ct)
    {
        if (task.Process.Milestone is not { } milestone)
            return;
        var student = task.Process.Candidature!.Student;
        if (task.Kind == TaskKind.Decision)
        {
            if (milestone.State == MilestoneState.Submitted)
                notifier.Tell(student, "StepApproved", $"/milestones/{milestone.Id}", null, Title(milestone, student), by.DisplayName);
            return;
        }
        var deciding = await db.Tasks.Include(t => t.Assignees).ThenInclude(a => a.Person)
            .Where(t => t.ProcessId == task.ProcessId && t.Kind == TaskKind.Decision && t.State == TaskState.Open).ToListAsync(ct);
        foreach (var (open, person) in deciding.Where(t => t.State == TaskState.Open).SelectMany(t => t.Asked, (t, person) => (t, person)))
            notifier.Tell(person, "OpinionGiven", $"/tasks/{open.Id}", null, Title(milestone, person), student.DisplayName, by.DisplayName);
    }

    private static string Title(Milestone milestone, Person reader) => Texts.For(reader.Language).Of(milestone.TitleEn, milestone.TitleFr);
}
