using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Candidatures;

/// <summary>Candidatures as the office of their side changes them.</summary>
public sealed class OfficeCandidatures(PhdTrackerDb db, AccessReader access, ProcessRunner runner, TimeProvider clock)
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
        .Include(c => c.Studentship).ThenInclude(s => s.Project).ThenInclude(p => p.Studentships).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
        .Include(c => c.Studentship).ThenInclude(s => s.Project).ThenInclude(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Student);

    /// <summary>Whether an agreement of the project is in force.</summary>
    public Task<bool> HasAgreementAsync(int projectId, CancellationToken ct) =>
        db.Agreements.Where(a => a.ProjectId == projectId).AnyAsync(Agreements.Agreement.InForceOn(clock.Today()), ct);

    /// <summary>
    /// Gives up what is still open about these candidatures: tasks are cancelled where people see them, routes end, an examination that goes on and requests that are undecided are withdrawn.
    /// </summary>
    /// <param name="except">A process that goes on to its end with what it is about, as it led to this; null if none did.</param>
    public async Task GiveUpAsync(IReadOnlyCollection<int> candidatures, Person? by, CancellationToken ct, Process? except = null)
    {
        var (kept, now) = (except?.Id ?? 0, clock.UtcNow());
        await runner.CancelAsync(db.Processes.Where(p => candidatures.Contains(p.CandidatureId ?? 0) && p.Id != kept), by, ct);
        foreach (var examination in await db.Examinations.Where(e => candidatures.Contains(e.CandidatureId) && !Over.Contains(e.State)).ToListAsync(ct))
            ((IProcessSubject)examination).Follow(nameof(ExaminationState.Withdrawn), now);
        foreach (var request in await db.ChangeRequests.Where(r => candidatures.Contains(r.OpenFor ?? 0)).ToListAsync(ct))
        {
            if (request != except?.ChangeRequest)
                request.Withdraw(now);
        }
    }
}
