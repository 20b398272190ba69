using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>A former student who is not in the directory.</summary>
/// <param name="AwardedOn">Null where it is not known.</param>
/// <param name="WithdrawnAt">When they took a consent back: they are not asked again.</param>
/// <param name="CanBeAsked">Has an address and an open account.</param>
public sealed record FormerStudent(int CandidatureId, PersonName Student, string Side, string ProjectCode, DateOnly? AwardedOn, DateTime? InvitedAt, DateTime? WithdrawnAt, bool CanBeAsked)
{
    /// <summary>The first day on which the next mail may go; null if it may today.</summary>
    public DateOnly? NextOn(DateTime now) =>
        InvitedAt > now.AddDays(-AlumniInvitations.DaysBetween) ? DateOnly.FromDateTime(InvitedAt.Value).AddDays(AlumniInvitations.DaysBetween) : null;
}

/// <summary>Former students without consent, for the offices that invite them.</summary>
public sealed class FormerStudents(PhdTrackerDb db)
{
    public const int PageSize = 50;

    /// <returns>One page, those awarded last first, and how many there are.</returns>
    public async Task<(IReadOnlyList<FormerStudent> Rows, int Total)> ReadAsync(Access access, int skip, int take, CancellationToken ct)
    {
        var former = access.Filter(db.Candidatures.AsNoTracking(), Permission.ManageAlumni)
            .Where(c => OwnAlumnus.FormerStates.Contains(c.State) && !db.Alumni.Any(a => a.CandidatureId == c.Id && a.ConsentedAt != null));
        var total = await former.CountAsync(ct);
        var rows = await former.OrderByDescending(c => c.ClosedOn).ThenBy(c => c.Student.FamilyName).ThenBy(c => c.Id).Skip(skip).Take(take)
            .Select(c => new
            {
                c.Id,
                Student = new PersonName(c.StudentId, c.Student.Title, c.Student.GivenName, c.Student.FamilyName),
                c.Studentship.Party.Side,
                c.Studentship.Project.Code,
                c.ClosedOn,
                InvitedAt = db.Notifications.Where(n => n.RecipientId == c.StudentId && n.Kind == AlumniInvitations.Mail).Max(n => (DateTime?)n.CreatedAt),
                WithdrawnAt = db.AlumnusConsents.Where(x => x.Alumnus.CandidatureId == c.Id).Max(x => x.WithdrawnAt),
                HasAddress = c.Student.Email != null,
                c.Student.LockoutEnd,
            }).ToListAsync(ct);
        return (rows.ConvertAll(r => new FormerStudent(r.Id, r.Student, r.Side, r.Code, r.ClosedOn, r.InvitedAt, r.WithdrawnAt, r.HasAddress && !Person.ClosesForGood(r.LockoutEnd))), total);
    }
}
