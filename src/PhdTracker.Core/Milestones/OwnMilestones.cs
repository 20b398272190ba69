using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>A student's own milestones, with what the commands about drafts and submissions need.</summary>
public sealed class OwnMilestones(PhdTrackerDb db, AccessReader access)
{
    /// <exception cref="NotFoundException">It does not exist, or is somebody else's.</exception>
    public async Task<Milestone> LoadAsync(int id, Person by, CancellationToken ct)
    {
        var mine = (await access.ForAsync(by.Id, ct)).Filter(db.Candidatures, Permission.SubmitMilestones);
        return await db.Milestones
            .Include(m => m.Candidature).ThenInclude(c => c.Student)
            .Include(m => m.Submissions).ThenInclude(s => s.Documents)
            .Include(m => m.Equivalents)
            .AsSplitQuery()
            .SingleOrDefaultAsync(m => m.Id == id && mine.Any(c => c.Id == m.CandidatureId), ct) ?? throw new NotFoundException();
    }

    /// <summary>Saves a draft. Two windows that begin the same version at once are told apart by its number.</summary>
    /// <exception cref="StaleVersionException">The version was begun in another window meanwhile.</exception>
    public async Task SaveDraftAsync(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (taken is not DbUpdateConcurrencyException)
        {
            throw new StaleVersionException();
        }
    }
}
