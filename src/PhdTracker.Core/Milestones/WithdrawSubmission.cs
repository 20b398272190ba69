using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Milestones;

/// <summary>A student withdraws what was returned to them instead of sending a new version: the route ends, and the milestone is to be handed in as if nothing had been sent.</summary>
public sealed record WithdrawSubmission(int MilestoneId, string Reason);

/// <inheritdoc cref="WithdrawSubmission"/>
public sealed class WithdrawSubmissionHandler(PhdTrackerDb db, OwnMilestones own, ProcessRunner runner, Notifier notifier, TimeProvider clock)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 2000;

    /// <exception cref="NotFoundException">The milestone is not this student's.</exception>
    /// <exception cref="DomainRuleException"><c>SubmissionNotWithdrawable</c>, <c>SubmissionReasonMissing</c>, <c>ReversalReasonTooLong</c>.</exception>
    public async Task HandleAsync(WithdrawSubmission command, Person by, CancellationToken ct)
    {
        var milestone = await own.LoadAsync(command.MilestoneId, by, ct);
        var asked = await db.Tasks.Include(t => t.Process)
            .SingleOrDefaultAsync(t => t.Process.MilestoneId == milestone.Id && t.Kind == TaskKind.Submission && t.State == TaskState.Open, ct) ?? throw new DomainRuleException("SubmissionNotWithdrawable");
        var reason = command.Reason.Trim();
        if (reason.Length == 0)
            throw new DomainRuleException("SubmissionReasonMissing") { Field = "Reason" };
        if (reason.Length > LongestReason)
            throw new DomainRuleException("ReversalReasonTooLong", LongestReason) { Field = "Reason" };
        milestone.Withdraw();
        asked.Fulfil(clock.UtcNow());
        await runner.ResumeAsync(asked, "Withdrawn", by, ct);
        var within = db.Processes.Within(asked.Process.Root().Id);
        foreach (var person in await db.Users.Where(p => db.Decisions.Any(d => within.Any(w => w.Id == d.Task.ProcessId) && d.ById == p.Id)).ToListAsync(ct))
            notifier.Tell(person, "SubmissionWithdrawn", $"/milestones/{milestone.Id}", null, Texts.For(person.Language).Of(milestone.TitleEn, milestone.TitleFr), by.DisplayName);
        db.Record(CaseKey.Candidature(milestone.CandidatureId), new Act(nameof(WithdrawSubmission), by.Id, SubjectKind: nameof(Milestone), SubjectId: milestone.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }
}
