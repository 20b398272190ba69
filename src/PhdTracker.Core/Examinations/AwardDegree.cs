using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>The degree is awarded: the candidature is closed, and its project once all its places are.</summary>
/// <param name="On">The day of the award.</param>
/// <param name="InstitutionId">Which institution awards it.</param>
public sealed record AwardDegree(int ExaminationId, DateOnly On, string DegreeEn, string DegreeFr, int InstitutionId);

/// <inheritdoc cref="AwardDegree"/>
public sealed class AwardDegreeHandler(PhdTrackerDb db, OpenExaminations examinations, ExaminationPlan plan, ExaminationMails mails, AlumniInvitations alumni, ProcessRunner runner)
{
    /// <exception cref="NotFoundException">It is not asked of this person.</exception>
    /// <exception cref="TaskAlreadyClosedException">It was done.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Examination.Award"/>.</exception>
    public async Task HandleAsync(AwardDegree command, Person by, CancellationToken ct)
    {
        var examination = await examinations.LoadAskedAsync(command.ExaminationId, "award", by, ct);
        var candidature = examination.Candidature;
        var institution = await db.Institutions.SingleOrDefaultAsync(i => i.Id == command.InstitutionId, ct);
        await runner.FulfilAsync(examination, "award", "Done", by, ct);
        examination.Award(command.On, command.DegreeEn, command.DegreeFr, institution, examinations.TodayOf(candidature));
        await plan.CloseAsync(candidature, CandidatureState.Awarded, command.On, ct);
        alumni.Invite(candidature);
        await mails.TellAwardAsync(examination, by, ct);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(AwardDegree), by.Id, SubjectKind: nameof(Examination), SubjectId: examination.Id));
        await db.SaveChangesAsync(ct);
    }
}
