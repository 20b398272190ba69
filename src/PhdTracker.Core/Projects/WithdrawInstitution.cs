using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Projects;

/// <summary>What becomes of the student of an institution that withdraws.</summary>
public enum StudentFate { Ends, Transfers }

/// <summary>What becomes of the project.</summary>
public enum ProjectFate { GoesOn, Ends }

/// <summary>An institution withdraws from a project: the place of its side is closed for good.</summary>
/// <param name="Version">The version of the project that the page was loaded with.</param>
/// <param name="Student">Ends with the institution, or goes over to the other side: the candidature then goes on until the office transfers it.</param>
/// <param name="Rest">Whether what remains goes on.</param>
public sealed record WithdrawInstitution(int ProjectId, int Version, int StudentshipId, DateOnly LastDay, StudentFate Student, ProjectFate Rest, string? Reason, bool Understood);

/// <inheritdoc cref="WithdrawInstitution"/>
public sealed class WithdrawInstitutionHandler(PhdTrackerDb db, OfficeProjects projects)
{
    /// <returns>The candidature that is to be transferred now; null if there is none.</returns>
    /// <exception cref="NotFoundException">There is no such project or place, or it is none of this office's business.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>ProjectEnded</c>, <c>PlaceClosed</c>, <c>TransferNeedsProject</c>: nobody goes over to a project that ends; <c>NoPlaceToGoTo</c>: the other side's place is taken or closed;
    /// <c>DateOutOfRange</c>, <c>OfficeReasonMissing</c>, <c>NotUnderstood</c>.
    /// </exception>
    public async Task<Candidature?> HandleAsync(WithdrawInstitution command, Person by, CancellationToken ct)
    {
        var project = await projects.LoadAsync(command.ProjectId, command.Version, by, ct);
        var place = project.Studentships.Find(s => s.Id == command.StudentshipId) ?? throw new NotFoundException();
        Days.EnsureSensible(command.LastDay, "LastDay");
        var reason = LeavingText.Required(command.Reason);
        var present = place.Present;
        Check(project, place, command);
        place.Close(command.LastDay, reason);
        if (command.Rest == ProjectFate.Ends)
        {
            await projects.EndAsync(project, nameof(WithdrawInstitution), command.LastDay, reason, by, ct);
        }
        else
        {
            if (present is not null && command.Student == StudentFate.Ends)
                await projects.EndAsync(present, nameof(WithdrawInstitution), command.LastDay, reason, by, ct);
            project.FollowStudents();
        }
        db.Touch(project);
        await projects.TellAsync(project, by, "InstitutionWithdraws", [place.Party.Institution.ShortName, project.Code, command.LastDay, reason], ct);
        db.Record(CaseKey.Project(project.Id), new Act(nameof(WithdrawInstitution), by.Id, SubjectKind: nameof(Studentship), SubjectId: place.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
        return command.Student == StudentFate.Transfers && command.Rest == ProjectFate.GoesOn ? present : null;
    }

    private static void Check(Project project, Studentship place, WithdrawInstitution command)
    {
        if (!command.Understood)
            throw new DomainRuleException("NotUnderstood") { Field = "Understood" };
        project.EnsureGoesOn();
        if (place.Present is null || command.Student == StudentFate.Ends)
            return;
        if (command.Rest == ProjectFate.Ends)
            throw new DomainRuleException("TransferNeedsProject") { Field = "Student" };
        if (!project.Studentships.Exists(s => s != place && s.ClosedOn is null && s.Present is null))
            throw new DomainRuleException("NoPlaceToGoTo") { Field = "Student" };
    }
}
