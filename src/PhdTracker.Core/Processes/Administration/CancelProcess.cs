using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Calls a process off: its open questions are closed. What becomes of the case, <see cref="IProcessSubject.CallOff"/> says.</summary>
/// <param name="Version">The version of the process that the page was loaded with.</param>
public sealed record CancelProcess(int ProcessId, int Version, string Reason);

/// <inheritdoc cref="CancelProcess"/>
public sealed class CancelProcessHandler(PhdTrackerDb db, ManagedProcesses processes, ProcessPeople people, CaseReturn cases, ProcessRunner runner, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such process, or the person may not repair it.</exception>
    /// <exception cref="DomainRuleException"><c>ProcessWentOn</c>, <c>ProcessOver</c>, <c>RouteNotCancellable</c>, <c>ExaminationNotWithdrawable</c>, and those of <see cref="ManagedProcesses.Reason"/>.</exception>
    public Task<Process> HandleAsync(CancelProcess command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => CancelAsync(command, me!, ct), ct);

    private async Task<Process> CancelAsync(CancelProcess command, Person by, CancellationToken ct)
    {
        var process = await processes.LoadAsync(command.ProcessId, command.Version, by, ct);
        if (!MayBeCancelled(process))
            throw new DomainRuleException("ProcessOver");
        var reason = ManagedProcesses.Reason(command.Reason);
        var concerned = await people.ConcernedAsync(process, ct);

        // A case that went on by another route since stays as that one leads it.
        if (process is { ParentId: null, Subject: { } subject } && await processes.IsNewestAsync(process, ct))
        {
            await cases.LoadAroundAsync(subject, ct);
            subject.CallOff(clock.UtcNow());
        }
        await runner.CallOffAsync(process, by, ct);
        foreach (var person in concerned.Where(p => p.Id != by.Id && process.Subject is not null))
        {
            var texts = Texts.For(person.Language);
            notifier.Tell(person, "RouteCancelled", process.Subject!.Path(), null, process.Subject!.TitleIn(texts), by.DisplayName, ProcessWords.CalledOff(texts, process), reason);
        }
        db.Record(process.Subject?.CaseKey ?? CaseKey.System, new Act(nameof(CancelProcess), by.Id, SubjectKind: nameof(Process), SubjectId: process.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
        return process;
    }

    /// <summary>Whether there is anything to call off: it runs, or stopped at a failed step.</summary>
    public static bool MayBeCancelled(Process process) => process.Status != "Finished" || process.SubStatus == "Faulted";
}
