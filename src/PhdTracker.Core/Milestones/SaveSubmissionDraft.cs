using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>Keeps what a student has written so far. Only the student sees it until it is handed in.</summary>
/// <param name="DraftVersion">The version of the draft that the page was loaded with; null if there was none.</param>
public sealed record SaveSubmissionDraft(int MilestoneId, string Comment, int? DraftVersion);

/// <inheritdoc cref="SaveSubmissionDraft"/>
public sealed class SaveSubmissionDraftHandler(OwnMilestones own, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The milestone is not this student's.</exception>
    /// <exception cref="StaleVersionException">The draft was changed in another window, and reads differently.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Milestone.Draft"/>; <c>CommentTooLong</c>.</exception>
    public async Task<Submission> HandleAsync(SaveSubmissionDraft command, Person by, CancellationToken ct)
    {
        var milestone = await own.LoadAsync(command.MilestoneId, by, ct);
        var draft = milestone.Continue(command.DraftVersion, command.Comment, by, clock.UtcNow());
        await own.SaveDraftAsync(ct);
        return draft;
    }
}
