using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Lets a process go on that stopped at a failed step.</summary>
/// <param name="Outcome">Null to run the step again; an outcome to go on as if it had ended so.</param>
/// <param name="Reason">Why the case goes on without the step; not asked for where it runs again.</param>
public sealed record MendIncident(int IncidentId, string? Outcome, string? Reason = null);

/// <inheritdoc cref="MendIncident"/>
public sealed class MendIncidentHandler(PhdTrackerDb db, AccessReader access, CaseReturn cases, ProcessRunner runner)
{
    /// <returns>Whether the step has failed again.</returns>
    /// <exception cref="NotFoundException">There is no such incident, or the person may not mend it.</exception>
    /// <exception cref="DomainRuleException"><c>IncidentAlreadyMended</c>, <c>StepNotSkippable</c>, and those of <see cref="ManagedProcesses.Reason"/>.</exception>
    public Task<bool> HandleAsync(MendIncident command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => MendAsync(command, me!, ct), ct);

    private async Task<bool> MendAsync(MendIncident command, Person by, CancellationToken ct)
    {
        var allowed = ProcessScopes.Of(db, await access.ForAsync(by.Id, ct), Permission.ManageProcesses);
        var incident = await db.Incidents.Include(i => i.Process).SingleOrDefaultAsync(i => i.Id == command.IncidentId && allowed.Any(p => p.Id == i.ProcessId), ct) ?? throw new NotFoundException();
        if (incident.ResolvedAt is not null)
            throw new DomainRuleException("IncidentAlreadyMended");
        var process = await runner.LoadSubjectAsync(incident.Process, ct);
        if (process.Subject is { } subject)
            await cases.LoadAroundAsync(subject, ct);
        var reason = command.Outcome is null ? null : ManagedProcesses.Reason(command.Reason);
        try
        {
            await GoOnAsync(incident, command.Outcome, by, ct);
        }
        catch (AnswerRefusedException)
        {
            throw new DomainRuleException("IncidentAlreadyMended");
        }

        db.Record(process.Subject?.CaseKey ?? CaseKey.System, new Act(nameof(MendIncident), by.Id, SubjectKind: nameof(Process), SubjectId: process.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
        return await db.Incidents.AnyAsync(i => i.ProcessId == process.Id && i.ActivityId == incident.ActivityId && i.ResolvedAt == null, ct);
    }

    /// <summary>Whether a case can go on without a failed step: it only does something, and has no other outcome than that it is done.</summary>
    public static bool MayBeSkipped(CompiledActivity activity) => activity.Outcomes is ["Done"] && activity.Type.TypeName != RequestAction.Type.TypeName;

    private async Task GoOnAsync(ProcessIncident incident, string? outcome, Person by, CancellationToken ct)
    {
        if (outcome is null)
        {
            await runner.RetryAsync(incident, by, ct);
            return;
        }
        var workflow = (await runner.InstanceAsync(incident.Process, ct)).Workflow;
        if (workflow.Find(incident.ActivityId) is not { } activity || !MayBeSkipped(activity) || !activity.Outcomes.Contains(outcome))
            throw new DomainRuleException("StepNotSkippable");
        await runner.SkipAsync(incident, outcome, by, ct);
    }
}
