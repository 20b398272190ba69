using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>The office lets a candidature follow the newest version of a rule set that covers it, instead of the one under which it began. What was met keeps its date.</summary>
/// <param name="Code">Code of the rule set.</param>
/// <param name="From">The version that it follows, as the page showed it.</param>
/// <param name="To">The newest version, as the page showed it.</param>
/// <param name="Reason">Why; everybody who is told of the dates reads it.</param>
public sealed record MoveToRuleSet(int CandidatureId, string Code, int From, int To, string Reason);

/// <inheritdoc cref="MoveToRuleSet"/>
public sealed class MoveToRuleSetHandler(PhdTrackerDb db, AccessReader access, PlanMilestones plans, MovedDeadlines deadlines)
{
    /// <exception cref="NotFoundException">There is no such candidature, or this office does not manage it.</exception>
    /// <exception cref="StaleVersionException">It follows another version by now, or another one is the newest.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody changed its dates at the same moment.</exception>
    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>, <c>OfficeReasonMissing</c>, <c>OfficeReasonTooLong</c>.</exception>
    public async Task HandleAsync(MoveToRuleSet command, Person by, CancellationToken ct)
    {
        var candidature = await PlanMilestones.WithPlan((await access.ForAsync(by.Id, ct)).Filter(db.Candidatures, Permission.ManageCandidatures))
            .Include(c => c.Student).Include(c => c.Supervisors).ThenInclude(s => s.Person)
            .SingleOrDefaultAsync(c => c.Id == command.CandidatureId, ct) ?? throw new NotFoundException();
        candidature.EnsureGoesOn();
        var reason = OfficeMilestones.Reason(command.Reason);
        var newer = plans.Newer(candidature).Where(n => n.From.Code == command.Code && n.From.Version == command.From && n.To.Version == command.To).ToList();
        if (newer.Count == 0)
            throw new StaleVersionException();
        var before = MovedDeadlines.Of(candidature);
        plans.Move(candidature, newer[0].To);
        deadlines.Tell(candidature, before, by, _ => reason);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(MoveToRuleSet), by.Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }
}
