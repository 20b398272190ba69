using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>The office records that a milestone was reached outside the app.</summary>
/// <param name="Version">The version of the milestone that the page was loaded with.</param>
/// <param name="On">The day on which it was reached.</param>
/// <param name="Reason">How the office knows.</param>
public sealed record RecordMilestone(int MilestoneId, int Version, DateOnly On, string Reason);

/// <inheritdoc cref="RecordMilestone"/>
public sealed class RecordMilestoneHandler(PhdTrackerDb db, OfficeMilestones milestones, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The milestone is not of this office's side.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>RecordedDayInFuture</c>, <c>RecordedDayBeforeStart</c>, <c>OfficeReasonMissing</c>, and those of <see cref="Milestone.Record"/>.</exception>
    public async Task HandleAsync(RecordMilestone command, Person by, CancellationToken ct)
    {
        var milestone = await milestones.LoadAsync(command.MilestoneId, command.Version, by, ct);
        if (command.On > clock.Today())
            throw new DomainRuleException("RecordedDayInFuture") { Field = "On" };
        if (command.On < milestone.Candidature.StartOn)
            throw new DomainRuleException("RecordedDayBeforeStart", milestone.Candidature.StartOn) { Field = "On" };
        var reason = OfficeMilestones.Reason(command.Reason);
        milestone.Record(command.On);
        await milestones.SettleAsync(milestone, by, ct);
        var student = milestone.Candidature.Student;
        notifier.Tell(student, "MilestoneRecorded", $"/milestones/{milestone.Id}", null, Localisation.Texts.For(student.Language).Of(milestone.TitleEn, milestone.TitleFr), command.On, by.DisplayName);
        db.Record(CaseKey.Candidature(milestone.CandidatureId), new Act("RecordMilestone", by.Id, SubjectKind: nameof(Milestone), SubjectId: milestone.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }
}
