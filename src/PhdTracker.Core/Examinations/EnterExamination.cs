using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>A student enters for the examination of the thesis; their lead is asked to name the examiners.</summary>
/// <param name="TitleEn">The title that the thesis will have; one language is enough.</param>
public sealed record EnterExamination(int CandidatureId, string TitleEn, string TitleFr);

/// <inheritdoc cref="EnterExamination"/>
public sealed class EnterExaminationHandler(PhdTrackerDb db, AccessReader access, OpenExaminations examinations, ExaminationPlan plan, ProcessRunner runner)
{
    /// <exception cref="NotFoundException">The candidature is not this student's.</exception>
    /// <exception cref="DomainRuleException"><c>ExaminationAlreadyOpen</c>, <c>NoExaminationRules</c>, and those of <see cref="Examination(Candidatures.Candidature, string, string, DateOnly)"/>.</exception>
    public async Task<Examination> HandleAsync(EnterExamination command, Person by, CancellationToken ct)
    {
        var mine = (await access.ForAsync(by.Id, ct)).Filter(db.Candidatures, Permission.SubmitMilestones);
        var candidature = await PlanMilestones.WithPlan(mine.Where(c => c.Id == command.CandidatureId)).Include(c => c.Student).SingleOrDefaultAsync(ct)
            ?? throw new NotFoundException();
        if (await db.Examinations.AnyAsync(e => e.OpenFor == candidature.Id, ct))
            throw new DomainRuleException("ExaminationAlreadyOpen");
        var (rules, today) = (examinations.RulesOf(candidature), examinations.TodayOf(candidature));
        var examination = new Examination(candidature, command.TitleEn, command.TitleFr, today);
        db.Add(examination);
        plan.Refresh(candidature);
        await plan.MeetAsync(candidature, [.. rules.Milestones.Entry.Where(code => candidature.Milestones.Any(m => m.RuleCode == code && !m.IsClosed))], today, by, ct);
        await runner.StartAsync(rules.Route, examination, by, ct);
        db.Record(() => CaseKey.Candidature(candidature.Id), () => new Act(nameof(EnterExamination), by.Id, SubjectKind: nameof(Examination), SubjectId: examination.Id));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (taken is not DbUpdateConcurrencyException)
        {
            // A second click reached the database first.
            throw new DomainRuleException("ExaminationAlreadyOpen");
        }
        return examination;
    }
}
