using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Administration;

namespace PhdTracker.Core.Processes;

/// <summary>
/// Somebody takes back their own answer while nobody has acted on it: a new event. Where others are still awaited they are asked again
/// beside them; where the task is closed, the case goes back to the question, which is asked anew. What was said stays in the history.
/// </summary>
public sealed record RecallDecision(int TaskId, string Reason);

/// <inheritdoc cref="RecallDecision"/>
public sealed class RecallDecisionHandler(PhdTrackerDb db, Desks desks, DecisionsTakenBack back, ProcessPeople people, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such task, this person has not answered it, or is not asked any more.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="DecisionsTakenBack.Reason"/> and <see cref="EnsurePossibleAsync"/>.</exception>
    public async Task HandleAsync(RecallDecision command, Person by, CancellationToken ct)
    {
        var (task, own) = await LoadAsync(command.TaskId, by, ct);
        var subject = task.Process.Subject!;
        var reason = DecisionsTakenBack.Reason(command.Reason);
        await EnsurePossibleAsync(task, ct);
        if (task.State == TaskState.Open)
        {
            db.Add(task.Recall(own, reason, by, clock.UtcNow()));
            people.Tell(task, [.. task.Assignees.Where(a => a.State != SeatState.Released).Select(a => a.Person).Concat(task.Counted.Select(d => d.By)).Distinct()], "DecisionRecalled", reason, by);
        }
        else
        {
            await back.ReopenAsync(task, reason, "DecisionRecalled", by, ct);
        }
        db.Record(subject.CaseKey, new Act(nameof(RecallDecision), by.Id, SubjectKind: subject.Kind.ToString(), SubjectId: subject.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The task with what this person answered, themselves or by their delegate.</summary>
    /// <exception cref="NotFoundException">There is no such task, this person has not answered it, or is not asked any more.</exception>
    public async Task<(ProcessTask Task, Decision Own)> LoadAsync(int taskId, Person by, CancellationToken ct)
    {
        var task = await back.LoadAsync(taskId, ct);
        var own = task.Counted.LastOrDefault(d => d.ById == by.Id || d.OnBehalfOfId == by.Id);
        return own is not null && task.State is (TaskState.Open or TaskState.Done) && await desks.AskAsync(task, by, clock.Today(), ct) ? (task, own) : throw new NotFoundException();
    }

    /// <summary>Refuses where somebody has acted on the answer, or where the outcome is published.</summary>
    /// <exception cref="DomainRuleException"><c>RecallActedOn</c>, <c>RecallPublished</c>, <c>RecallOfAgreement</c>, and those of <see cref="DecisionsTakenBack.EnsureCurrentAsync"/>.</exception>
    public async Task EnsurePossibleAsync(ProcessTask task, CancellationToken ct)
    {
        if (task.Process.Subject is Agreements.Agreement)
            throw new DomainRuleException("RecallOfAgreement");
        await back.EnsureCurrentAsync(task, ct);
        if (task.ClosedAt is not { } closed)
            return;
        if (task.Process.Subject is Proposals.Proposal { Call: { } call })
        {
            if (call.DecisionsPublishedAt is not null)
                throw new DomainRuleException("RecallPublished");
            if (await db.PublicationConsents.AnyAsync(c => c.CallId == call.Id && c.At >= closed && c.EndedAt == null, ct))
                throw new DomainRuleException("RecallActedOn");
        }
        // What was asked beside it goes on; only of an opinion, a decision that was made after it may rest on it.
        var beside = task.Kind == TaskKind.Opinion;
        var within = db.Processes.Within(task.ProcessId);
        if (await db.Tasks.AnyAsync(t => within.Any(p => p.Id == t.ProcessId) && t.Id != task.Id
            && ((t.Id > task.Id && t.OpenedAt >= closed && (t.State == TaskState.Done || t.AnswerCount > 0)) || (beside && t.State == TaskState.Done && t.ClosedAt >= closed)), ct))
            throw new DomainRuleException("RecallActedOn");
    }
}
