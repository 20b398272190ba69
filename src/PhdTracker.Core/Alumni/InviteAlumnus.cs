using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>Asks former students whether they want to be among the alumni.</summary>
public sealed class AlumniInvitations(Notifier notifier)
{
    internal const string Mail = "AlumniInvited";

    /// <summary>Days before the same person is asked again.</summary>
    public const int DaysBetween = 30;

    /// <summary>Writes the mail into the transaction of another act, such as the award; saves nothing.</summary>
    /// <param name="candidature">With its student and its project loaded.</param>
    public void Invite(Candidature candidature) =>
        notifier.Tell(candidature.Student, "AlumniInvited", "/alumni/me", null, candidature.Studentship.Project.Title);
}

/// <summary>Asks one former student again.</summary>
public sealed record InviteAlumnus(int CandidatureId);

public sealed class InviteAlumnusHandler(PhdTrackerDb db, AccessReader access, AlumniInvitations invitations, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such former student, or not for this person.</exception>
    /// <exception cref="DomainRuleException"><c>ConsentAlreadyGiven</c>, <c>ConsentWithdrawn</c>, <c>EmailMissing</c>, <c>AccountClosed</c>, <c>InvitedLately</c>.</exception>
    public async Task HandleAsync(InviteAlumnus command, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var candidature = await mine.Filter(db.Candidatures, Permission.ManageAlumni).Include(c => c.Student).Include(c => c.Studentship).ThenInclude(s => s.Project)
            .SingleOrDefaultAsync(c => c.Id == command.CandidatureId && OwnAlumnus.FormerStates.Contains(c.State), ct) ?? throw new NotFoundException();
        var alumnus = await db.Alumni.AsNoTracking().SingleOrDefaultAsync(a => a.CandidatureId == candidature.Id, ct);
        if (alumnus is not null)
            throw new DomainRuleException(alumnus.ConsentedAt is null ? "ConsentWithdrawn" : "ConsentAlreadyGiven");
        if (string.IsNullOrEmpty(candidature.Student.Email))
            throw new DomainRuleException("EmailMissing");
        if (candidature.Student.IsClosed)
            throw new DomainRuleException("AccountClosed");
        var since = clock.UtcNow().AddDays(-AlumniInvitations.DaysBetween);
        if (await db.Notifications.Where(n => n.RecipientId == candidature.StudentId && n.Kind == AlumniInvitations.Mail && n.CreatedAt > since).MaxAsync(n => (DateTime?)n.CreatedAt, ct) is { } last)
            throw new DomainRuleException("InvitedLately", DateOnly.FromDateTime(last), DateOnly.FromDateTime(last).AddDays(AlumniInvitations.DaysBetween));

        invitations.Invite(candidature);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(InviteAlumnus), by.Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id));
        await db.SaveChangesAsync(ct);
    }
}
