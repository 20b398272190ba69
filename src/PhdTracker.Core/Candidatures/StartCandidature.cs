using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Candidatures;

/// <summary>The office says that an offered student has registered at the home institution.</summary>
public sealed record ConfirmRegistration(int CandidatureId, int Version);

/// <inheritdoc cref="ConfirmRegistration"/>
public sealed class ConfirmRegistrationHandler(PhdTrackerDb db, OfficeCandidatures candidatures)
{
    /// <exception cref="NotFoundException">The candidature is not of this office's side.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>NotOffered</c>.</exception>
    public async Task HandleAsync(ConfirmRegistration command, Person by, CancellationToken ct)
    {
        var candidature = await candidatures.LoadAsync(command.CandidatureId, command.Version, by, ct);
        candidature.ConfirmRegistration();
        candidature.Studentship.Project.FollowStudents();
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(ConfirmRegistration), by.Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id));
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The office says that a registered student has started: the project runs.</summary>
public sealed record StartCandidature(int CandidatureId, int Version);

/// <inheritdoc cref="StartCandidature"/>
public sealed class StartCandidatureHandler(PhdTrackerDb db, OfficeCandidatures candidatures, ConcernedPeople concerned, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The candidature is not of this office's side.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Candidature.Start"/>.</exception>
    public async Task HandleAsync(StartCandidature command, Person by, CancellationToken ct)
    {
        var candidature = await candidatures.LoadAsync(command.CandidatureId, command.Version, by, ct);
        candidature.Start(clock.Today(), await candidatures.HasAgreementAsync(candidature.Studentship.ProjectId, ct));
        Settle(candidature, by.Id);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>What follows from a start: the project runs, and the student and their supervisors are told.</summary>
    internal void Settle(Candidature candidature, int? byId)
    {
        var project = candidature.Studentship.Project;
        project.FollowStudents();
        foreach (var person in concerned.Around(candidature))
            notifier.Tell(person, "CandidatureStarted", $"/candidatures/{candidature.Id}", null, candidature.Student.DisplayName, project.Code, candidature.StartOn);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(StartCandidature), byId, SubjectKind: nameof(Candidature), SubjectId: candidature.Id));
    }
}

/// <summary>Starts by itself whoever is registered, whose day has come, and whose project's agreement is in force.</summary>
public sealed class StartDueCandidatures(PhdTrackerDb db, StartCandidatureHandler start, TimeProvider clock)
{
    /// <returns>How many students started.</returns>
    public async Task<int> StartAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var bound = db.Agreements.Where(Agreement.InForceOn(today));
        var due = await OfficeCandidatures.Whole(db.Candidatures.Where(c => c.State == CandidatureState.Registered && c.StartOn <= today && c.Studentship.Project.NeedsAgreement
            && bound.Any(a => a.ProjectId == c.Studentship.ProjectId))).ToListAsync(ct);
        foreach (var candidature in due)
        {
            candidature.Start(today, agreementInForce: true);
            start.Settle(candidature, null);
        }
        await db.SaveChangesAsync(ct);
        return due.Count;
    }
}
