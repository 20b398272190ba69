using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Delegations;

/// <summary>
/// Who may answer for somebody: those who hold a role where they hold theirs, and can sign in, but no students. Whoever acts for a unit, as its
/// director or as a supervisor or investigator there, has the people of that unit; whoever holds a role of a side, those who hold one for the side as a whole.
/// </summary>
public sealed class Colleagues(PhdTrackerDb db, TimeProvider clock)
{
    /// <summary>The colleagues of a person; none of somebody who holds no role.</summary>
    public async Task<IQueryable<Person>> OfAsync(int personId, CancellationToken ct)
    {
        var today = clock.Today();
        var held = db.RoleAssignments.Where(AccessReader.Held(today));
        var mine = await held.Where(r => r.PersonId == personId).Select(r => new { r.ProgrammeId, r.PartyId, r.UnitId }).ToListAsync(ct);
        // A role in a unit names its side too, and is none of the side as a whole.
        var whole = mine.Where(r => r.UnitId is null).ToList();
        var (programmes, parties) = (whole.Select(r => r.ProgrammeId).OfType<int>().ToList(), whole.Select(r => r.PartyId).OfType<int>().ToList());
        var units = mine.Select(r => r.UnitId).OfType<int>().Concat(await UnitsAsync(personId, today, ct)).ToList();
        var supervisors = Supervisors(today);
        return db.Users.Where(Person.NotClosed).Where(p => p.Id != personId && p.Email != null && p.PasswordHash != null)
            .Where(p => !db.Candidatures.Any(c => c.StudentId == p.Id && !Candidature.ClosedStates.Contains(c.State)))
            .Where(p => held.Any(r => r.PersonId == p.Id && (units.Contains(r.UnitId ?? 0) || (r.UnitId == null && (parties.Contains(r.PartyId ?? 0) || programmes.Contains(r.ProgrammeId ?? 0)))))
                || supervisors.Any(s => s.PersonId == p.Id && (units.Contains(s.Candidature.UnitId ?? 0) || units.Contains(s.Candidature.DoctoralSchoolId ?? 0)))
                || db.Studentships.Any(s => s.InvestigatorId == p.Id && units.Contains(s.UnitId ?? 0))
                || db.ProposalSides.Any(s => s.InvestigatorId == p.Id && units.Contains(s.UnitId ?? 0)));
    }

    /// <summary>The units in which somebody supervises or investigates: of the students of their side, and their own where they supervise for the partner.</summary>
    private async Task<IReadOnlyList<int>> UnitsAsync(int personId, DateOnly today, CancellationToken ct) =>
    [
        .. await Supervisors(today).Where(s => s.PersonId == personId).Select(s => s.Candidature.UnitId ?? 0)
            .Union(db.SupervisorAssignments.Where(s => s.PersonId == personId && s.From <= today && (s.To == null || s.To >= today)).Select(s => s.Person.UnitId ?? 0))
            .Union(db.Studentships.Where(s => s.InvestigatorId == personId).Select(s => s.UnitId ?? 0))
            .Union(db.ProposalSides.Where(s => s.InvestigatorId == personId).Select(s => s.UnitId ?? 0)).Where(id => id != 0).ToListAsync(ct),
    ];

    /// <summary>Those who supervise students of their own side: the units of those are theirs.</summary>
    private IQueryable<Supervision.SupervisorAssignment> Supervisors(DateOnly today) =>
        db.SupervisorAssignments.Where(s => s.From <= today && (s.To == null || s.To >= today) && s.PartyId == s.Candidature.Studentship.PartyId);
}
