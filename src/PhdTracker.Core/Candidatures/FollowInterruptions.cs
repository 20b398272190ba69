using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Candidatures;

/// <summary>Lets interruptions that were approved begin and end on their days. Safe to run twice.</summary>
public sealed class FollowInterruptions(PhdTrackerDb db, TimeProvider clock)
{
    /// <returns>How many students are interrupted or go on since today.</returns>
    public async Task<int> FollowAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var changed = 0;
        var near = await db.Candidatures.Include(c => c.StatusPeriods).Where(c => c.StateBeforeInterruption != null
            || ((c.State == CandidatureState.Active || c.State == CandidatureState.WritingUp)
                && c.StatusPeriods.Any(p => p.Kind == StatusKind.Interrupted && p.From <= today && (p.To == null || p.To >= today)))).ToListAsync(ct);
        foreach (var candidature in near.Where(c => c.FollowInterruptions(today)))
        {
            db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(FollowInterruptions), null, SubjectKind: nameof(Candidature), SubjectId: candidature.Id));
            changed++;
        }
        await db.SaveChangesAsync(ct);
        return changed;
    }
}
