using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Training;

/// <summary>Takes away training that does not count, such as what was recorded twice.</summary>
/// <param name="Version">The version of the activity that the page was loaded with.</param>
public sealed record RemoveTraining(int CandidatureId, int ActivityId, int Version);

/// <inheritdoc cref="RemoveTraining"/>
public sealed class RemoveTrainingHandler(PhdTrackerDb db, TrainingBook book)
{
    /// <exception cref="NotFoundException">There is no such activity for this person to remove.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>, <c>TrainingConfirmed</c>.</exception>
    public async Task<string> HandleAsync(RemoveTraining command, Person by, CancellationToken ct)
    {
        var activity = await book.LoadAsync(command.CandidatureId, command.ActivityId, command.Version, Permission.RecordTraining, by, ct);
        activity.EnsureRemovable();
        if (activity.Document is { } certificate)
            db.Remove(certificate);
        db.Remove(activity);
        db.Record(CaseKey.Candidature(activity.CandidatureId), new Act(nameof(RemoveTraining), by.Id, SubjectKind: nameof(TrainingActivity), SubjectId: activity.Id));
        await db.SaveChangesAsync(ct);
        return activity.Title;
    }
}
