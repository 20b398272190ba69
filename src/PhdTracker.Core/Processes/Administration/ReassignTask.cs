using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Asks somebody else to answer one task.</summary>
/// <param name="Version">The version of the process that the page was loaded with.</param>
/// <param name="InsteadOfId">Of several people asked, whose place they take; null for everybody's.</param>
public sealed record ReassignTask(int ProcessId, int Version, int TaskId, int? InsteadOfId, int PersonId, string Reason);

/// <inheritdoc cref="ReassignTask"/>
public sealed class ReassignTaskHandler(PhdTrackerDb db, ManagedProcesses processes, AskablePeople people, Desks desks, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such process or task, or the person may not repair it.</exception>
    /// <exception cref="TaskAlreadyClosedException">It was answered or closed meanwhile.</exception>
    /// <exception cref="DomainRuleException"><c>ProcessWentOn</c>, <c>StudentTaskStays</c>, <c>PersonNotAskable</c>, <c>OtherSideAsked</c>, <c>AskedAlready</c>, <c>NotAskedNow</c>, and those of <see cref="ManagedProcesses.Reason"/>.</exception>
    public Task<Person> HandleAsync(ReassignTask command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => ReassignAsync(command, me!, ct), ct);

    private async Task<Person> ReassignAsync(ReassignTask command, Person by, CancellationToken ct)
    {
        var process = await processes.LoadAsync(command.ProcessId, command.Version, by, ct);
        var task = process.Tasks.SingleOrDefault(t => t.Id == command.TaskId) ?? throw new NotFoundException();
        if (task.State != TaskState.Open)
            throw new TaskAlreadyClosedException(await ClosedTask.OfAsync(db.Tasks, task.Id, ct), by.Id);
        if (!MayMove(task))
            throw new DomainRuleException("StudentTaskStays");
        var asked = (await people.OfAsync(process, ct)).FirstOrDefault(p => p.Person.Id == command.PersonId) ?? throw new DomainRuleException("PersonNotAskable") { Field = "PersonId" };
        if (!Fits(asked, task))
            throw new DomainRuleException("OtherSideAsked") { Field = "PersonId" };
        var before = task.Asked.ToList();
        if (before.Contains(asked.Person))
            throw new DomainRuleException("AskedAlready", asked.Person.DisplayName) { Field = "PersonId" };
        var gone = command.InsteadOfId is { } insteadOf
            ? before.SingleOrDefault(p => p.Id == insteadOf) ?? throw new DomainRuleException("NotAskedNow") { Field = "InsteadOfId" }
            : null;
        var reason = ManagedProcesses.Reason(command.Reason);

        process.AskInstead(task, gone, asked.Person, by, clock.UtcNow());
        db.Touch(process);
        task.Ask(await desks.SeatsAsync(SeatRequest.Of(task), clock.Today(), ct));
        Tell(task, gone is null ? before : [gone], asked.Person, by, reason);
        db.Record(process.Subject?.CaseKey ?? CaseKey.System, new Act(nameof(ReassignTask), by.Id, SubjectKind: nameof(Process), SubjectId: process.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
        return asked.Person;
    }

    /// <summary>Whether somebody else can be asked at all: what the student hands in or does, nobody does for them.</summary>
    public static bool MayMove(ProcessTask task) => task.Kind != TaskKind.Submission && task.AskedOf != AskablePeople.Student;

    /// <summary>Whether the person may be asked by this task: what one side is asked, one of its own people answers.</summary>
    public static bool Fits(AskablePerson person, ProcessTask task) => Fits(person, task.AskedOf, task.PartyId);

    private static bool Fits(AskablePerson person, string askedOf, int? partyId) =>
        partyId is null || !(askedOf.EndsWith(":home", StringComparison.Ordinal) || askedOf.EndsWith(":partner", StringComparison.Ordinal)) || person.IsOf(partyId.Value);

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
