using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>The lead of the student's side names the examiners. Rows in which nothing was typed do not count.</summary>
public sealed record NominateExaminers(int ExaminationId, IReadOnlyList<Nominee> Examiners);

/// <inheritdoc cref="NominateExaminers"/>
public sealed class NominateExaminersHandler(PhdTrackerDb db, OpenExaminations examinations, ExaminationPlan plan, MilestoneGates gates, ProcessRunner runner)
{
    /// <exception cref="NotFoundException">It is not asked of this person.</exception>
    /// <exception cref="TaskAlreadyClosedException">It was done.</exception>
    /// <exception cref="DomainRuleException">What the plan's rules need before it is missing: those of <see cref="MilestoneGates.RequireOpenAsync"/>.</exception>
    /// <exception cref="PanelRulesException">Rules are not met; all are told.</exception>
    public async Task HandleAsync(NominateExaminers command, Person by, CancellationToken ct)
    {
        var examination = await examinations.LoadAskedAsync(command.ExaminationId, "nominate", by, ct);
        var candidature = examination.Candidature;
        var (rules, today) = (examinations.RulesOf(candidature), examinations.TodayOf(candidature));
        if (await gates.MissingAsync(candidature.Id, rules.Milestones.Nomination, ct) is { } missing)
            throw missing;
        var supervisors = candidature.Supervisors.Select(s => new KnownPerson(s.Person.GivenName, s.Person.FamilyName, s.Person.Email)).ToList();
        examination.Nominate(command.Examiners, rules, supervisors, today);
        await plan.MeetAsync(candidature, rules.Milestones.Nomination, today, by, ct);
        await runner.FulfilAsync(examination, "nominate", "Done", by, ct);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(NominateExaminers), by.Id, SubjectKind: nameof(Examination), SubjectId: examination.Id));
        await db.SaveChangesAsync(ct);
    }
}
