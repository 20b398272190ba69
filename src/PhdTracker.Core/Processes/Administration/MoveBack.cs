using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Takes a case back to an earlier question of its route: it is asked anew, and what is open behind it is closed. Nothing that was said is changed.</summary>
/// <param name="Version">The version of the process that the page was loaded with.</param>
/// <param name="ActivityId">The step that asks the question.</param>
public sealed record MoveBack(int ProcessId, int Version, string ActivityId, string Reason);

/// <inheritdoc cref="MoveBack"/>
public sealed class MoveBackHandler(PhdTrackerDb db, ManagedProcesses processes, ProcessPeople people, CaseReturn cases, ProcessRunner runner)
{
    /// <exception cref="NotFoundException">There is no such process, or the person may not repair it.</exception>
    /// <exception cref="DomainRuleException"><c>ProcessWentOn</c>, <c>ProcessCancelled</c>, <c>NoSuchQuestion</c>, <c>OtherBranchOpen</c>, those of <see cref="ManagedProcesses.EnsureReturnsAsync"/> and of <see cref="ManagedProcesses.Reason"/>.</exception>
    public Task<ProcessTask> HandleAsync(MoveBack command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => MoveAsync(command, me!, ct), ct);

    private async Task<ProcessTask> MoveAsync(MoveBack command, Person by, CancellationToken ct)
    {
        var process = await processes.LoadAsync(command.ProcessId, command.Version, by, ct);
        if (process.SubStatus == "Cancelled")
            throw new DomainRuleException("ProcessCancelled");
        await processes.EnsureReturnsAsync(process, ct);
        var question = Questions(process).SingleOrDefault(t => t.ActivityId == command.ActivityId) ?? throw new DomainRuleException("NoSuchQuestion") { Field = "ActivityId" };
        var reason = ManagedProcesses.Reason(command.Reason);
        var concerned = await people.ConcernedAsync(process, ct, question);

        await cases.ToAsync(question, () => runner.MoveBackAsync(process, question.ActivityId, by, ct), ct);
        EnsureOneStanding(process);
        people.Tell(question, concerned, "RouteMovedBack", reason, by);
        db.Record(process.Subject!.CaseKey, new Act(nameof(MoveBack), by.Id, SubjectKind: nameof(Process), SubjectId: process.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
        return question;
    }

    /// <summary>The questions to which a process can go back, in the order in which they were first asked: each as it was asked last, none that is asked now.</summary>
    public static IReadOnlyList<ProcessTask> Questions(Process process) =>
    [
        .. process.Tasks.Where(t => t.Kind is TaskKind.Decision or TaskKind.Action).OrderBy(t => t.Id)
            .GroupBy(t => t.ActivityId, StringComparer.Ordinal).Where(g => g.All(t => t.State != TaskState.Open)).Select(g => g.Last()),
    ];

    /// <summary>A question beside it may go on from another state of the case, such as changes that the student is asked for: the case cannot stand in two.</summary>
    private static void EnsureOneStanding(Process process)
    {
        if (process.Tasks.FirstOrDefault(t => t is { Id: > 0, State: TaskState.Open } && t.SubjectState != process.Subject!.Status) is { } open)
            throw new OtherBranchOpenException(open);
    }
}

/// <summary>Beside the question to go back to, something is asked that the case could not answer any more.</summary>
public sealed class OtherBranchOpenException(ProcessTask open) : DomainRuleException("OtherBranchOpen")
{
    public override string In(Texts texts) => texts["Error.OtherBranchOpen", texts.Of(open.TitleEn, open.TitleFr)];
}
