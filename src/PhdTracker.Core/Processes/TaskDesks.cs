using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Processes;

/// <summary>Moves open tasks to the people who hold the asked role now: after roles were given or ended, and once a day, as roles begin and end by date.</summary>
public sealed class TaskDesks(PhdTrackerDb db, Desks desks, TimeProvider clock)
{
    /// <summary>Asks anew where the holders have changed; sees role changes that are not saved yet, and does not save.</summary>
    /// <returns>How many tasks lie on other desks than before.</returns>
    public async Task<int> ReaskAsync(CancellationToken ct)
    {
        var open = await db.Tasks.Include(t => t.Assignees).ThenInclude(a => a.Person).Include(t => t.Process)
            .Where(t => t.State == TaskState.Open && t.Kind != TaskKind.Submission && t.Process.CandidatureId != null).ToListAsync(ct);
        var holders = await desks.HoldersAsync(open, open.ToDictionary(t => t.Id, t => t.Process.CandidatureId!.Value), clock.Today(), ct);
        var moved = 0;
        foreach (var task in open)
        {
            var before = task.Assignees.Select(a => a.Person).ToHashSet();
            if (before.SetEquals(holders[task.Id]))
                continue;
            task.Ask(holders[task.Id]);
            moved++;
        }
        return moved;
    }
}
