using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Candidatures;

/// <summary>A student leaves: by their own wish, or because the institution ends the candidature. The place is vacant afterwards.</summary>
/// <param name="Version">The version of the candidature that the page was loaded with.</param>
/// <param name="How"><see cref="CandidatureState.Withdrawn"/> or <see cref="CandidatureState.Terminated"/>.</param>
/// <param name="Note">A sentence for both sides.</param>
/// <param name="Reason">What only the home office reads.</param>
public sealed record LeaveCandidature(int CandidatureId, int Version, CandidatureState How, DateOnly LastDay, string? Note, string? Reason);

/// <inheritdoc cref="LeaveCandidature"/>
public sealed class LeaveCandidatureHandler(PhdTrackerDb db, OfficeCandidatures candidatures, StudentLeaving leaving)
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
        var how = command.How == CandidatureState.Terminated ? CandidatureState.Terminated : CandidatureState.Withdrawn;
        await leaving.LeaveAsync(candidature, how, command.LastDay, note, reason, by, null, ct);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>What follows when a student leaves, whether the office records it or a route approved it. It does not save.</summary>
public sealed class StudentLeaving(PhdTrackerDb db, OfficeCandidatures candidatures, ConcernedPeople concerned, Notifier notifier)
{
    /// <param name="candidature">Loaded as <see cref="OfficeCandidatures.Whole"/>.</param>
    /// <param name="by">Null if nobody led to it.</param>
    /// <param name="approved">The process that led to it, and that is not given up; null if none did.</param>
    /// <exception cref="DomainRuleException">Those of <see cref="Candidature.Leave"/>.</exception>
    public async Task LeaveAsync(Candidature candidature, CandidatureState how, DateOnly lastDay, string note, string? reason, Person? by, Process? approved, CancellationToken ct)
    {
        var told = await concerned.OfAsync(candidature, by, ct);
        candidature.Leave(how, lastDay, note, reason);
        await candidatures.GiveUpAsync([candidature.Id], by, ct, approved);
        var project = candidature.Studentship.Project;
        project.FollowStudents();
        foreach (var person in told)
            notifier.Tell(person, "StudentLeaves", $"/candidatures/{candidature.Id}", null, candidature.Student.DisplayName, project.Code, lastDay, note);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(LeaveCandidature), by?.Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id, Comment: note));
        db.Record(CaseKey.Project(project.Id), new Act(nameof(LeaveCandidature), by?.Id, SubjectKind: nameof(Projects.Studentship), SubjectId: candidature.StudentshipId, Comment: note));
    }
}
