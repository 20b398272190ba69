using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>The office asks a student for a milestone after all that it had decided not to require.</summary>
/// <param name="Version">The version of the milestone that the page was loaded with.</param>
/// <param name="Reason">Why; it stays in the history.</param>
public sealed record RequireMilestone(int MilestoneId, int Version, string Reason);

/// <inheritdoc cref="RequireMilestone"/>
public sealed class RequireMilestoneHandler(PhdTrackerDb db, OfficeMilestones milestones, PlanMilestones planner, Notifier notifier)
{
    /// <exception cref="NotFoundException">The milestone is not of this office's side.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>OfficeReasonMissing</c>, <c>OfficeReasonTooLong</c>, <c>CandidatureClosed</c>, and those of <see cref="Milestone.Require"/>.</exception>
    public async Task HandleAsync(RequireMilestone command, Person by, CancellationToken ct)
    {
        var milestone = await milestones.LoadAsync(command.MilestoneId, command.Version, by, ct);
        var reason = OfficeMilestones.Reason(command.Reason);
        milestone.Candidature.EnsureGoesOn();
        milestone.Require();
        planner.For(milestone.Candidature);
        var (student, due) = (milestone.Candidature.Student, milestone.DueOn);
        var texts = Texts.For(student.Language);
        notifier.Tell(student, "MilestoneRequired", $"/milestones/{milestone.Id}", null, texts.Of(milestone.TitleEn, milestone.TitleFr), by.DisplayName, due is { } day ? texts.Date(day) : texts["Milestone.NoDateYet"]);
        db.Record(CaseKey.Candidature(milestone.CandidatureId), new Act(nameof(RequireMilestone), by.Id, SubjectKind: nameof(Milestone), SubjectId: milestone.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }
}
