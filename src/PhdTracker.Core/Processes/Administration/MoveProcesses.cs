using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Lets processes go on by the newest version of their route, each as its preview was shown.</summary>
/// <param name="To">The version that the preview was made for.</param>
/// <param name="Processes">Each with the version of the process that the page was loaded with.</param>
public sealed record MoveProcesses(string DefinitionId, int To, IReadOnlyList<(int Id, int Version)> Processes, string Reason);

/// <summary>What a move came to.</summary>
/// <param name="Left">Those that stayed where they were: they went on meanwhile, or have no place there.</param>
public sealed record MovedProcesses(int Moved, int Left);

/// <inheritdoc cref="MoveProcesses"/>
public sealed class MoveProcessesHandler(PhdTrackerDb db, ManagedProcesses processes, CaseReturn cases, ProcessRunner runner, DefinitionLibrary definitions, TimeProvider clock)
{
    /// <summary>How many are moved at once.</summary>
    public const int Most = 50;

    /// <exception cref="NotFoundException">One of them does not exist, or is not this person's to repair.</exception>
    /// <exception cref="DomainRuleException"><c>NothingToMove</c>, <c>NewerVersionMeanwhile</c>, and those of <see cref="ManagedProcesses.Reason"/>.</exception>
    public async Task<MovedProcesses> HandleAsync(MoveProcesses command, Person by, CancellationToken ct)
    {
        var reason = ManagedProcesses.Reason(command.Reason);
        if (command.Processes.Count is 0 or > Most)
            throw new DomainRuleException("NothingToMove");
        if ((await definitions.FindLatestAsync(db, command.DefinitionId, clock.UtcNow(), ct))?.Definition.Version != command.To)
            throw new DomainRuleException("NewerVersionMeanwhile");
        var moved = 0;
        // Each in a transaction of its own: one that cannot move holds up no other.
        foreach (var (id, version) in command.Processes)
        {
            db.StartOver();
            moved += await TryMoveAsync(id, version, command, reason, by.Id, ct) ? 1 : 0;
        }
        return new MovedProcesses(moved, command.Processes.Count - moved);
    }

    private async Task<bool> TryMoveAsync(int id, int version, MoveProcesses command, string reason, int byId, CancellationToken ct)
    {
        try
        {
            return await LostRaces.TryAgainAsync(db, await db.Users.FindAsync([byId], ct), by => MoveAsync(id, version, command, reason, by!, ct), ct);
        }
        catch (Exception refused) when (refused is MigrationRefusedException or DomainRuleException { Code: "ProcessWentOn" })
        {
            return false;
        }
    }

    private async Task<bool> MoveAsync(int id, int version, MoveProcesses command, string reason, Person by, CancellationToken ct)
    {
        var process = await processes.LoadAsync(id, version, by, ct);
        if (process.DefinitionId != command.DefinitionId || process.DefinitionVersion >= command.To)
            return false;
        if (process.Subject is { } subject)
            await cases.LoadAroundAsync(subject, ct);
        await runner.MoveToLatestAsync(process, by, ct);
        db.Record(process.Subject?.CaseKey ?? CaseKey.System, new Act("MoveProcess", by.Id, SubjectKind: nameof(Process), SubjectId: process.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
        return true;
    }
}
