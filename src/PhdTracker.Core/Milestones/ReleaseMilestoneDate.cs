using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>A due date that was fixed by hand follows the rules again, as does what hangs on it.</summary>
/// <param name="Version">The version of the milestone that the page was loaded with.</param>
public sealed record ReleaseMilestoneDate(int MilestoneId, int Version);

/// <inheritdoc cref="ReleaseMilestoneDate"/>
public sealed class ReleaseMilestoneDateHandler(PhdTrackerDb db, OfficeMilestones milestones, PlanMilestones planner, MovedDeadlines deadlines)
{
    /// <exception cref="NotFoundException">The milestone is not of this office's side.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>, and those of <see cref="Milestone.Release"/>.</exception>
    public async Task HandleAsync(ReleaseMilestoneDate command, Person by, CancellationToken ct)
    {
        var milestone = await milestones.LoadAsync(command.MilestoneId, command.Version, by, ct);
        var candidature = milestone.Candidature;
        candidature.EnsureGoesOn();
        await db.Entry(candidature).Collection(c => c.Supervisors).Query().Include(s => s.Person).LoadAsync(ct);
        await db.Entry(milestone).Reference(m => m.FixedBy).LoadAsync(ct);
        var before = MovedDeadlines.Of(candidature);
        milestone.Release();
        planner.For(candidature);
        deadlines.Tell(candidature, before, by, texts => texts["Milestone.Released"]);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(ReleaseMilestoneDate), by.Id, SubjectKind: nameof(Milestone), SubjectId: milestone.Id));
        await db.SaveChangesAsync(ct);
    }
}
