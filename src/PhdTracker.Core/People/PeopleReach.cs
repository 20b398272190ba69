using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People;

/// <summary>A side of a programme, as far as people and roles need it.</summary>
/// <param name="Country">A person without a role belongs to the side of the country that their institution is in.</param>
public sealed record Side(int PartyId, int ProgrammeId, string Code, string Institution, string Country, string ProgrammeEn, string ProgrammeFr)
{
    public CaseScope Scope => new(ProgrammeId, PartyId);
}

/// <summary>Whom somebody may see and manage. Seeing goes by programme, managing by side.</summary>
public sealed class PeopleReach(PhdTrackerDb db, TimeProvider clock)
{
    private IReadOnlyList<Side>? _sides;

    /// <summary>All sides of all programmes: a handful.</summary>
    public async Task<IReadOnlyList<Side>> SidesAsync(CancellationToken ct) =>
        _sides ??= await db.Parties.AsNoTracking().OrderBy(p => p.ProgrammeId).ThenBy(p => p.Id)
            .Select(p => new Side(p.Id, p.ProgrammeId, p.Side, p.Institution.ShortName, p.Institution.Country, p.Programme.NameEn, p.Programme.NameFr)).ToListAsync(ct);

    /// <summary>The sides on which somebody has a permission.</summary>
    public async Task<IReadOnlyList<Side>> SidesAsync(Access access, Permission permission, CancellationToken ct) =>
        [.. (await SidesAsync(ct)).Where(s => access.May(permission, s.Scope))];

    /// <summary>The people whom somebody may see: those of their programmes. A record that was merged into another is found there.</summary>
    public async Task<IQueryable<Person>> VisibleAsync(Access access, CancellationToken ct) =>
        ReachesAll(access, Permission.ViewPeople) ? Counting : Counting.Where(Of(await SidesAsync(access, Permission.ViewPeople, ct), andProgramme: true));

    /// <summary>The record that took the place of one that was merged into it, where the reader may see that; null otherwise.</summary>
    public async Task<int?> MergedIntoAsync(Access access, int personId, CancellationToken ct)
    {
        var kept = await db.Users.Where(p => p.Id == personId).Select(p => p.MergedIntoId).SingleOrDefaultAsync(ct);
        return kept is not null && await (await VisibleAsync(access, ct)).AnyAsync(p => p.Id == kept, ct) ? kept : null;
    }

    /// <summary>The people whom somebody may put into groups and take out of them: those of the sides whose people they manage.</summary>
    public async Task<IQueryable<Person>> OwnAsync(Access access, CancellationToken ct) => ReachesAll(access, Permission.ManagePeople)
        ? Counting
        : Counting.Where(Of(await SidesAsync(access, Permission.ManagePeople, ct), andProgramme: access.MayAnywhere(Permission.ManageProgrammeRoles)));

    /// <summary>The people of these sides: by role, by supervision, by candidature, or by their institution.</summary>
    /// <param name="sides">Which sides.</param>
    /// <param name="andProgramme">Whether those with a role in the programme as a whole belong to them too.</param>
    public Expression<Func<Person, bool>> Of(IReadOnlyCollection<Side> sides, bool andProgramme)
    {
        var parties = sides.Select(s => s.PartyId).ToList();
        var programmes = andProgramme ? sides.Select(s => s.ProgrammeId).Distinct().ToList() : [];
        var countries = sides.Select(s => s.Country).Distinct().ToList();
        return p =>
            db.RoleAssignments.Any(r => r.PersonId == p.Id && (parties.Contains(r.PartyId ?? 0) || programmes.Contains(r.ProgrammeId ?? 0) || (r.PartyId == null && r.Unit != null && countries.Contains(r.Unit.Institution.Country))))
            || db.SupervisorAssignments.Any(s => s.PersonId == p.Id && parties.Contains(s.PartyId))
            || db.Candidatures.Any(c => c.StudentId == p.Id && parties.Contains(c.Studentship.PartyId))
            || (p.Institution != null && countries.Contains(p.Institution.Country))
            || (p.Unit != null && countries.Contains(p.Unit.Institution.Country));
    }

    /// <summary>
    /// Whether somebody may change a person's names, address and account: only if everything that the person is lies within
    /// their reach. Otherwise an office could take over the account of somebody who may do more than itself.
    /// </summary>
    public async Task<bool> MayManageAsync(Access access, int personId, CancellationToken ct)
    {
        if (ReachesAll(access, Permission.ManagePeople))
            return true;
        var sides = await SidesAsync(ct);
        var today = clock.Today();
        var roles = await db.RoleAssignments.AsNoTracking().Where(r => r.PersonId == personId && (r.To == null || r.To >= today))
            .Select(r => new { r.ProgrammeId, r.PartyId, Country = r.Unit == null ? null : r.Unit.Institution.Country }).ToListAsync(ct);
        var mayAll = roles.All(r =>
            r.PartyId is not null ? sides.Any(s => s.PartyId == r.PartyId && access.May(Permission.ManagePeople, s.Scope))
            : r.Country is not null ? MayInCountry(r.Country)
            : r.ProgrammeId is not null && access.May(Permission.ManageProgrammeRoles, new CaseScope(r.ProgrammeId)));
        if (!mayAll)
            return false;
        var parties = await db.SupervisorAssignments.Where(s => s.PersonId == personId && (s.To == null || s.To >= today)).Select(s => s.PartyId)
            .Union(db.Candidatures.Where(c => c.StudentId == personId).Select(c => c.Studentship.PartyId)).ToListAsync(ct);
        var country = await db.Users.Where(p => p.Id == personId).Select(p => p.Institution != null ? p.Institution.Country : p.Unit != null ? p.Unit.Institution.Country : null).SingleOrDefaultAsync(ct);
        return (roles.Count + parties.Count > 0 || country is not null)
            && parties.All(id => sides.Any(s => s.PartyId == id && access.May(Permission.ManagePeople, s.Scope)))
            && (country is null || parties.Count + roles.Count > 0 || MayInCountry(country));

        bool MayInCountry(string of) => sides.Any(s => s.Country == of && access.May(Permission.ManagePeople, s.Scope));
    }

    private IQueryable<Person> Counting => db.Users.Where(p => p.MergedIntoId == null);

    /// <summary>Whether the permission covers everything there is, not only a programme.</summary>
    public static bool ReachesAll(Access access, Permission permission) => access.May(permission, new CaseScope(null));
}
