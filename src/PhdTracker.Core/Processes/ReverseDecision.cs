using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>
/// Takes back what was answered or done in a task, also after others acted on it: a new event. The case goes back to that question, which is
/// asked anew; what was open behind it is closed; everyone concerned is told. Nothing that was said is changed.
/// </summary>
public sealed record ReverseDecision(int TaskId, string Reason);

/// <inheritdoc cref="ReverseDecision"/>
public sealed class ReverseDecisionHandler(PhdTrackerDb db, AccessReader access, Desks desks, DecisionsTakenBack back, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such task, or not for this person.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="DecisionsTakenBack.Reason"/> and <see cref="DecisionsTakenBack.EnsureCurrentAsync"/>.</exception>
    public async Task HandleAsync(ReverseDecision command, Person by, CancellationToken ct)
    {
        var task = await LoadAsync(command.TaskId, by, ct);
        var subject = task.Process.Subject!;
        var reason = DecisionsTakenBack.Reason(command.Reason);
        await back.EnsureCurrentAsync(task, ct);
        await back.ReopenAsync(task, reason, "DecisionReversed", by, ct);
        db.Record(subject.CaseKey, new Act(nameof(ReverseDecision), by.Id, SubjectKind: subject.Kind.ToString(), SubjectId: subject.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Loads the task for somebody who may reverse it: who answered it and is still asked, or who has the permission on the case.</summary>
    /// <exception cref="NotFoundException">There is no such task, or not for this person.</exception>
    public async Task<ProcessTask> LoadAsync(int taskId, Person by, CancellationToken ct)
    {
        var task = await back.LoadAsync(taskId, ct);
        if (task is not { State: TaskState.Done, Kind: TaskKind.Decision or TaskKind.Action })
            throw new NotFoundException();
        var own = task.Counted.Any(d => d.ById == by.Id) && await desks.AskAsync(task, by, clock.Today(), ct);
        return own || await MayAsync(await access.ForAsync(by.Id, ct), task.Process, ct) ? task : throw new NotFoundException();
    }

    /// <summary>Whether somebody may reverse the decisions of a case by a role.</summary>
    public Task<bool> MayAsync(Access mine, Process process, CancellationToken ct) =>
        process.CandidatureId is { } candidature ? mine.Filter(db.Candidatures, Permission.ReverseDecisions).AnyAsync(c => c.Id == candidature, ct)
        : process.ProposalId is { } proposal ? mine.Filter(db.Proposals, Permission.ReverseDecisions).AnyAsync(p => p.Id == proposal, ct)
        : mine.Filter(db.Projects, Permission.ReverseDecisions).AnyAsync(p => db.Agreements.Any(a => a.Id == process.AgreementId && a.ProjectId == p.Id), ct);
}
