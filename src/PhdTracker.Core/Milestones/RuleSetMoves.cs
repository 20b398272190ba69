using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>A newer version of a rule set that a candidature could follow, and what that would do to its dates.</summary>
/// <param name="Dates">By the date after it; what is settled is left out.</param>
public sealed record RuleSetMove(RuleSet From, RuleSet To, IReadOnlyList<TriedDate> Dates);

/// <summary>Tries newer versions of rule sets on a candidature that is loaded apart and never saved.</summary>
public sealed class RuleSetMoves(PhdTrackerDb db, PlanMilestones plans)
{
    /// <summary>The rule sets that a candidature follows, and each newer version that covers it, by itself; none where it follows the newest.</summary>
    /// <exception cref="NotFoundException">There is no such candidature, or the reader's office does not manage it.</exception>
    public async Task<(IReadOnlyList<RuleSet> Follows, IReadOnlyList<RuleSetMove> Moves)> OfAsync(int candidatureId, Access access, CancellationToken ct)
    {
        var (moves, standing) = (new List<RuleSetMove>(), await CopyAsync(candidatureId, access, ct));
        // Seldom any, and never more than a candidature has sets: each is tried on a copy of its own.
        foreach (var (from, to) in plans.Newer(standing))
        {
            var candidature = await CopyAsync(candidatureId, access, ct);
            plans.For(candidature);
            var before = TriedDate.Standing(candidature);
            plans.Move(candidature, to);
            moves.Add(new RuleSetMove(from, to, TriedDate.Since(candidature, before)));
        }
        return (plans.Follows(standing), moves);
    }

    private async Task<Candidature> CopyAsync(int id, Access access, CancellationToken ct) =>
        await PlanMilestones.WithPlan(access.Filter(db.Candidatures, Permission.ManageCandidatures)).AsNoTrackingWithIdentityResolution()
            .SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFoundException();
}
