using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Administration;

namespace PhdTracker.Core.Processes;

/// <summary>
/// Takes back what was answered or done in a task, also after others acted on it: a new event. The case goes back to that question, which is
/// asked anew; what was open behind it is closed; everyone concerned is told. Nothing that was said is changed.
/// </summary>
public sealed record ReverseDecision(int TaskId, string Reason);

public sealed class ReverseDecisionHandler(PhdTrackerDb db, AccessReader access, Desks desks, ProcessRunner runner, CaseReturn cases, ProcessPeople people, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such task, or not for this person.</exception>
    /// <exception cref="DomainRuleException"><c>ReversalReasonMissing</c>, <c>ReversalReasonTooLong</c>, <c>DecisionAlreadyReversed</c>, <c>DecisionNotReversible</c>, <c>NewerRoundBegun</c>.</exception>
    public async Task HandleAsync(ReverseDecision command, Person by, CancellationToken ct)
    {
        var task = await LoadAsync(command.TaskId, by, ct);
        var subject = task.Process.Subject!;
        var reason = command.Reason.Trim();
        if (reason.Length == 0)
            throw new DomainRuleException("ReversalReasonMissing") { Field = "Reason" };
        if (reason.Length > DecisionReversal.LongestReason)
            throw new DomainRuleException("ReversalReasonTooLong", DecisionReversal.LongestReason) { Field = "Reason" };
        await EnsureReversibleAsync(task, subject, ct);

        var concerned = await people.ConcernedAsync(task.Process, ct);
        db.Add(new DecisionReversal(task, reason, by, clock.UtcNow()));
        await cases.ToAsync(task, () => runner.MoveBackAsync(task.Process, task.ActivityId, by, ct), ct);
        foreach (var person in concerned.Where(p => p.Id != by.Id))
        {
            var texts = Texts.For(person.Language);
            notifier.Tell(person, "DecisionReversed", subject.Path(), null, subject.TitleIn(texts), by.DisplayName, texts.Of(task.TitleEn, task.TitleFr), reason);
        }
        db.Record(subject.CaseKey, new Act(nameof(ReverseDecision), by.Id, SubjectKind: subject.Kind.ToString(), SubjectId: subject.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Loads the task for somebody who may reverse it: who answered it and is still asked, or who has the permission on the case.</summary>
    /// <exception cref="NotFoundException">There is no such task, or not for this person.</exception>
    public async Task<ProcessTask> LoadAsync(int taskId, Person by, CancellationToken ct)
    {
        var task = await db.Tasks.Include(t => t.Process).Include(t => t.Party!.Institution).Include(t => t.Assignees).Include(t => t.Decision!.By)
            .SingleOrDefaultAsync(t => t.Id == taskId && t.State == TaskState.Done && (t.Kind == TaskKind.Decision || t.Kind == TaskKind.Action), ct) ?? throw new NotFoundException();
        if ((await runner.LoadSubjectAsync(task.Process, ct)).Subject is null)
            throw new NotFoundException();
        var own = task.Decision?.ById == by.Id && await desks.AskAsync(task, by, clock.Today(), ct);
        return own || await MayAsync(await access.ForAsync(by.Id, ct), task.Process, ct) ? task : throw new NotFoundException();
    }

    /// <summary>Whether somebody may reverse the decisions of a case by a role.</summary>
    public Task<bool> MayAsync(Access mine, Process process, CancellationToken ct) =>
        process.CandidatureId is { } candidature ? mine.Filter(db.Candidatures, Permission.ReverseDecisions).AnyAsync(c => c.Id == candidature, ct)
        : process.ProposalId is { } proposal ? mine.Filter(db.Proposals, Permission.ReverseDecisions).AnyAsync(p => p.Id == proposal, ct)
        : mine.Filter(db.Projects, Permission.ReverseDecisions).AnyAsync(p => db.Agreements.Any(a => a.Id == process.AgreementId && a.ProjectId == p.Id), ct);

    private async Task EnsureReversibleAsync(ProcessTask task, IProcessSubject subject, CancellationToken ct)
    {
        if (await db.DecisionReversals.AnyAsync(r => r.TaskId == task.Id, ct))
            throw new DomainRuleException("DecisionAlreadyReversed");
        // A signature cannot be taken back: an agreement is amended or ended, and one that goes round is declined.
        if (task.Process.SubStatus == "Cancelled" || subject.Kind == SubjectKind.Agreement)
            throw new DomainRuleException("DecisionNotReversible");
        if (await db.Processes.About(subject.Kind, subject.Id).AnyAsync(p => p.Id > task.ProcessId, ct))
            throw new DomainRuleException("NewerRoundBegun");
        // Of a question that was asked again since, only the last answer can be taken back.
        if (await db.Tasks.AnyAsync(t => t.ProcessId == task.ProcessId && t.ActivityId == task.ActivityId && t.Id > task.Id, ct))
            throw new DomainRuleException("NewerRoundBegun");
    }
}
