using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>The office no longer asks a student for a milestone.</summary>
/// <param name="Version">The version of the milestone that the page was loaded with.</param>
/// <param name="Reason">Why; it stays in the history.</param>
public sealed record WaiveMilestone(int MilestoneId, int Version, string Reason);

/// <inheritdoc cref="WaiveMilestone"/>
public sealed class WaiveMilestoneHandler(PhdTrackerDb db, OfficeMilestones milestones, Notifier notifier)
{
    /// <exception cref="NotFoundException">The milestone is not of this office's side.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>OfficeReasonMissing</c>, and those of <see cref="Milestone.Waive"/>.</exception>
    public async Task HandleAsync(WaiveMilestone command, Person by, CancellationToken ct)
    {
        var milestone = await milestones.LoadAsync(command.MilestoneId, command.Version, by, ct);
        var reason = OfficeMilestones.Reason(command.Reason);
        milestone.Waive();
        await milestones.SettleAsync(milestone, by, ct);
        var student = milestone.Candidature.Student;
        notifier.Tell(student, "MilestoneWaived", $"/milestones/{milestone.Id}", null, Localisation.Texts.For(student.Language).Of(milestone.TitleEn, milestone.TitleFr), by.DisplayName);
        db.Record(CaseKey.Candidature(milestone.CandidatureId), new Act("WaiveMilestone", by.Id, SubjectKind: nameof(Milestone), SubjectId: milestone.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }
}
