using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Asks somebody else to answer one task.</summary>
/// <param name="Version">The version of the process that the page was loaded with.</param>
/// <param name="InsteadOfId">Of several people asked, whose place they take; null for everybody's, where one answer is enough and one side is asked.</param>
public sealed record ReassignTask(int ProcessId, int Version, int TaskId, int? InsteadOfId, int PersonId, string Reason);

/// <inheritdoc cref="ReassignTask"/>
public sealed class ReassignTaskHandler(PhdTrackerDb db, ManagedProcesses processes, AskablePeople people, Desks desks, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such process or task, or the person may not repair it.</exception>
    /// <exception cref="TaskAlreadyClosedException">It was answered or closed meanwhile.</exception>
    /// <exception cref="DomainRuleException"><c>ProcessWentOn</c>, <c>StudentTaskStays</c>, <c>CommitteeTaskStays</c>, <c>PersonNotAskable</c>, <c>OtherSideAsked</c>, <c>AskedAlready</c>, <c>NotAskedNow</c>, and those of <see cref="ManagedProcesses.Reason"/>.</exception>
    public Task<Person> HandleAsync(ReassignTask command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => ReassignAsync(command, me!, ct), ct);

    private async Task<Person> ReassignAsync(ReassignTask command, Person by, CancellationToken ct)
    {
        var process = await processes.LoadAsync(command.ProcessId, command.Version, by, ct);
        var task = process.Tasks.SingleOrDefault(t => t.Id == command.TaskId) ?? throw new NotFoundException();
        if (task.State != TaskState.Open)
            throw new TaskAlreadyClosedException(await ClosedTask.OfAsync(db.Tasks, task.Id, ct), by.Id);
        if (!MayMove(task))
            throw new DomainRuleException(task.AskedOf is "assessor" or "committee" ? "CommitteeTaskStays" : Assignees.MayBeReplaced(task.AskedOf) ? "NotAskedNow" : "StudentTaskStays");
        var asked = (await people.OfAsync(process, ct)).FirstOrDefault(p => p.Person.Id == command.PersonId) ?? throw new DomainRuleException("PersonNotAskable") { Field = "PersonId" };
        if (IsSeated(task, asked.Person.Id))
            throw new DomainRuleException("AskedAlready", asked.Person.DisplayName) { Field = "PersonId" };
        var (before, seat) = (task.Asked.ToList(), PlaceOf(task, command.InsteadOfId));
        if (!Fits(asked, SideOf(task, seat)))
            throw new DomainRuleException("OtherSideAsked") { Field = "PersonId" };
        var gone = seat?.Person;
        var reason = ManagedProcesses.Reason(command.Reason);

        process.AskInstead(task, gone, asked.Person, by, clock.UtcNow());
        db.Touch(process);
        task.Ask(await desks.SeatsAsync(SeatRequest.Of(task), clock.Today(), ct), clock.UtcNow());
        Tell(task, gone is null ? before : [gone], asked.Person, by, reason);
        db.Record(process.Subject?.CaseKey ?? CaseKey.System, new Act(nameof(ReassignTask), by.Id, SubjectKind: nameof(Process), SubjectId: process.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
        return asked.Person;
    }

    /// <summary>Whether somebody else can be asked at all: what the student hands in or does, nobody does for them, and committees are named elsewhere.</summary>
    public static bool MayMove(ProcessTask task) => task.Kind != TaskKind.Submission && Assignees.MayBeReplaced(task.AskedOf) && (!Assignees.AsksTwoSides(task.AskedOf) || Places(task).Count > 0);

    /// <summary>The places that somebody else can take.</summary>
    public static IReadOnlyList<TaskAssignee> Places(ProcessTask task) => [.. task.Assignees.Where(a => a.IsReplaceable)];

    /// <summary>Whether one person cannot take the places of all who are asked: each side, or several people, must answer.</summary>
    public static bool CountsPlaces(ProcessTask task) => Assignees.AsksTwoSides(task.AskedOf) || task.Complete != Ballot.Any;

    /// <summary>Whether a task asks somebody already, or has their answer.</summary>
    public static bool IsSeated(ProcessTask task, int personId) => task.Assignees.Any(a => a.Person.Id == personId && a.State != SeatState.Released);

    /// <summary>The side for which a task asks in a place; null where it names none, and for all places of a task that asks two.</summary>
    public static int? SideOf(ProcessTask task, TaskAssignee? place) => place?.PartyId ?? (Assignees.AsksOneSide(task.AskedOf) ? task.PartyId : null);

    /// <summary>Whether the person may be asked for a side: what one side is asked, one of its own people answers.</summary>
    public static bool Fits(AskablePerson person, int? partyId) => partyId is null || person.IsOf(partyId.Value);

    /// <summary>The place that is to be taken; null for those of everybody.</summary>
    private static TaskAssignee? PlaceOf(ProcessTask task, int? insteadOfId)
    {
        var places = Places(task);
        if (insteadOfId is { } person)
            return places.SingleOrDefault(a => a.Person.Id == person) ?? throw new DomainRuleException("NotAskedNow") { Field = "InsteadOfId" };
        if (!CountsPlaces(task) || places.Count == 0)
            return null;
        return places.Count == 1 ? places[0] : throw new DomainRuleException("NotAskedNow") { Field = "InsteadOfId" };
    }

    private void Tell(ProcessTask task, IEnumerable<Person> gone, Person asked, Person by, string reason)
    {
        foreach (var person in gone.Where(p => p != by))
        {
            var texts = Texts.For(person.Language);
            notifier.Tell(person, "TaskMovedAway", task.Process.Subject!.Path(), null, About(task, texts), texts.Of(task.TitleEn, task.TitleFr), by.DisplayName, asked.DisplayName, reason);
        }
        if (asked != by)
        {
            var texts = Texts.For(asked.Language);
            notifier.Tell(asked, "TaskMovedHere", $"/tasks/{task.Id}", null, About(task, texts), texts.Of(task.TitleEn, task.TitleFr), by.DisplayName, reason);
        }
    }

    private static string About(ProcessTask task, Texts texts) => task.Process.Subject!.TitleIn(texts);
}
