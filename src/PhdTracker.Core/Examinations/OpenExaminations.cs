using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>Loads examinations for the commands about them, with the whole plan of the candidature.</summary>
public sealed class OpenExaminations(PhdTrackerDb db, AccessReader access, Desks desks, ExaminationRulebook rulebook, TimeProvider clock)
{
    /// <summary>The examination, for somebody who may do this to its candidature.</summary>
    /// <exception cref="NotFoundException">It does not exist, or not for this person.</exception>
    public async Task<Examination> LoadAsync(int id, Permission permission, Person by, CancellationToken ct)
    {
        var allowed = (await access.ForAsync(by.Id, ct)).Filter(db.Candidatures, permission);
        _ = await PlanMilestones.WithPlan(allowed.Where(c => db.Examinations.Any(e => e.Id == id && e.CandidatureId == c.Id)))
            .Include(c => c.Student)
            .Include(c => c.Supervisors).ThenInclude(s => s.Person)
            .SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        return await db.Examinations
            .Include(e => e.Examiners)
            .Include(e => e.Theses).ThenInclude(t => t.Document)
            .AsSplitQuery()
            .SingleAsync(e => e.Id == id, ct);
    }

    /// <summary>The examination, for somebody whom its route asks to do this now.</summary>
    /// <exception cref="NotFoundException">It does not exist, or this is not asked of this person.</exception>
    /// <exception cref="TaskAlreadyClosedException">It was done, by this person or another.</exception>
    public async Task<Examination> LoadAskedAsync(int id, string action, Person by, CancellationToken ct)
    {
        var examination = await LoadAsync(id, Permission.ViewCandidature, by, ct);
        var task = await db.Tasks.About(SubjectKind.Examination, id).Include(t => t.Process).Include(t => t.Assignees)
            .Where(t => t.Kind == TaskKind.Action && t.Action == action && t.Assignees.Any(a => a.PersonId == by.Id && a.State != SeatState.Released))
            .OrderBy(t => t.State != TaskState.Open).ThenByDescending(t => t.Id).FirstOrDefaultAsync(ct) ?? throw new NotFoundException();
        if (task.State != TaskState.Open)
            throw new TaskAlreadyClosedException(await ClosedTask.OfAsync(db.Tasks, task.Id, ct), by.Id);
        return await desks.AskAsync(task, by, clock.Today(), ct) ? examination : throw new NotFoundException();
    }

    /// <summary>The rules of the student's side.</summary>
    /// <exception cref="DomainRuleException"><c>NoExaminationRules</c>.</exception>
    public ExaminationRules RulesOf(Candidature candidature) => rulebook.Of(candidature.Studentship.Party.Institution.Country);

    /// <summary>Today on the clock of the student's side.</summary>
    public DateOnly TodayOf(Candidature candidature) => clock.TodayIn(candidature.Studentship.Party.Institution.TimeZone);
}
