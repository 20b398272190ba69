using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Theses;

namespace PhdTracker.Core.Candidatures;

/// <summary>Candidatures as the office of their side changes them.</summary>
public sealed class OfficeCandidatures(PhdTrackerDb db, AccessReader access, TimeProvider clock)
{
    private static readonly ExaminationState[] Over = [ExaminationState.Passed, ExaminationState.Awarded, ExaminationState.Failed, ExaminationState.Withdrawn];

    /// <summary>The candidature with its plan, its people, and the students of its project.</summary>
    /// <param name="version">The version that the page was loaded with.</param>
    /// <exception cref="NotFoundException">It does not exist, or is not of this office's side.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    public async Task<Candidature> LoadAsync(int id, int version, Person by, CancellationToken ct)
    {
        var allowed = (await access.ForAsync(by.Id, ct)).Filter(db.Candidatures, Permission.ManageCandidatures);
        var candidature = await Whole(allowed).SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFoundException();
        return candidature.Version == version ? candidature : throw new StaleVersionException();
    }

    /// <summary>Candidatures with everything that acts on them need.</summary>
    public static IQueryable<Candidature> Whole(IQueryable<Candidature> candidatures) => PlanMilestones.WithPlan(candidatures)
        .Include(c => c.Student)
        .Include(c => c.AwardingInstitution)
        .Include(c => c.Supervisors).ThenInclude(s => s.Person)
        .Include(c => c.Supervisors).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
        .Include(c => c.Studentship).ThenInclude(s => s.Project).ThenInclude(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Student);

    /// <summary>Whether an agreement of the project is in force.</summary>
    public Task<bool> HasAgreementAsync(int projectId, CancellationToken ct) =>
        db.Agreements.AnyAsync(a => a.ProjectId == projectId && a.State == Agreements.AgreementState.InForce, ct);

    /// <summary>Gives up what is still open about these candidatures: tasks are cancelled where people see them, routes end, an examination that goes on is withdrawn.</summary>
    /// <returns>How many tasks were open.</returns>
    public async Task<int> GiveUpAsync(IReadOnlyCollection<int> candidatures, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var count = await CancelAsync(db.Processes.Where(p => candidatures.Contains(p.CandidatureId ?? 0)), now, ct);
        foreach (var examination in await db.Examinations.Where(e => candidatures.Contains(e.CandidatureId) && !Over.Contains(e.State)).ToListAsync(ct))
            ((IProcessSubject)examination).Follow(nameof(ExaminationState.Withdrawn), now);
        return count;
    }

    /// <summary>Cancels the open tasks of these processes and ends them.</summary>
    internal static async Task<int> CancelAsync(IQueryable<Process> processes, DateTime now, CancellationToken ct)
    {
        var count = 0;
        foreach (var process in await processes.Include(p => p.Tasks.Where(t => t.State == TaskState.Open)).Where(p => p.Status == "Running").ToListAsync(ct))
        {
            foreach (var task in process.Tasks.Where(t => t.State == TaskState.Open))
            {
                task.Cancel(now);
                count++;
            }
            process.Keep(process.State, "Finished", "Cancelled", now);
        }
        return count;
    }
}
