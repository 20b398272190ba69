using System.Text;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>What a move to the newest version of its route would do to one process.</summary>
public sealed record ProcessMove(int Id, int Version, CaseName About, MigrationPreview Preview);

/// <summary>A route's processes on one version, before they move to the newest.</summary>
/// <param name="Total">How many run on that version; those beyond <see cref="MoveProcessesHandler.Most"/> come once these have moved.</param>
public sealed record ProcessMovesView(string DefinitionId, string Route, int From, CompiledWorkflow To, int Total, IReadOnlyList<ProcessMove> Moves)
{
    public int ToVersion => To.Definition.Version;
    public IEnumerable<ProcessMove> Possible => Moves.Where(m => m.Preview.Possible);

    /// <summary>The title of a step, as the newest version calls it.</summary>
    public string Step(string activityId, Texts texts) => ProcessWords.Step(texts, To, activityId);
}

/// <summary>Looks at what a move would do; changes nothing.</summary>
public sealed class ProcessMoves(PhdTrackerDb db, DefinitionLibrary definitions, TimeProvider clock)
{
    /// <summary>The running processes of a route on a version, or only one of them, that a person may repair.</summary>
    /// <exception cref="NotFoundException">There is no such route, or nothing runs on that version for this person.</exception>
    public async Task<ProcessMovesView> ReadAsync(string definitionId, int from, int? processId, Access mine, CancellationToken ct)
    {
        var to = await definitions.FindLatestAsync(db, definitionId, clock.UtcNow(), ct) ?? throw new NotFoundException();
        var running = ProcessScopes.Of(db, mine, Permission.ManageProcesses)
            .Where(p => p.DefinitionId == definitionId && p.DefinitionVersion == from && p.Status == "Running" && (processId == null || p.Id == processId));
        var total = await running.CountAsync(ct);
        if (total == 0)
            throw new NotFoundException();
        var workflow = await definitions.GetAsync(db, definitionId, from, ct);
        var rows = await running.AsNoTracking().OrderBy(p => p.StartedAt).ThenBy(p => p.Id).Take(MoveProcessesHandler.Most).WithCase().Select(p => new { p.Row.Id, p.Row.Version, p.Row.State, p.Case }).ToListAsync(ct);
        return new ProcessMovesView(definitionId, to.Definition.Name, from, to, total,
            [.. rows.Select(r => new ProcessMove(r.Id, r.Version, r.Case, WorkflowMigration.Preview(WorkflowInstance.FromJson(workflow, Encoding.UTF8.GetBytes(r.State)), to)))]);
    }
}
