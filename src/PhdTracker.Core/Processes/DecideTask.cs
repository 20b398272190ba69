using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>Answers one task. Of two people who answer at once, one is counted and the other is told.</summary>
/// <param name="Version">The version of the task that the person saw.</param>
public sealed record DecideTask(int TaskId, int Version, DecisionKind Kind, string Comment);

public sealed class DecideTaskHandler(PhdTrackerDb db, Desks desks, ProcessRunner runner, Notifier notifier, TimeProvider clock)
{
    /// <summary>Longest comment, in characters.</summary>
    public const int LongestComment = 8000;

    /// <summary>How often an answer is tried again after somebody changed another part of the same case in between.</summary>
    private const int MostTries = 6;

    /// <exception cref="NotFoundException">There is no such task, or the person is not asked, or no longer holds the role.</exception>
    /// <exception cref="TaskAlreadyClosedException">It is closed: by somebody else, by an earlier click, or by time.</exception>
    /// <exception cref="StaleVersionException">It was changed since the person saw it, and is still open.</exception>
    /// <exception cref="DomainRuleException"><c>DecisionDoesNotFit</c>, <c>ReasonsMissing</c>, <c>CommentTooLong</c>.</exception>
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
        var task = await db.Tasks
            .Include(t => t.Assignees)
            .Include(t => t.Submission)
            .Include(t => t.Party)
            .Include(t => t.Process).ThenInclude(p => p.Milestone!).ThenInclude(m => m.Equivalents)
            .Include(t => t.Process).ThenInclude(p => p.Candidature!).ThenInclude(c => c.Student)
            .SingleOrDefaultAsync(t => t.Id == command.TaskId && (t.Kind == TaskKind.Decision || t.Kind == TaskKind.Opinion), ct) ?? throw new NotFoundException();
        if ((await runner.LoadSubjectAsync(task.Process, ct)).Subject is not { } subject || !await desks.AskAsync(task, by, clock.Today(), ct))
            throw new NotFoundException();
        if (await ClosedTask.OfAsync(db.Tasks, task.Id, ct) is { } closed)
            throw new TaskAlreadyClosedException(closed, by.Id);
        if (task.Version != command.Version)
            throw new StaleVersionException();
        if (command.Comment.Length > LongestComment)
            throw new DomainRuleException("CommentTooLong", LongestComment, command.Comment.Length) { Field = "Comment" };

        var decision = task.Decide(command.Kind, command.Comment, by, null, clock.UtcNow());
        subject.Note(task, decision);
        db.Record(subject.CaseKey, new Act("DecideTask", by.Id, SubjectKind: "Task", SubjectId: task.Id, Comment: decision.Comment));
        await runner.ResumeAsync(task, Decision.Outcome(command.Kind), by, ct);
        await TellAsync(task, by, ct);
        await db.SaveChangesAsync(ct);
        return decision;
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
        foreach (var (open, person) in deciding.Where(t => t.State == TaskState.Open).SelectMany(t => t.Assignees, (t, a) => (t, a.Person)))
            notifier.Tell(person, "OpinionGiven", $"/tasks/{open.Id}", null, Title(milestone, person), student.DisplayName, by.DisplayName);
    }

    private static string Title(Milestone milestone, Person reader) => Texts.For(reader.Language).Of(milestone.TitleEn, milestone.TitleFr);
}
