using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Delegations;

/// <summary>Who may answer for somebody: people of the same side who hold a role themselves and can sign in, but no students.</summary>
public sealed class Colleagues(PhdTrackerDb db, TimeProvider clock)
{
    /// <summary>The colleagues of a person. Of somebody without an institution, who belongs to no side, they are those of all sides.</summary>
    public async Task<IQueryable<Person>> OfAsync(int personId, CancellationToken ct)
    {
        var country = await db.Users.Where(p => p.Id == personId).Select(p => p.Institution != null ? p.Institution.Country : p.Unit != null ? p.Unit.Institution.Country : null).SingleAsync(ct);
        var today = clock.Today();
        return db.Users.Where(p => p.Id != personId && p.Email != null && p.PasswordHash != null && p.LockoutEnd == null)
            .Where(p => country == null || (p.Institution != null ? p.Institution.Country : p.Unit!.Institution.Country) == country)
            .Where(p => !db.Candidatures.Any(c => c.StudentId == p.Id && !Candidature.ClosedStates.Contains(c.State)))
            .Where(p => db.RoleAssignments.Any(r => r.PersonId == p.Id && r.From <= today && (r.To == null || r.To >= today))
                || db.SupervisorAssignments.Any(s => s.PersonId == p.Id && s.From <= today && (s.To == null || s.To >= today))
                || db.Studentships.Any(s => s.InvestigatorId == p.Id));
    }
}
