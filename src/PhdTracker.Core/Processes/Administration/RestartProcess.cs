using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Begins a route anew from its start, on the version that it has: all its questions are asked again, and what was said stays in the history.</summary>
/// <param name="Version">The version of the process that the page was loaded with.</param>
public sealed record RestartProcess(int ProcessId, int Version, string Reason);

/// <inheritdoc cref="RestartProcess"/>
public sealed class RestartProcessHandler(PhdTrackerDb db, ManagedProcesses processes, ProcessPeople people, CaseReturn cases, ProcessRunner runner, Notifier notifier)
{
    /// <exception cref="NotFoundException">There is no such process, or the person may not repair it.</exception>
    /// <exception cref="DomainRuleException"><c>ProcessWentOn</c>, <c>ProcessOver</c>, those of <see cref="ManagedProcesses.EnsureReturnsAsync"/> and of <see cref="ManagedProcesses.Reason"/>.</exception>
    public Task<Process> HandleAsync(RestartProcess command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => RestartAsync(command, me!, ct), ct);

    private async Task<Process> RestartAsync(RestartProcess command, Person by, CancellationToken ct)
    {
        var process = await processes.LoadAsync(command.ProcessId, command.Version, by, ct);
        if (!CancelProcessHandler.MayBeCancelled(process))
            throw new DomainRuleException("ProcessOver");
        await processes.EnsureReturnsAsync(process, ct);
        var reason = ManagedProcesses.Reason(command.Reason);
        var concerned = await people.ConcernedAsync(process, ct);

        // The case stands again as it did when the first question was asked.
        if (process.Tasks.MinBy(t => t.Id) is { } first)
            await cases.ToAsync(first, () => runner.RestartAsync(process, by, ct), ct);
        else
            await runner.RestartAsync(process, by, ct);
        foreach (var person in concerned.Where(p => p.Id != by.Id && process.Subject is not null))
            notifier.Tell(person, "RouteRestarted", process.Subject!.Path(), null, process.Subject!.TitleIn(Texts.For(person.Language)), by.DisplayName, reason);
        db.Record(process.Subject?.CaseKey ?? CaseKey.System, new Act(nameof(RestartProcess), by.Id, SubjectKind: nameof(Process), SubjectId: process.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
        return process;
    }
}
