using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Milestones;

/// <summary>Hands in the version that a student has written: its route begins, or goes on where it waited for a new version.</summary>
/// <param name="DraftVersion">The version of the draft that the page was loaded with; null if there was none.</param>
public sealed record SubmitMilestone(int MilestoneId, string Comment, int? DraftVersion);

/// <inheritdoc cref="SubmitMilestone"/>
public sealed class SubmitMilestoneHandler(PhdTrackerDb db, OwnMilestones own, MilestoneGates gates, ProcessRunner runner, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The milestone is not this student's.</exception>
    /// <exception cref="StaleVersionException">The draft was changed in another window, and reads differently.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Milestone.Submit"/> and <see cref="MilestoneGates"/>; <c>CommentTooLong</c>.</exception>
    public async Task<Submission> HandleAsync(SubmitMilestone command, Person by, CancellationToken ct)
    {
        var milestone = await own.LoadAsync(command.MilestoneId, by, ct);
        var now = clock.UtcNow();
        await gates.RequireOpenAsync(milestone, milestone.Continue(command.DraftVersion, command.Comment, by, now), ct);
        var submission = milestone.Submit(by, command.Comment, now);
        var asked = await db.Tasks.Include(t => t.Process)
            .Where(t => t.Process.MilestoneId == milestone.Id && t.Kind == TaskKind.Submission && t.State == TaskState.Open)
            .SingleOrDefaultAsync(ct);
        if (asked is null)
        {
            await runner.StartAsync(milestone.Route, milestone.Candidature, milestone, submission, by, ct);
        }
        else
        {
            asked.Fulfil(now);
            await runner.ResumeAsync(asked, "Submitted", by, ct);
        }
        db.Record(CaseKey.Candidature(milestone.CandidatureId), new Act("SubmitMilestone", by.Id, SubjectKind: nameof(Milestone), SubjectId: milestone.Id, Comment: submission.Comment));
        await own.SaveDraftAsync(ct);
        return submission;
    }
}
