using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Administration;

namespace PhdTracker.Core.Processes;

/// <summary>What it takes to go back to a question, whether its answer is reversed or recalled.</summary>
public sealed class DecisionsTakenBack(PhdTrackerDb db, ProcessRunner runner, CaseReturn cases, ProcessPeople people, TimeProvider clock)
{
    /// <summary>The task with its answers, its people and its case.</summary>
    /// <exception cref="NotFoundException">There is no such task.</exception>
    public async Task<ProcessTask> LoadAsync(int taskId, CancellationToken ct)
    {
        var task = await db.Tasks.Include(t => t.Process).Include(t => t.Party!.Institution).Include(t => t.Assignees).ThenInclude(a => a.Person).Include(t => t.Assignees).ThenInclude(a => a.OnBehalfOf)
            .Include(t => t.Decisions).ThenInclude(d => d.By).Include(t => t.Decisions).ThenInclude(d => d.OnBehalfOf).Include(t => t.Decisions).ThenInclude(d => d.Recall)
            .AsSplitQuery().SingleOrDefaultAsync(t => t.Id == taskId, ct) ?? throw new NotFoundException();
        return (await runner.LoadSubjectAsync(task.Process, ct)).Subject is null ? throw new NotFoundException() : task;
    }

    /// <summary>The reason as it is kept.</summary>
    /// <exception cref="DomainRuleException"><c>ReversalReasonMissing</c>, <c>ReversalReasonTooLong</c>.</exception>
    public static string Reason(string typed)
    {
        var reason = typed.Trim();
        if (reason.Length == 0)
            throw new DomainRuleException("ReversalReasonMissing") { Field = "Reason" };
        return reason.Length <= DecisionReversal.LongestReason ? reason : throw new DomainRuleException("ReversalReasonTooLong", DecisionReversal.LongestReason) { Field = "Reason" };
    }

    /// <summary>Refuses to go back where there is nothing to go back to.</summary>
    /// <exception cref="DomainRuleException"><c>DecisionAlreadyReversed</c>, <c>DecisionNotReversible</c>, <c>SubRouteReturned</c>, <c>NewerRoundBegun</c>.</exception>
    public async Task EnsureCurrentAsync(ProcessTask task, CancellationToken ct)
    {
        var subject = task.Process.Subject!;
        if (await db.DecisionReversals.AnyAsync(r => r.TaskId == task.Id && r.DecisionId == null, ct))
            throw new DomainRuleException("DecisionAlreadyReversed");
        // A signature cannot be taken back: an agreement is amended or ended, and one that goes round is declined.
        if (task.Process.SubStatus == "Cancelled" || subject.Kind == SubjectKind.Agreement)
            throw new DomainRuleException("DecisionNotReversible");
        if (subject is ChangeRequests.ChangeRequest { OpenFor: null } over && await db.ChangeRequests.AnyAsync(r => r.OpenFor == over.CandidatureId && r.Kind == over.Kind, ct))
            throw new DomainRuleException("NewerRoundBegun");
        if (task.State != TaskState.Open && task.Process.IsPassedBy)
            throw new DomainRuleException("SubRouteReturned");
        if (await db.Processes.BegunAfter(task.Process).AnyAsync(ct))
            throw new DomainRuleException("NewerRoundBegun");
        // Of a question that was asked again since, only the last answer can be taken back.
        if (await db.Tasks.AnyAsync(t => t.ProcessId == task.ProcessId && t.ActivityId == task.ActivityId && t.Id > task.Id, ct))
            throw new DomainRuleException("NewerRoundBegun");
    }

    /// <summary>The case stands again as it did, the question is asked anew, what was open behind it is closed, and everyone concerned is told.</summary>
    /// <param name="mail">Kind of the mail that tells it.</param>
    public async Task ReopenAsync(ProcessTask task, string reason, string mail, Person by, CancellationToken ct)
    {
        var concerned = await people.ConcernedAsync(task.Process, ct, task);
        db.Add(new DecisionReversal(task, reason, by, clock.UtcNow()));
        await cases.ToAsync(task, () => runner.MoveBackAsync(task.Process, task.ActivityId, by, ct), ct);
        people.Tell(task, concerned, mail, reason, by);
    }
}
