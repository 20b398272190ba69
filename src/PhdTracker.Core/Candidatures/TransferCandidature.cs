using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Candidatures;

/// <summary>A student goes over to another side of the project: this candidature ends, a new one begins in that side's vacant place.</summary>
/// <param name="Version">The version of the candidature that the page was loaded with.</param>
/// <param name="StudentshipId">The place that the student goes to.</param>
/// <param name="LastDay">Last day on the old side.</param>
/// <param name="Facts">The registration on the new side; its start date is the old one or a new one, as the office chooses.</param>
public sealed record TransferCandidature(int CandidatureId, int Version, int StudentshipId, DateOnly LastDay, RegistrationFacts Facts, IReadOnlyList<SupervisorRow> Supervisors, string? Reason);

/// <inheritdoc cref="TransferCandidature"/>
public sealed class TransferCandidatureHandler(
    PhdTrackerDb db, OfficeCandidatures candidatures, RegistrationPlaces places, SupervisorBook book, PlanMilestones plans, ConcernedPeople concerned, TaskDesks desks, Notifier notifier)
{
    /// <returns>The new candidature.</returns>
    /// <exception cref="NotFoundException">The candidature is not of this office's side, or the place is not one of another side of its project.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>OfficeReasonMissing</c>, and those of <see cref="Candidature.Leave"/> and <see cref="RegisterStudentHandler.HandleAsync"/>.</exception>
    public async Task<Candidature> HandleAsync(TransferCandidature command, Person by, CancellationToken ct)
    {
        var old = await candidatures.LoadAsync(command.CandidatureId, command.Version, by, ct);
        var place = old.Studentship.Project.Studentships.Find(s => s.Id == command.StudentshipId && s != old.Studentship) ?? throw new NotFoundException();
        Days.EnsureSensible(command.LastDay, "LastDay");
        command.Facts.Check();
        var reason = LeavingText.Required(command.Reason);
        var told = await concerned.OfAsync(old, by, ct);
        old.Leave(CandidatureState.Transferred, command.LastDay, reason, null);
        await candidatures.GiveUpAsync([old.Id], by, ct);
        var next = place.Fill(old.Student, command.Facts.StartOn, command.Facts.Fte, CandidatureState.Registered);
        await places.WriteAsync(next, command.Facts, place.Party, ct);
        var supervisors = await book.FindAsync(command.Supervisors, place.Project.Programme, ct);
        SupervisionRules.Check(supervisors, place.Party, old.Student);
        book.Assign(next, supervisors, Later(command.LastDay.AddDays(1), command.Facts.StartOn));
        plans.For(next);
        foreach (var carried in CarryOver.Of(old, next))
            carried.Counts.Record(carried.Met.DoneOn);
        place.Project.FollowStudents();
        Record(old, next, reason, by, told);
        await desks.SaveAndReaskAsync(place.ProjectId, ct);
        return next;
    }

    private void Record(Candidature old, Candidature next, string reason, Person by, IReadOnlyList<Person> told)
    {
        var project = old.Studentship.Project;
        db.OnceSaved(() =>
        {
            foreach (var person in told)
                notifier.Tell(person, "StudentTransferred", $"/candidatures/{next.Id}", null, old.Student.DisplayName, project.Code, next.Studentship.Party.Institution.ShortName, reason);
        });
        db.Record(CaseKey.Candidature(old.Id), new Act(nameof(TransferCandidature), by.Id, SubjectKind: nameof(Candidature), SubjectId: old.Id, Comment: reason));
        db.Record(() => CaseKey.Candidature(next.Id), () => new Act(nameof(TransferCandidature), by.Id, SubjectKind: nameof(Candidature), SubjectId: next.Id, Comment: reason));
        db.Record(CaseKey.Project(project.Id), new Act(nameof(TransferCandidature), by.Id, SubjectKind: nameof(Project), SubjectId: project.Id, Comment: reason));
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

/// <summary>What a student would bring along to another side.</summary>
/// <param name="Carried">Milestones that count there.</param>
/// <param name="Lost">Milestones that were met and do not count there.</param>
public sealed record Transfer(IReadOnlyList<CarriedMilestone> Carried, IReadOnlyList<Milestone> Lost);

/// <summary>Computes on a copy what a student would bring along to another side.</summary>
public sealed class TransferPreview(PlanMilestones plans, RegistrationPlaces places)
{
    /// <summary>The milestones that count on the other side, and those met that do not. Nothing is saved.</summary>
    /// <param name="candidatures">Those that the reader may transfer.</param>
    /// <exception cref="NotFoundException">It is not among them, or the place is not one of another side of its project.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="RegistrationFacts.Check"/> and <see cref="RegistrationPlaces.WriteAsync"/>; <c>FteOutOfRange</c>.</exception>
    public async Task<Transfer> OfAsync(IQueryable<Candidature> candidatures, int id, int studentshipId, RegistrationFacts facts, CancellationToken ct)
    {
        var old = await OfficeCandidatures.Whole(candidatures.Where(c => c.Id == id)).AsNoTrackingWithIdentityResolution().SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        var place = old.Studentship.Project.Studentships.Find(s => s.Id == studentshipId && s.Id != old.StudentshipId) ?? throw new NotFoundException();
        facts.Check();
        var copy = new Candidature(place, old.Student, facts.StartOn, facts.Fte, CandidatureState.Registered);
        await places.WriteAsync(copy, facts, place.Party, ct);
        plans.For(copy);
        var carried = CarryOver.Of(old, copy);
        var met = old.Milestones.Where(m => m.EquivalentTo is null && m.State is MilestoneState.Passed or MilestoneState.PassedWithConditions);
        return new Transfer(carried, [.. met.Where(m => !carried.Any(c => c.Met == m || c.Met.EquivalentTo == m))]);
    }
}
