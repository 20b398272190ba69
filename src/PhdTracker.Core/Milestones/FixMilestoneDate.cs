using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>The office fixes the due date of one milestone by hand; what hangs on it moves along.</summary>
/// <param name="Version">The version of the milestone that the page was loaded with.</param>
/// <param name="Reason">Why; everybody who sees the date reads it.</param>
/// <param name="PastCap">That a day after the latest one of the rules is meant.</param>
public sealed record FixMilestoneDate(int MilestoneId, int Version, DateOnly DueOn, string Reason, bool PastCap = false);

/// <inheritdoc cref="FixMilestoneDate"/>
public sealed class FixMilestoneDateHandler(PhdTrackerDb db, OfficeMilestones milestones, AccessReader access, PlanMilestones planner, MovedDeadlines deadlines, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The milestone is not of this office's side.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>DateOutOfRange</c>, <c>FixedDayBeforeStart</c>, <c>FixedPastCap</c>, <c>FixedPastCapUnconfirmed</c>, <c>OfficeReasonMissing</c>, <c>OfficeReasonTooLong</c>, <c>CandidatureClosed</c>, <c>FixedUnchanged</c>, and those of
    /// <see cref="Milestone.Fix"/>.
    /// </exception>
    public async Task HandleAsync(FixMilestoneDate command, Person by, CancellationToken ct)
    {
        var milestone = await milestones.LoadAsync(command.MilestoneId, command.Version, by, ct);
        var candidature = milestone.Candidature;
        candidature.EnsureGoesOn();
        Days.EnsureSensible(command.DueOn, nameof(command.DueOn));
        if (command.DueOn < candidature.StartOn)
            throw new DomainRuleException("FixedDayBeforeStart", candidature.StartOn) { Field = nameof(command.DueOn) };
        var reason = OfficeMilestones.Reason(command.Reason, Milestone.LongestFixReason);
        if (milestone is { IsFixed: true, FixedReason: { } stands } && stands == reason && milestone.DueOn == command.DueOn)
            throw new DomainRuleException("FixedUnchanged") { Field = nameof(command.DueOn) };
        await EnsureAllowedAsync(command, milestone, by, ct);
        await db.Entry(candidature).Collection(c => c.Supervisors).Query().Include(s => s.Person).LoadAsync(ct);
        var before = MovedDeadlines.Of(candidature);
        milestone.Fix(command.DueOn, reason, by, clock.UtcNow());
        planner.For(candidature);
        deadlines.Tell(candidature, before, by, _ => reason);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(FixMilestoneDate), by.Id, SubjectKind: nameof(Milestone), SubjectId: milestone.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Past the latest day of the rules only those go who may, and only if they say so.</summary>
    private async Task EnsureAllowedAsync(FixMilestoneDate command, Milestone milestone, Person by, CancellationToken ct)
    {
        var latest = planner.Allowed(milestone.Candidature, milestone, command.DueOn);
        if (latest >= command.DueOn)
            return;
        if (!(await access.ForAsync(by.Id, ct)).May(Permission.FixDatesPastCap, CaseScopes.Of(milestone.Candidature)))
            throw new DomainRuleException("FixedPastCap", latest) { Field = nameof(command.DueOn) };
        if (!command.PastCap)
            throw new DomainRuleException("FixedPastCapUnconfirmed", latest) { Field = nameof(command.PastCap) };
    }
}
