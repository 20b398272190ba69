using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Running;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>In this process only, one person is asked wherever the route or one of its sub-routes would ask another: what is open now, and every later step. Roles stay as they are.</summary>
/// <param name="Version">The version of the process that the page was loaded with.</param>
public sealed record ReplacePerson(int ProcessId, int Version, int InsteadOfId, int PersonId, string Reason);

/// <inheritdoc cref="ReplacePerson"/>
public sealed class ReplacePersonHandler(PhdTrackerDb db, ManagedProcesses processes, AskablePeople people, Desks desks, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such process, or the person may not repair it.</exception>
    /// <exception cref="DomainRuleException"><c>ProcessWentOn</c>, <c>ProcessOver</c>, <c>NotAskedInRoute</c>, <c>AnsweredAlready</c>, <c>PersonNotAskable</c>, <c>OtherSideAsked</c>, <c>AskedAlready</c>, <c>ReplacedByThemselves</c>, and those of <see cref="ManagedProcesses.Reason"/>.</exception>
    public Task<Person> HandleAsync(ReplacePerson command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => ReplaceAsync(command, me!, ct), ct);

    private async Task<Person> ReplaceAsync(ReplacePerson command, Person by, CancellationToken ct)
    {
        var process = await processes.LoadAsync(command.ProcessId, command.Version, by, ct);
        if (process.Status == "Finished")
            throw new DomainRuleException("ProcessOver");
        var below = (await db.BelowAsync(process, ct)).Where(p => p.Status == "Running").ToList();
        var open = await OpenAsync(process, below, ct);
        var (gone, asked) = await FindAsync(process, open, command, ct);
        var reason = ManagedProcesses.Reason(command.Reason);

        foreach (var replaced in below.Prepend(process))
        {
            replaced.AskInstead(null, gone, asked, by, clock.UtcNow());
            db.Touch(replaced);
        }

        var moved = open.Where(t => ReassignTaskHandler.MayMove(t) && ReassignTaskHandler.Places(t).Any(a => a.Person == gone)).ToList();
        var seats = await desks.SeatsAsync([.. moved.Select(SeatRequest.Of)], clock.Today(), ct);
        foreach (var task in moved)
            task.Ask(seats[SeatRequest.Of(task)], clock.UtcNow());
        Tell(process, moved, gone, asked, by, reason);
        db.Record(process.Subject?.CaseKey ?? CaseKey.System, new Act(nameof(ReplacePerson), by.Id, SubjectKind: nameof(Process), SubjectId: process.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
        return asked;
    }

    /// <summary>What is asked now in a process and its sub-routes.</summary>
    private async Task<List<ProcessTask>> OpenAsync(Process process, List<Process> below, CancellationToken ct)
    {
        var ids = below.Select(p => p.Id).ToList();
        var asked = ids.Count == 0 ? [] : await db.Tasks.Include(t => t.Assignees).ThenInclude(a => a.Person).Include(t => t.Assignees).ThenInclude(a => a.OnBehalfOf)
            .Include(t => t.Decisions).ThenInclude(d => d.Recall).Where(t => ids.Contains(t.ProcessId) && t.State == TaskState.Open).AsSplitQuery().ToListAsync(ct);
        return [.. process.Tasks.Where(t => t.State == TaskState.Open), .. asked];
    }

    private async Task<(Person Gone, Person Asked)> FindAsync(Process process, List<ProcessTask> open, ReplacePerson command, CancellationToken ct)
    {
        if (command.InsteadOfId == command.PersonId)
            throw new DomainRuleException("ReplacedByThemselves") { Field = "PersonId" };
        var steps = await people.AskedAsync(process, ct);
        var places = steps.Where(s => s.Person.Id == command.InsteadOfId).ToList();
        if (places.Count == 0)
            throw new DomainRuleException("NotAskedInRoute") { Field = "InsteadOfId" };
        var gone = places[0].Person;
        // Their answer counts; whoever came in their place would count once more.
        if (open.Exists(t => t.Assignees.Any(a => a.Person == gone && a.State == SeatState.Answered)))
            throw new DomainRuleException("AnsweredAlready", gone.DisplayName) { Field = "InsteadOfId" };
        var asked = (await people.OfAsync(process, ct)).FirstOrDefault(p => p.Person.Id == command.PersonId) ?? throw new DomainRuleException("PersonNotAskable") { Field = "PersonId" };
        if (!places.TrueForAll(p => ReassignTaskHandler.Fits(asked, p.PartyId)))
            throw new DomainRuleException("OtherSideAsked") { Field = "PersonId" };
        if (places.Exists(p => steps.Any(s => s.Person == asked.Person && s.AskedOf == p.AskedOf))
            || open.Exists(t => places.Exists(p => p.AskedOf == t.AskedOf) && ReassignTaskHandler.IsSeated(t, asked.Person.Id)))
            throw new DomainRuleException("AskedAlready", asked.Person.DisplayName) { Field = "PersonId" };
        return (gone, asked.Person);
    }

    private void Tell(Process process, List<ProcessTask> moved, Person gone, Person asked, Person by, string reason)
    {
        var path = process.Subject!.Path();
        if (gone != by)
            notifier.Tell(gone, "ReplacedInProcess", path, null, process.Subject!.TitleIn(Texts.For(gone.Language)), by.DisplayName, asked.DisplayName, reason);
        if (asked != by)
            notifier.Tell(asked, "AskedInProcess", moved.Count > 0 ? $"/tasks/{moved[0].Id}" : path, null, process.Subject!.TitleIn(Texts.For(asked.Language)), by.DisplayName, gone.DisplayName, reason);
    }
}
