using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Processes;

/// <summary>Moves open tasks to the people who hold the asked role now: after roles were given or ended, and once a day, as roles begin and end by date.</summary>
public sealed class TaskDesks(PhdTrackerDb db, Desks desks, TaskMails mails, TimeProvider clock)
{
    /// <summary>Asks anew where the holders have changed, and tells those on whose desk something has come; sees role changes that are not saved yet, and does not save.</summary>
    /// <returns>How many tasks lie on other desks than before.</returns>
    public async Task<int> ReaskAsync(CancellationToken ct)
    {
        var open = await db.Tasks
            .Include(t => t.Assignees).ThenInclude(a => a.Person)
            .Include(t => t.Submission)
            .Include(t => t.Process).ThenInclude(p => p.Milestone)
            .Include(t => t.Process).ThenInclude(p => p.Candidature!).ThenInclude(c => c.Student)
            .Include(t => t.Process).ThenInclude(p => p.Proposal)
            .Include(t => t.Process).ThenInclude(p => p.Agreement!).ThenInclude(a => a.Project)
            .Include(t => t.Process).ThenInclude(p => p.Examination!).ThenInclude(e => e.Candidature).ThenInclude(c => c.Student)
            .Where(t => t.State == TaskState.Open && t.Kind != TaskKind.Submission && (t.Process.CandidatureId != null || t.Process.ProposalId != null || t.Process.AgreementId != null))
            .AsSplitQuery().ToListAsync(ct);
        var holders = await desks.HoldersAsync([.. open.Select(Desk)], clock.Today(), ct);
        var moved = 0;
        foreach (var task in open)
        {
            var now = holders[Desk(task)];
            var before = task.Assignees.Select(a => a.Person).ToHashSet();
            if (before.SetEquals(now))
                continue;
            task.Ask(now);
            mails.Tell(task, now.Where(p => !before.Contains(p)));
            moved++;
        }
        return moved;
    }

    private static (DeskCase About, string AskedOf) Desk(ProcessTask task) => (DeskCase.Of(task), task.AskedOf);
}
