using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Account;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Candidatures;

/// <summary>The office of a side registers a student in a vacant place.</summary>
/// <param name="State"><see cref="CandidatureState.Offered"/> or <see cref="CandidatureState.Registered"/>.</param>
public sealed record RegisterStudent(int StudentshipId, CandidatureState State, StudentDetails Student, RegistrationFacts Facts, IReadOnlyList<SupervisorRow> Supervisors);

/// <summary>Who the student is: somebody known by the address, or a new person.</summary>
public sealed record StudentDetails(string? Email, string? GivenName, string? FamilyName, string? Language);

/// <inheritdoc cref="RegisterStudent"/>
public sealed class RegisterStudentHandler(
    PhdTrackerDb db, AccessReader access, RegistrationPlaces places, SupervisorBook book, PlanMilestones plans, AgreementMilestones agreements, PasswordLinks links, TaskDesks desks, Notifier notifier)
{
    /// <returns>The new candidature.</returns>
    /// <exception cref="NotFoundException">There is no such place, or it is not of this office's side.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>EmailMissing</c> or another detail of a new person; <c>StudentHasPlace</c>, <c>AccountClosed</c>; those of <see cref="Studentship.Fill"/>, <see cref="RegistrationFacts.Check"/>,
    /// <see cref="RegistrationPlaces.WriteAsync"/>, <see cref="SupervisorBook.FindAsync"/> and <see cref="SupervisionRules.Check"/>.
    /// </exception>
    public async Task<Candidature> HandleAsync(RegisterStudent command, Person by, CancellationToken ct)
    {
        var studentship = await LoadAsync(command.StudentshipId, by, ct);
        command.Facts.Check();
        var student = await FindStudentAsync(command.Student, ct);
        await EnsureNoOtherPlaceAsync(student, ct);
        var state = command.State == CandidatureState.Registered ? CandidatureState.Registered : CandidatureState.Offered;
        var candidature = studentship.Fill(student, command.Facts.StartOn, command.Facts.Fte, state);
        await places.WriteAsync(candidature, command.Facts, studentship.Party, ct);
        if (student.Institution is null && student.InstitutionId is null)
            student.BelongTo(candidature.HomeInstitution, candidature.Unit);
        var supervisors = await book.FindAsync(command.Supervisors, studentship.Project.Programme, ct);
        SupervisionRules.Check(supervisors, studentship.Party, student);
        book.Assign(candidature, supervisors, command.Facts.StartOn);
        plans.For(candidature);
        await agreements.MeetAsync(candidature, studentship.ProjectId, ct);
        studentship.Project.FollowStudents();
        Tell(candidature, by);
        db.Record(() => CaseKey.Candidature(candidature.Id), () => new Act(nameof(RegisterStudent), by.Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id));
        db.Record(CaseKey.Project(studentship.ProjectId), new Act(nameof(RegisterStudent), by.Id, SubjectKind: nameof(Studentship), SubjectId: studentship.Id));
        await desks.SaveAndReaskAsync(studentship.ProjectId, ct);
        return candidature;
    }

    private async Task<Studentship> LoadAsync(int id, Person by, CancellationToken ct)
    {
        var studentship = await db.Studentships
            .Include(s => s.Party).ThenInclude(p => p.Institution)
            .Include(s => s.Project).ThenInclude(p => p.Programme).ThenInclude(p => p.Parties).ThenInclude(p => p.Institution)
            .Include(s => s.Project).ThenInclude(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Student)
            .AsSplitQuery().SingleOrDefaultAsync(s => s.Id == id, ct);
        var scope = studentship is null ? null : new CaseScope(studentship.Project.ProgrammeId, studentship.PartyId, studentship.ProjectId);
        return scope is not null && (await access.ForAsync(by.Id, ct)).May(Permission.ManageCandidatures, scope) ? studentship! : throw new NotFoundException();
    }

    private async Task<Person> FindStudentAsync(StudentDetails details, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(details.Email))
            throw new DomainRuleException("EmailMissing") { Field = "Email" };
        var normalized = details.Email.Trim().ToUpperInvariant();
        if (await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == normalized, ct) is { } known)
            return known.IsClosed ? throw new DomainRuleException("AccountClosed") { Field = "Email" } : known;
        new PersonDetails(null, details.GivenName, details.FamilyName, details.Email, details.Language, null, null).Check();
        var person = new Person(details.GivenName!, details.FamilyName!, details.Email, details.Language!);
        db.Users.Add(person);
        return person;
    }

    private async Task EnsureNoOtherPlaceAsync(Person student, CancellationToken ct)
    {
        if (student.Id == 0)
            return;
        var other = await db.Candidatures.Where(c => c.StudentId == student.Id && !Candidature.ClosedStates.Contains(c.State)).Select(c => c.Studentship.Project.Code).FirstOrDefaultAsync(ct);
        if (other is not null)
            throw new DomainRuleException("StudentHasPlace", student.DisplayName, other) { Field = "Email" };
        // Two offices that register the same person at once collide here.
        student.Touch();
    }

    private void Tell(Candidature candidature, Person by)
    {
        var (student, project) = (candidature.Student, candidature.Studentship.Project);
        db.OnceSaved(() =>
        {
            if (student.PasswordHash is null)
                notifier.Tell(student, "StudentInvited", links.ForNewPerson(student), null, project.Code, project.Title, by.DisplayName, InvitationTokens.Days);
            else
                notifier.Tell(student, "StudentRegistered", $"/candidatures/{candidature.Id}", null, project.Code, project.Title, by.DisplayName, candidature.StartOn);
        });
    }
}
