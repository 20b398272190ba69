using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Training;

/// <summary>A certificate as somebody sends it.</summary>
/// <param name="FileName">As the browser sent it.</param>
/// <param name="Content">Read once; no further than the largest size allowed.</param>
public sealed record TrainingProof(string FileName, Stream Content);

/// <summary>Records training, or corrects what was recorded and not confirmed. What those record who may confirm is confirmed at once.</summary>
/// <param name="ActivityId">Null for a new one.</param>
/// <param name="Version">The version of the activity that the page was loaded with.</param>
/// <param name="Proof">The certificate; null leaves one that is there.</param>
public sealed record RecordTraining(int CandidatureId, int? ActivityId, int Version, TrainingDetails Details, TrainingProof? Proof);

/// <inheritdoc cref="RecordTraining"/>
public sealed class RecordTrainingHandler(PhdTrackerDb db, TrainingBook book, AccessReader access, IFileStore files, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The candidature is not this person's to record training of.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>, those of <see cref="TrainingActivity.Describe"/> and of <see cref="Intake.TakeAsync"/>.</exception>
    public async Task<TrainingActivity> HandleAsync(RecordTraining command, Person by, CancellationToken ct)
    {
        var activity = command.ActivityId is { } id
            ? await book.LoadAsync(command.CandidatureId, id, command.Version, Permission.RecordTraining, by, ct)
            : db.Add(new TrainingActivity(await book.CandidatureAsync(command.CandidatureId, Permission.RecordTraining, by, ct), by)).Entity;
        var candidature = activity.Candidature;
        var today = clock.TodayIn(candidature.Studentship.Party.Institution.TimeZone);
        activity.Describe(command.Details, today);
        if ((await access.ForAsync(by.Id, ct)).May(Permission.ConfirmTraining, CaseScopes.Of(candidature)))
            activity.Confirm(by, today);
        await ProveAsync(activity, command.Proof, by, ct);
        db.Record(() => CaseKey.Candidature(candidature.Id), () => new Act(nameof(RecordTraining), by.Id, SubjectKind: nameof(TrainingActivity), SubjectId: activity.Id));
        await db.SaveChangesAsync(ct);
        return activity;
    }

    private async Task ProveAsync(TrainingActivity activity, TrainingProof? proof, Person by, CancellationToken ct)
    {
        if (proof is null)
            return;
        var (incoming, name, kind) = await files.TakeAsync(proof.FileName, proof.Content, AttachDocumentHandler.LargestFile, ct);
        using var _ = incoming;
        if (activity.Document is { } replaced)
            db.Remove(replaced);
        activity.Prove(new Document(activity.Candidature, name, kind.ContentType, incoming.Length, incoming.Sha256, by, clock.UtcNow()));
        incoming.Keep();
    }
}
