using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>The office sets the day of the viva or soutenance, or moves it while nothing is decided.</summary>
/// <param name="Reason">Needed when it is earlier than the rules allow, or moves.</param>
public sealed record SetDefenceDate(int ExaminationId, DateOnly On, string Place, string Reason);

/// <inheritdoc cref="SetDefenceDate"/>
public sealed class SetDefenceDateHandler(PhdTrackerDb db, OpenExaminations examinations, ExaminationPlan plan, ExaminationMails mails, ProcessRunner runner)
{
    /// <exception cref="NotFoundException">It is not asked of this person, nor is it for them to move.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Examination.Schedule"/>.</exception>
    public async Task HandleAsync(SetDefenceDate command, Person by, CancellationToken ct)
    {
        var examination = await examinations.LoadAsync(command.ExaminationId, Permission.ManageExaminations, by, ct);
        // Once the route has gone on, the day only moves.
        var isAsked = examination.DefenceOn is null || await db.Tasks.About(SubjectKind.Examination, examination.Id).Where(t => t.State == TaskState.Open && t.Action == "date").AnyAsync(ct);
        if (isAsked)
            examination = await examinations.LoadAskedAsync(command.ExaminationId, "date", by, ct);
        examination.Schedule(command.On, command.Place, command.Reason, examinations.RulesOf(examination.Candidature));
        plan.Schedule(examination.Candidature, command.On);
        if (isAsked)
            await runner.FulfilAsync(examination, "date", "Done", by, ct);
        await mails.TellDateAsync(examination, by, ct);
        db.Record(CaseKey.Candidature(examination.CandidatureId), new Act(nameof(SetDefenceDate), by.Id, SubjectKind: nameof(Examination), SubjectId: examination.Id, Comment: command.Reason.Trim() is { Length: > 0 } reason ? reason : null));
        await db.SaveChangesAsync(ct);
    }
}
