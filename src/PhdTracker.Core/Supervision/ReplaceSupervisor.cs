using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Supervision;

/// <summary>A supervisor leaves, and somebody takes over: their students, shares, open tasks and, if asked, all their projects on that side.</summary>
/// <param name="AssignmentId">The assignment from which the office began.</param>
/// <param name="LastDay">Last day of who leaves; the successor begins the day after.</param>
/// <param name="Everywhere">In every candidature and project where the person speaks for the same side.</param>
public sealed record ReplaceSupervisor(int AssignmentId, int Version, string? SuccessorEmail, bool SuccessorHoldsHdr, DateOnly LastDay, bool Everywhere, string? Reason);

/// <inheritdoc cref="ReplaceSupervisor"/>
public sealed class ReplaceSupervisorHandler(PhdTrackerDb db, AccessReader access, ConcernedPeople concerned, TaskDesks desks, Notifier notifier, TimeProvider clock)
{
    /// <returns>The candidatures in which somebody else supervises now.</returns>
    /// <exception cref="NotFoundException">There is no such assignment, or neither its side nor its student's is this office's.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>SupervisorAlreadyEnded</c>, <c>SupervisorUnknown</c>, <c>SuccessorIsSame</c>, <c>SupervisorIsStudent</c>, <c>LeadHdrMissing</c>, <c>DateOutOfRange</c>,
    /// <c>PeriodEndsBeforeItBegins</c>, <c>OfficeReasonMissing</c>.
    /// </exception>
    public async Task<IReadOnlyList<Candidature>> HandleAsync(ReplaceSupervisor command, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var start = await FindAsync(db, command.AssignmentId, mine, ct);
        if (start.Version != command.Version)
            throw new StaleVersionException();
        if (start.To is not null)
            throw new DomainRuleException("SupervisorAlreadyEnded", start.To);
        var reason = LeavingText.Required(command.Reason);
        Days.EnsureSensible(command.LastDay, "LastDay");
        var successor = await SuccessorAsync(command.SuccessorEmail, start, ct);
        var candidatures = await CandidaturesAsync(start, command.Everywhere, ct);
        foreach (var candidature in candidatures)
        {
            var told = await concerned.OfAsync(candidature, by, ct);
            Replace(candidature, start, successor, command, reason);
            foreach (var person in told.Append(successor).Distinct())
                notifier.Tell(person, "SupervisorReplaced", $"/candidatures/{candidature.Id}", null, start.Person.DisplayName, successor.DisplayName, candidature.Student.DisplayName, command.LastDay, reason);
            db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(ReplaceSupervisor), by.Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id, Comment: reason));
        }
        await EntrustAsync(start, successor, command, candidatures, by, reason, ct);
        await desks.ReaskAsync(ct);
        await db.SaveChangesAsync(ct);
        return candidatures;
    }

    /// <summary>An assignment that somebody may end: as the office of the student's side, or of the supervisor's own.</summary>
    /// <exception cref="NotFoundException">There is none, or not for this person.</exception>
    public static async Task<SupervisorAssignment> FindAsync(PhdTrackerDb db, int id, Access access, CancellationToken ct)
    {
        var assignment = await db.SupervisorAssignments.Include(s => s.Person).Include(s => s.Party).ThenInclude(p => p.Institution)
            .Include(s => s.Candidature).ThenInclude(c => c.Student)
            .Include(s => s.Candidature).ThenInclude(c => c.Studentship).ThenInclude(s => s.Project)
            .AsSplitQuery().SingleOrDefaultAsync(s => s.Id == id, ct) ?? throw new NotFoundException();
        var scope = CaseScopes.Of(assignment.Candidature);
        return access.May(Permission.ManageCandidatures, scope) || access.May(Permission.ManageCandidatures, new CaseScope(scope.ProgrammeId, assignment.PartyId, scope.ProjectId)) ? assignment : throw new NotFoundException();
    }

    private async Task<Person> SuccessorAsync(string? email, SupervisorAssignment start, CancellationToken ct)
    {
        var normalized = email?.Trim().ToUpperInvariant() ?? "";
        var successor = await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == normalized, ct) ?? throw new DomainRuleException("SupervisorUnknown", email?.Trim() ?? "") { Field = "SuccessorEmail" };
        return successor != start.Person ? successor : throw new DomainRuleException("SuccessorIsSame") { Field = "SuccessorEmail" };
    }

    /// <summary>This candidature, or all that go on in which the person speaks for the same side.</summary>
    private Task<List<Candidature>> CandidaturesAsync(SupervisorAssignment start, bool everywhere, CancellationToken ct)
    {
        var today = clock.Today();
        var candidatures = everywhere
            ? db.Candidatures.Where(c => !Candidature.ClosedStates.Contains(c.State) && c.Supervisors.Any(s => s.PersonId == start.PersonId && s.PartyId == start.PartyId && (s.To == null || s.To >= today)))
            : db.Candidatures.Where(c => c.Id == start.CandidatureId && !Candidature.ClosedStates.Contains(c.State));
        return candidatures.Include(c => c.Student).Include(c => c.Supervisors).ThenInclude(s => s.Person)
            .Include(c => c.Studentship).ThenInclude(s => s.Project).Include(c => c.Studentship).ThenInclude(s => s.Party)
            .OrderBy(c => c.Id).AsSplitQuery().ToListAsync(ct);
    }

    private void Replace(Candidature candidature, SupervisorAssignment start, Person successor, ReplaceSupervisor command, string reason)
    {
        if (candidature.Student == successor)
            throw new DomainRuleException("SupervisorIsStudent", successor.DisplayName) { Field = "SuccessorEmail" };
        var leaving = candidature.Supervisors.Where(s => s.Person == start.Person && s.PartyId == start.PartyId && s.To is null).ToList();
        // Who supervised already takes over the other part as well: one role, one share.
        var own = candidature.Supervisors.Where(s => s.Person == successor && s.To is null).ToList();
        foreach (var assignment in leaving)
        {
            if (assignment.Kind == SupervisorKind.Lead && assignment.PartyId == candidature.Studentship.PartyId && start.Party.Institution.Country == "FR" && !command.SuccessorHoldsHdr && own.All(s => s.HoldsHdr != true))
                throw new DomainRuleException("LeadHdrMissing", successor.DisplayName) { Field = "SuccessorHoldsHdr" };
            var share = own.Select(s => s.SharePercent).Append(assignment.SharePercent).Any(s => s is null) ? assignment.SharePercent : assignment.SharePercent + own.Sum(s => s.SharePercent);
            assignment.End(command.LastDay, reason);
            foreach (var other in own)
                other.End(command.LastDay < other.From ? other.From : command.LastDay, reason);
            candidature.Supervise(successor, assignment.Kind, start.Party, command.LastDay.AddDays(1), command.SuccessorHoldsHdr ? true : null).Carry(share);
            own = [];
        }
        db.Touch(candidature);
    }

    /// <summary>Who led the project for this side leads it no longer: so in all their projects, or in this one.</summary>
    private async Task EntrustAsync(SupervisorAssignment start, Person successor, ReplaceSupervisor command, List<Candidature> candidatures, Person by, string reason, CancellationToken ct)
    {
        var projects = candidatures.Select(c => c.Studentship.ProjectId).Distinct().ToList();
        var led = await db.Studentships.Include(s => s.Unit)
            .Where(s => s.InvestigatorId == start.PersonId && s.PartyId == start.PartyId && (command.Everywhere || projects.Contains(s.ProjectId))).ToListAsync(ct);
        foreach (var studentship in led)
        {
            studentship.Entrust(successor, studentship.Unit);
            db.Record(CaseKey.Project(studentship.ProjectId), new Act(nameof(ReplaceSupervisor), by.Id, SubjectKind: nameof(Studentship), SubjectId: studentship.Id, Comment: reason));
        }
    }
}
