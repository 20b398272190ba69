using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Training;

/// <summary>The office or the doctoral school of the student's side confirms training: it counts.</summary>
/// <param name="Version">The version of the activity that the page was loaded with.</param>
public sealed record ConfirmTraining(int CandidatureId, int ActivityId, int Version);

/// <inheritdoc cref="ConfirmTraining"/>
public sealed class ConfirmTrainingHandler(PhdTrackerDb db, TrainingBook book, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such activity for this person to confirm.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>, <c>TrainingNotWaiting</c>.</exception>
    public async Task<TrainingActivity> HandleAsync(ConfirmTraining command, Person by, CancellationToken ct)
    {
        var activity = await book.LoadAsync(command.CandidatureId, command.ActivityId, command.Version, Permission.ConfirmTraining, by, ct);
        activity.Confirm(by, clock.TodayIn(activity.Candidature.Studentship.Party.Institution.TimeZone));
        db.Record(CaseKey.Candidature(activity.CandidatureId), new Act(nameof(ConfirmTraining), by.Id, SubjectKind: nameof(TrainingActivity), SubjectId: activity.Id));
        await db.SaveChangesAsync(ct);
        return activity;
    }
}
