using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Projects;

/// <summary>Projects as the offices end them.</summary>
public sealed class OfficeProjects(PhdTrackerDb db, AccessReader access, OfficeCandidatures candidatures, ProcessRunner runner, ConcernedPeople concerned, Notifier notifier, TimeProvider clock)
{
    /// <summary>The project with its places and everybody in them.</summary>
    /// <exception cref="NotFoundException">It does not exist, or is none of this person's business.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    public async Task<Project> LoadAsync(int id, int version, Person by, CancellationToken ct)
    {
        var allowed = (await access.ForAsync(by.Id, ct)).Filter(db.Projects, Permission.ManageProjects);
        var project = await allowed
            .Include(p => p.Studentships).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
            .Include(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Student)
            .Include(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Milestones)
            .Include(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Supervisors).ThenInclude(s => s.Person)
            .AsSplitQuery().SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFoundException();
        return project.Version == version ? project : throw new StaleVersionException();
    }

    /// <summary>Ends a candidature because its project or its side ends.</summary>
    public async Task EndAsync(Candidature candidature, string act, DateOnly lastDay, string reason, Person by, CancellationToken ct)
    {
        var told = concerned.Around(candidature).ToList();
        candidature.Leave(CandidatureState.Terminated, candidature.StartOn > lastDay && candidature.State is not (CandidatureState.Offered or CandidatureState.Registered) ? candidature.StartOn : lastDay, reason, null);
        await candidatures.GiveUpAsync([candidature.Id], by, ct);
        foreach (var person in told.Where(p => p != by))
            notifier.Tell(person, "StudentLeaves", $"/candidatures/{candidature.Id}", null, candidature.Student.DisplayName, candidature.Studentship.Project.Code, lastDay, reason);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(act, by.Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id, Comment: reason));
    }

    /// <summary>Ends a project: every candidature that goes on, the agreements, and what is open about them.</summary>
    public async Task EndAsync(Project project, string act, DateOnly lastDay, string reason, Person by, CancellationToken ct)
    {
        project.Terminate(lastDay, reason);
        foreach (var candidature in project.Studentships.Select(s => s.Present).OfType<Candidature>())
            await EndAsync(candidature, act, lastDay, reason, by, ct);
        var over = new[] { AgreementState.Terminated, AgreementState.Superseded };
        foreach (var agreement in await db.Agreements.Where(a => a.ProjectId == project.Id && !over.Contains(a.State)).ToListAsync(ct))
            agreement.Terminate(reason, clock.Today());
        await runner.CancelAsync(db.Processes.Where(p => p.Agreement!.ProjectId == project.Id), by, ct);
    }

    /// <summary>Tells the offices of both sides and the investigators.</summary>
    public async Task TellAsync(Project project, Person by, string kind, object?[] arguments, CancellationToken ct)
    {
        var investigators = await db.Studentships.Where(s => s.ProjectId == project.Id && s.Investigator != null).Select(s => s.Investigator!).ToListAsync(ct);
        foreach (var person in (await concerned.OfficesAsync(project.ProgrammeId, ct)).Concat(investigators).Where(p => p != by).Distinct())
            notifier.Tell(person, kind, $"/projects/{project.Id}", null, arguments);
    }
}
