using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>The office records that the reports of both rapporteurs have come.</summary>
/// <param name="On">The day on which the last of them came.</param>
public sealed record RecordReports(int ExaminationId, DateOnly On);

/// <inheritdoc cref="RecordReports"/>
public sealed class RecordReportsHandler(PhdTrackerDb db, OpenExaminations examinations, ExaminationPlan plan, ProcessRunner runner)
{
    /// <exception cref="NotFoundException">It is not asked of this person.</exception>
    /// <exception cref="TaskAlreadyClosedException">It was done.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Examination.ReceiveReports"/>.</exception>
    public async Task HandleAsync(RecordReports command, Person by, CancellationToken ct)
    {
        var examination = await examinations.LoadAskedAsync(command.ExaminationId, "reports", by, ct);
        var candidature = examination.Candidature;
        examination.ReceiveReports(command.On, examinations.TodayOf(candidature));
        await plan.MeetAsync(candidature, examinations.RulesOf(candidature).Milestones.Reports, command.On, by, ct);
        await runner.FulfilAsync(examination, "reports", "Done", by, ct);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(RecordReports), by.Id, SubjectKind: nameof(Examination), SubjectId: examination.Id));
        await db.SaveChangesAsync(ct);
    }
}
