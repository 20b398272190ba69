using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Committees;

/// <summary>An assessor hands in their report. The route goes on once all of the panel have.</summary>
public sealed record ReportAssessment(int MilestoneId, CommitteeOpinion? Opinion, string Text);

/// <inheritdoc cref="ReportAssessment"/>
public sealed class ReportAssessmentHandler(PhdTrackerDb db, CommitteeBook committees, ProcessRunner runner, TimeProvider clock)
{
    /// <summary>What a route calls the step in which assessors report.</summary>
    public const string Action = "report";

    /// <returns>How many reports are still awaited.</returns>
    /// <exception cref="NotFoundException">It is not asked of this person.</exception>
    /// <exception cref="TaskAlreadyClosedException">It was done.</exception>
    /// <exception cref="StaleVersionException">Another assessor reported at the same moment.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="CommitteeReport"/>.</exception>
    public async Task<int> HandleAsync(ReportAssessment command, Person by, CancellationToken ct)
    {
        var task = await committees.AskedAsync(command.MilestoneId, Action, by, ct);
        var (milestone, now) = (task.Process.Milestone!, clock.UtcNow());
        var report = new CommitteeReport(milestone, task.SubmissionId, ReportPart.Assessment, command.Opinion, command.Text, by, now);
        db.CommitteeReports.Add(report);
        var panel = await CommitteeBook.Current(db, milestone.CandidatureId, CommitteeKind.Assessment).Include(m => m.Person).ToListAsync(ct);
        var awaited = panel.Where(m => m.IsAsked && m.PersonId != by.Id && !m.Person.IsClosed).Select(m => m.Person).ToList();
        if (awaited.Count == 0)
            await runner.FulfilAsync(milestone, Action, "Done", by, ct);
        else
            task.Ask(awaited, now);
        panel.Single(m => m.PersonId == by.Id).Report(now);
        // Two who report at once would each count on the other.
        db.Touch(task);
        db.Record(() => CaseKey.Candidature(milestone.CandidatureId), () => new Act(nameof(ReportAssessment), by.Id, SubjectKind: nameof(Milestone), SubjectId: milestone.Id));
        await db.SaveChangesAsync(ct);
        return awaited.Count;
    }
}
