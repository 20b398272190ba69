using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>Moves open tasks to the people who hold the asked role now: after roles were given or ended, and once a day, as roles begin and end by date.</summary>
public sealed class TaskDesks(PhdTrackerDb db, Desks desks, Notifier notifier, TimeProvider clock)
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
            .Where(t => t.State == TaskState.Open && t.Kind != TaskKind.Submission && t.Process.CandidatureId != null).ToListAsync(ct);
        var holders = await desks.HoldersAsync([.. open.Select(Desk)], clock.Today(), ct);
        var moved = 0;
        foreach (var task in open)
        {
            var now = holders[Desk(task)];
            var before = task.Assignees.Select(a => a.Person).ToHashSet();
            if (before.SetEquals(now))
                continue;
            task.Ask(now);
            foreach (var person in now.Where(p => !before.Contains(p)))
                Tell(task, person);
            moved++;
        }
        return moved;
    }

    private void Tell(ProcessTask task, Person person)
    {
        var (texts, milestone) = (Texts.For(person.Language), task.Process.Milestone);
        var about = texts.Of(milestone?.TitleEn ?? task.TitleEn, milestone?.TitleFr ?? task.TitleFr);
        var student = task.Process.Candidature!.Student.DisplayName;
        if (task is { Kind: TaskKind.Opinion, LapsesOn: { } lapses })
            notifier.Tell(person, "OpinionAsked", $"/tasks/{task.Id}", null, about, student, task.Submission?.Number ?? 1, lapses);
        else
            notifier.Tell(person, "DecisionAsked", $"/tasks/{task.Id}", null, about, student, task.Submission?.Number ?? 1);
    }

    private static (int CandidatureId, string AskedOf) Desk(ProcessTask task) => (task.Process.CandidatureId!.Value, task.AskedOf);
}
