using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes;

/// <summary>Lets a process go on that stopped at a failed step.</summary>
/// <param name="Outcome">Null to run the step again; an outcome to go on as if it had ended so.</param>
public sealed record MendIncident(int IncidentId, string? Outcome);

/// <inheritdoc cref="MendIncident"/>
public sealed class MendIncidentHandler(PhdTrackerDb db, AccessReader access, ProcessRunner runner)
{
    /// <exception cref="NotFoundException">There is no such incident, or the person may not mend it.</exception>
    /// <exception cref="DomainRuleException"><c>IncidentAlreadyMended</c>.</exception>
    public async Task HandleAsync(MendIncident command, Person by, CancellationToken ct)
    {
        if (!(await access.ForAsync(by.Id, ct)).MayAnywhere(Permission.ManageSystem))
            throw new NotFoundException();
        var incident = await db.Incidents.Include(i => i.Process).SingleOrDefaultAsync(i => i.Id == command.IncidentId, ct) ?? throw new NotFoundException();
        if (incident.ResolvedAt is not null)
            throw new DomainRuleException("IncidentAlreadyMended");
        try
        {
            await (command.Outcome is { } outcome ? runner.SkipAsync(incident, outcome, by, ct) : runner.RetryAsync(incident, by, ct));
        }
        catch (AnswerRefusedException)
        {
            throw new DomainRuleException("IncidentAlreadyMended");
        }

        db.Record(incident.Process.Subject?.CaseKey ?? CaseKey.System, new Act("MendIncident", by.Id, SubjectKind: "Incident", SubjectId: incident.Id, Comment: command.Outcome));
        await db.SaveChangesAsync(ct);
    }
}
