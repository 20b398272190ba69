using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Processes;

/// <summary>Moves open tasks to the people who hold the asked role now: at once where roles, groups and delegations change, and by a job, as they begin and end by date.</summary>
public sealed class TaskDesks(PhdTrackerDb db, Desks desks, TaskMails mails, ProcessRunner runner, TimeProvider clock)
{
    /// <summary>
    /// Asks anew where the holders have changed, tells those on whose desk something has come, and the office where nobody is left;
    /// sees changes that are not saved yet, and does not save.
    /// </summary>
    /// <returns>How many tasks lie on other desks than before.</returns>
    public Task<int> ReaskAsync(CancellationToken ct) => ReaskAsync(db.Tasks, ct);

    /// <summary>The same for the tasks about one project and its students, where nobody else is concerned.</summary>
    public Task<int> ReaskAsync(int projectId, CancellationToken ct) =>
        ReaskAsync(db.Tasks.Where(t => t.Process.Candidature!.Studentship.ProjectId == projectId || t.Process.Agreement!.ProjectId == projectId), ct);

    /// <summary>Saves what gives somebody a role in a project by rows that are new, and asks anew in the same transaction: who sits where is read by the ids that they have then.</summary>
    public async Task SaveAndReaskAsync(int projectId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        await ReaskAsync(projectId, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<int> ReaskAsync(IQueryable<ProcessTask> tasks, CancellationToken ct)
    {
        var open = await tasks
            .Include(t => t.Assignees).ThenInclude(a => a.Person)
            .Include(t => t.Assignees).ThenInclude(a => a.OnBehalfOf)
            .Include(t => t.Decisions).ThenInclude(d => d.Recall)
            .Include(t => t.Submission)
            .Include(t => t.Party)
            .Include(t => t.Process).ThenInclude(p => p.Milestone)
            .Include(t => t.Process).ThenInclude(p => p.Candidature!).ThenInclude(c => c.Student)
            .Include(t => t.Process).ThenInclude(p => p.Proposal)
            .Include(t => t.Process).ThenInclude(p => p.Agreement!).ThenInclude(a => a.Project)
            .Include(t => t.Process).ThenInclude(p => p.Examination!).ThenInclude(e => e.Candidature).ThenInclude(c => c.Student)
            .Include(t => t.Process).ThenInclude(p => p.ChangeRequest!).ThenInclude(r => r.Candidature).ThenInclude(c => c.Student)
            .Where(t => t.State == TaskState.Open && t.Kind != TaskKind.Submission && (t.Process.CandidatureId != null || t.Process.ProposalId != null || t.Process.AgreementId != null))
            .AsSplitQuery().ToListAsync(ct);
        var seats = await desks.SeatsAsync([.. open.Select(SeatRequest.Of)], clock.Today(), ct);
        var moved = 0;
        // What has been answered in this very transaction is asked of nobody any more.
        foreach (var task in open.Where(t => t.State == TaskState.Open))
            moved += await MoveAsync(task, seats[SeatRequest.Of(task)], ct) ? 1 : 0;
        return moved;
    }

    /// <summary>Asks those who hold the role now.</summary>
    /// <returns>Whether anything changed.</returns>
    private async Task<bool> MoveAsync(ProcessTask task, IReadOnlyList<Seat> seats, CancellationToken ct)
    {
        var before = task.Asked.ToHashSet();
        task.Ask(seats, clock.UtcNow());
        var moved = !before.SetEquals(task.Asked);
        if (moved)
        {
            mails.Tell(task, task.Asked.Where(p => !before.Contains(p)));
            if (task.Process.Subject is { } subject)
                db.Record(subject.CaseKey, new Act("MoveTask", null, SubjectKind: "Task", SubjectId: task.Id));
        }
        if (task.Vacant is { Count: > 0 } vacant && !task.OfficeTold)
        {
            mails.TellNobody(task, vacant, await mails.OfficesAsync(DeskCase.Of(task.Process), clock.Today(), ct));
            task.NoteOfficeTold();
        }
        // Those who are left may have answered already.
        if (task.Decisions.Count > 0 && task.Settle(clock.UtcNow()))
            await runner.ResumeAsync(task, task.Outcome!, null, ct);
        return moved;
    }
}
