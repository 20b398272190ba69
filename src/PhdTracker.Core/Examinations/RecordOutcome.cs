using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>The office records what the examiners decided. It is final: a mistake is mended by reversing it.</summary>
/// <param name="On">The day on which they decided.</param>
public sealed record RecordOutcome(int ExaminationId, ExaminationOutcome Outcome, DateOnly On);

/// <inheritdoc cref="RecordOutcome"/>
public sealed class RecordOutcomeHandler(PhdTrackerDb db, OpenExaminations examinations, ExaminationPlan plan, ExaminationMails mails, ProcessRunner runner)
{
    /// <exception cref="NotFoundException">It is not asked of this person.</exception>
    /// <exception cref="TaskAlreadyClosedException">It was done.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Examination.Conclude"/>.</exception>
    public async Task HandleAsync(RecordOutcome command, Person by, CancellationToken ct)
    {
        var examination = await examinations.LoadAskedAsync(command.ExaminationId, "outcome", by, ct);
        var candidature = examination.Candidature;
        var rules = examinations.RulesOf(candidature);
        var rule = rules.Of(command.Outcome);
        examination.Conclude(command.Outcome, command.On, rule, examinations.TodayOf(candidature));
        await plan.MeetAsync(candidature, rules.Milestones.Defence, examination.DefenceOn!.Value, by, ct, rule!.Fact);
        plan.Expect(examination, rules, rule);
        if (rule.Then == OutcomeThen.End)
            await plan.CloseAsync(candidature, CandidatureState.Terminated, command.On, ct);
        else
            candidature.MoveTo(rule.Then == OutcomeThen.Award ? CandidatureState.Examined : CandidatureState.Corrections, command.On);
        await runner.FulfilAsync(examination, "outcome", command.Outcome.ToString(), by, ct);
        await mails.TellOutcomeAsync(examination, by, ct);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(RecordOutcome), by.Id, SubjectKind: nameof(Examination), SubjectId: examination.Id));
        await db.SaveChangesAsync(ct);
    }
}
