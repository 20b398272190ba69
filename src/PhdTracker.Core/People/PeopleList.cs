using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Search;

namespace PhdTracker.Core.People;

/// <summary>Which people somebody looks for. What is null does not narrow it.</summary>
/// <param name="Search">Part of a name, without regard to accents and case, or of an address.</param>
/// <param name="PartyId">A side.</param>
/// <param name="Role">A role held today, or being a student or a supervisor.</param>
public sealed record PeopleFilter(string? Search, int? PartyId, Role? Role);

public enum AccountState { None, Open, Closed }

/// <summary>A person in a list.</summary>
public sealed record PersonRow(int Id, string Name, string? Email, string? Place, IReadOnlyList<string> Roles, AccountState Account);

/// <summary>The people whom somebody may see, page by page, in a constant number of queries.</summary>
public sealed class PeopleList(PhdTrackerDb db, PeopleReach reach, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<(IReadOnlyList<PersonRow> Rows, int Total)> ReadAsync(Access access, PeopleFilter filter, int skip, int take, Texts texts, CancellationToken ct)
    {
        var today = clock.Today();
        var people = Apply(await reach.VisibleAsync(access, ct), filter, await reach.SidesAsync(ct), today);
        var total = await people.CountAsync(ct);
        var shown = await people.AsNoTracking().OrderBy(p => p.FamilyName).ThenBy(p => p.GivenName).ThenBy(p => p.Id).Skip(skip).Take(take)
            .Select(p => new { p.Id, p.Title, p.GivenName, p.FamilyName, Email = p.EmailIsPrivate ? null : p.Email, Unit = p.Unit!.Name, Institution = p.Institution!.ShortName, HasPassword = p.PasswordHash != null, p.LockoutEnd })
            .ToListAsync(ct);
        var roles = await RolesAsync(shown.ConvertAll(p => p.Id), today, texts, ct);
        return ([.. shown.Select(p => new PersonRow(
            p.Id,
            p.Title is null ? $"{p.GivenName} {p.FamilyName}" : $"{p.Title} {p.GivenName} {p.FamilyName}",
            p.Email,
            p.Unit is null ? p.Institution : texts["People.UnitOf", p.Unit, p.Institution ?? ""],
            [.. roles[p.Id]],
            Person.ClosesForGood(p.LockoutEnd) ? AccountState.Closed : p.HasPassword ? AccountState.Open : AccountState.None))], total);
    }

    /// <summary>Narrows to what matches a search: part of a name, however accented, or of an address.</summary>
    public static IQueryable<Person> Matching(IQueryable<Person> people, string? search)
    {
        var address = search?.Trim().ToUpperInvariant() ?? "";
        foreach (var word in SearchWords.Of(search))
            people = people.Where(p => p.SearchName.Contains(word) || (!p.EmailIsPrivate && p.NormalizedEmail!.Contains(address)));
        return people;
    }

    private IQueryable<Person> Apply(IQueryable<Person> people, PeopleFilter filter, IReadOnlyList<Side> sides, DateOnly today)
    {
        people = Matching(people, filter.Search);
        if (filter.PartyId is { } partyId)
            people = people.Where(reach.Of([.. sides.Where(s => s.PartyId == partyId)], andProgramme: false));
        return filter.Role switch
        {
            null => people,
            Role.Student => people.Where(p => db.Candidatures.Any(c => c.StudentId == p.Id)),
            Role.Supervisor => people.Where(p => db.SupervisorAssignments.Any(s => s.PersonId == p.Id && s.From <= today && (s.To == null || s.To >= today))),
            { } role => people.Where(p => db.RoleAssignments.Where(AccessReader.Held(today)).Any(r => r.PersonId == p.Id && r.Role == role)),
        };
    }

    private async Task<ILookup<int, string>> RolesAsync(List<int> ids, DateOnly today, Texts texts, CancellationToken ct)
    {
        var assigned = await db.RoleAssignments.AsNoTracking().Where(AccessReader.Held(today)).Where(r => ids.Contains(r.PersonId))
            .Select(r => new { r.PersonId, r.Role }).Distinct().ToListAsync(ct);
        var students = await db.Candidatures.AsNoTracking().Where(c => ids.Contains(c.StudentId)).Select(c => c.StudentId).Distinct().ToListAsync(ct);
        var supervisors = await db.SupervisorAssignments.AsNoTracking().Where(s => ids.Contains(s.PersonId) && s.From <= today && (s.To == null || s.To >= today))
            .Select(s => s.PersonId).Distinct().ToListAsync(ct);
        return students.Select(id => (Id: id, Role: Role.Student)).Concat(supervisors.Select(id => (Id: id, Role: Role.Supervisor)))
            .Concat(assigned.Select(a => (Id: a.PersonId, a.Role)))
            .OrderBy(r => r.Role).ToLookup(r => r.Id, r => texts.Enum(r.Role));
    }
}
