using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Projects;

/// <summary>A student whom the end of a project or of a side concerns.</summary>
/// <param name="OpenTasks">Tasks that lie on desks.</param>
/// <param name="OpenMilestones">Milestones that fall away.</param>
public sealed record EndingStudent(int CandidatureId, string Name, CandidatureState State, int OpenTasks, int OpenMilestones);

/// <summary>A side of the project.</summary>
/// <param name="Student">Who holds the place; null while it is vacant.</param>
public sealed record EndingPlace(int StudentshipId, int PartyId, string Side, string Institution, DateOnly? ClosedOn, EndingStudent? Student)
{
    /// <summary>A student can be registered in it.</summary>
    public bool IsVacant => ClosedOn is null && Student is null;
}

/// <summary>What would end with a project.</summary>
public sealed record Ending(int Id, int ProgrammeId, int Version, string Code, string Title, ProjectState State, int Agreements, int AgreementTasks, IReadOnlyList<EndingPlace> Places)
{
    public bool IsOver => Project.IsOver(State);
}

/// <summary>Reads what exactly an early end would do, for the page that asks for it.</summary>
public sealed class ProjectEnding(PhdTrackerDb db)
{
    /// <exception cref="NotFoundException">There is no such project, or this person may not end it.</exception>
    public async Task<Ending> ReadAsync(int id, Access access, CancellationToken ct)
    {
        var closed = Candidature.ClosedStates;
        var closedMilestones = Milestones.Milestone.ClosedStates;
        var project = await access.Filter(db.Projects, Permission.ManageProjects).AsNoTracking().Where(p => p.Id == id).Select(p => new
        {
            p.Id,
            p.ProgrammeId,
            p.Version,
            p.Code,
            p.Title,
            p.State,
            Agreements = db.Agreements.Count(a => a.ProjectId == p.Id && a.State != AgreementState.Terminated && a.State != AgreementState.Superseded),
            AgreementTasks = db.Tasks.Count(t => t.State == TaskState.Open && t.Process.Agreement!.ProjectId == p.Id),
            Places = p.Studentships.OrderBy(s => s.PartyId).Select(s => new
            {
                s.Id,
                s.PartyId,
                s.Party.Side,
                s.Party.Institution.ShortName,
                s.ClosedOn,
                Students = s.Candidatures.Where(c => !closed.Contains(c.State)).Select(c => new EndingStudent(
                    c.Id, c.Student.GivenName + " " + c.Student.FamilyName, c.State,
                    db.Tasks.Count(t => t.State == TaskState.Open && t.Process.CandidatureId == c.Id),
                    c.Milestones.Count(m => !closedMilestones.Contains(m.State)))).ToList(),
            }).ToList(),
        }).SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        return new Ending(project.Id, project.ProgrammeId, project.Version, project.Code, project.Title, project.State, project.Agreements, project.AgreementTasks,
            [.. project.Places.Select(p => new EndingPlace(p.Id, p.PartyId, p.Side, p.ShortName, p.ClosedOn, p.Students.FirstOrDefault()))]);
    }
}
