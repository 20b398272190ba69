using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Projects;

/// <summary>An office ends a project early.</summary>
/// <param name="Version">The version of the project that the page was loaded with.</param>
/// <param name="Understood">That it cannot be undone.</param>
public sealed record TerminateProject(int ProjectId, int Version, DateOnly LastDay, string? Reason, bool Understood);

/// <inheritdoc cref="TerminateProject"/>
public sealed class TerminateProjectHandler(PhdTrackerDb db, OfficeProjects projects)
{
    /// <exception cref="NotFoundException">There is no such project, or it is none of this office's business.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>ProjectEnded</c>, <c>DateOutOfRange</c>, <c>OfficeReasonMissing</c>, <c>NotUnderstood</c>.</exception>
    public async Task HandleAsync(TerminateProject command, Person by, CancellationToken ct)
    {
        var project = await projects.LoadAsync(command.ProjectId, command.Version, by, ct);
        Days.EnsureSensible(command.LastDay, "LastDay");
        var reason = LeavingText.Required(command.Reason);
        if (!command.Understood)
            throw new DomainRuleException("NotUnderstood") { Field = "Understood" };
        await projects.EndAsync(project, nameof(TerminateProject), command.LastDay, reason, by, ct);
        await projects.TellAsync(project, by, "ProjectTerminated", [project.Code, project.Title, command.LastDay, reason], ct);
        db.Record(CaseKey.Project(project.Id), new Act(nameof(TerminateProject), by.Id, SubjectKind: nameof(Project), SubjectId: project.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }
}
