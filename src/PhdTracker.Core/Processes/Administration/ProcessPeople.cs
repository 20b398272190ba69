using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Whom a process concerns: who answered, who is asked now, and the people of the case; and how they are told.</summary>
public sealed class ProcessPeople(PhdTrackerDb db, Desks desks, Notifier notifier, TimeProvider clock)
{
    private static readonly string[] Concerned =
        ["student", "lead:home", "lead:partner", "investigator:home", "investigator:partner", "office:home", "office:partner"];

    /// <summary>Everybody who is told of an act on a process, or on one question of it; its subject must be loaded. What one side decides is known to the offices only, until both publish.</summary>
    public async Task<IReadOnlyList<Person>> ConcernedAsync(Process process, CancellationToken ct, ProcessTask? question = null)
    {
        if (question?.Choices == TaskChoices.Side && process.Subject is Proposal { Call.DecisionsPublishedAt: null })
            return [.. (await desks.HoldersAsync([(DeskCase.Of(process), "office:home"), (DeskCase.Of(process), "office:partner")], clock.Today(), ct)).SelectMany(h => h.Value).Distinct()];
        var within = db.Processes.Within(process.Id);
        var people = await db.Users.Where(p => db.Decisions.Any(d => within.Any(w => w.Id == d.Task.ProcessId) && d.ById == p.Id)
            || db.TaskAssignees.Any(a => within.Any(w => w.Id == a.Task.ProcessId) && a.Task.State == TaskState.Open && a.PersonId == p.Id && a.State == SeatState.Asked)).ToListAsync(ct);
        if (process.Subject is null)
            return people;
        var about = DeskCase.Of(process);
        var asked = Concerned.Where(a => about.CandidatureId is not null || (a != "student" && !a.StartsWith("lead", StringComparison.Ordinal))).Select(a => (about, a)).ToList();
        var holders = await desks.HoldersAsync(asked, clock.Today(), ct);
        return [.. people.Concat(holders.SelectMany(h => h.Value)).DistinctBy(p => p.Id)];
    }

    /// <summary>Tells everyone but who did it of an act on a question: which case, who, which question, and why.</summary>
    public void Tell(ProcessTask question, IEnumerable<Person> concerned, string mail, string reason, Person by)
    {
        var subject = question.Process.Subject!;
        foreach (var person in concerned.Where(p => p.Id != by.Id))
        {
            var texts = Texts.For(person.Language);
            notifier.Tell(person, mail, subject.Path(), null, subject.TitleIn(texts), by.DisplayName, texts.Of(question.TitleEn, question.TitleFr), reason);
        }
    }
}
