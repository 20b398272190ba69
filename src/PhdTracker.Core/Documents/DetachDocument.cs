using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Documents;

/// <summary>Takes a file out of the version that a student is writing. What was handed in is never taken back.</summary>
public sealed record DetachDocument(int MilestoneId, int DocumentId);

/// <inheritdoc cref="DetachDocument"/>
public sealed class DetachDocumentHandler(PhdTrackerDb db, OwnMilestones own, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The milestone is not this student's.</exception>
    public async Task HandleAsync(DetachDocument command, Person by, CancellationToken ct)
    {
        var milestone = await own.LoadAsync(command.MilestoneId, by, ct);
        // A second click finds it gone, which is what was wanted.
        if (milestone.OpenDraft is not { } draft || draft.Documents.FirstOrDefault(d => d.Id == command.DocumentId) is not { } document)
            return;
        draft.Detach(document, clock.UtcNow());
        db.Remove(document);
        await own.SaveDraftAsync(ct);
    }
}
