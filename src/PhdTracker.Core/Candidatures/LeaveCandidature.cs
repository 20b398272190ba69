using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Candidatures;

/// <summary>A student leaves: by their own wish, or because the institution ends the candidature. The place is vacant afterwards.</summary>
/// <param name="Version">The version of the candidature that the page was loaded with.</param>
/// <param name="How"><see cref="CandidatureState.Withdrawn"/> or <see cref="CandidatureState.Terminated"/>.</param>
/// <param name="Note">A sentence for both sides.</param>
/// <param name="Reason">What only the home office reads.</param>
public sealed record LeaveCandidature(int CandidatureId, int Version, CandidatureState How, DateOnly LastDay, string? Note, string? Reason);

/// <inheritdoc cref="LeaveCandidature"/>
public sealed class LeaveCandidatureHandler(PhdTrackerDb db, OfficeCandidatures candidatures, ConcernedPeople concerned, Notifier notifier)
{
    /// <exception cref="NotFoundException">The candidature is not of this office's side.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>DateOutOfRange</c>, <c>OfficeReasonMissing</c>, <c>OfficeReasonTooLong</c>, and those of <see cref="Candidature.Leave"/>.</exception>
    public async Task HandleAsync(LeaveCandidature command, Person by, CancellationToken ct)
    {
        var candidature = await candidatures.LoadAsync(command.CandidatureId, command.Version, by, ct);
        Days.EnsureSensible(command.LastDay, "LastDay");
        var note = LeavingText.Required(command.Note, "Note");
        var reason = LeavingText.Optional(command.Reason, "Reason", LeavingText.LongestReason);
        var told = await concerned.OfAsync(candidature, by, ct);
        var how = command.How == CandidatureState.Terminated ? CandidatureState.Terminated : CandidatureState.Withdrawn;
        candidature.Leave(how, command.LastDay, note, reason);
        await candidatures.GiveUpAsync([candidature.Id], by, ct);
        candidature.Studentship.Project.FollowStudents();
        foreach (var person in told)
            notifier.Tell(person, "StudentLeaves", $"/candidatures/{candidature.Id}", null, candidature.Student.DisplayName, candidature.Studentship.Project.Code, command.LastDay, note);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(LeaveCandidature), by.Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id, Comment: note));
        db.Record(CaseKey.Project(candidature.Studentship.ProjectId), new Act(nameof(LeaveCandidature), by.Id, SubjectKind: nameof(Projects.Studentship), SubjectId: candidature.StudentshipId, Comment: note));
        await db.SaveChangesAsync(ct);
    }
}
