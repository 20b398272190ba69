using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Training;

/// <summary>Training goes back to the student with a reason: it does not count, or no longer. The student is told.</summary>
/// <param name="Version">The version of the activity that the page was loaded with.</param>
public sealed record ReturnTraining(int CandidatureId, int ActivityId, int Version, string? Reason);

/// <inheritdoc cref="ReturnTraining"/>
public sealed class ReturnTrainingHandler(PhdTrackerDb db, TrainingBook book, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such activity for this person to return.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>, and those of <see cref="TrainingActivity.Return"/>.</exception>
    public async Task<TrainingActivity> HandleAsync(ReturnTraining command, Person by, CancellationToken ct)
    {
        var activity = await book.LoadAsync(command.CandidatureId, command.ActivityId, command.Version, Permission.ConfirmTraining, by, ct);
        activity.Return(command.Reason, by, clock.TodayIn(activity.Candidature.Studentship.Party.Institution.TimeZone));
        notifier.Tell(activity.Candidature.Student, "TrainingReturned", FormattableString.Invariant($"/candidatures/{activity.CandidatureId}/training"), null, activity.Title, by.DisplayName, activity.ReturnReason);
        db.Record(CaseKey.Candidature(activity.CandidatureId), new Act(nameof(ReturnTraining), by.Id, SubjectKind: nameof(TrainingActivity), SubjectId: activity.Id, Comment: activity.ReturnReason));
        await db.SaveChangesAsync(ct);
        return activity;
    }
}
