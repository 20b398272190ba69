using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Cohort.Quality;

/// <summary>Two records that may be of one person; the older comes first.</summary>
public sealed record PersonPair
{
    public required Person First { get; init; }
    public required Person Second { get; init; }
}

/// <summary>One of them, as the list shows it.</summary>
/// <param name="Email">Null where none is known, or nobody else is shown it.</param>
public sealed record PossibleDouble(PersonName Person, string? Email, string? Place);

/// <summary>Two records that may be of one person, as the list shows them.</summary>
public sealed record DoubleRow(PossibleDouble First, PossibleDouble Second);

/// <summary>
/// Finds people who may be kept twice: of one name, however accented, in one unit or institution, or of whom one has no address.
/// An address is one person's already. Those whom somebody said to be two are left out.
/// </summary>
public static class DoublePeople
{
    /// <summary>The pairs among these people.</summary>
    /// <param name="people">Those whom the reader may see.</param>
    public static IQueryable<PersonPair> Of(PhdTrackerDb db, IQueryable<Person> people) =>
        Alike(db, people, people).Where(p => p.First.Id < p.Second.Id);

    /// <summary>Those who may be the same as one person.</summary>
    /// <param name="people">Those whom the reader may see.</param>
    public static IQueryable<Person> Like(PhdTrackerDb db, IQueryable<Person> people, int personId) =>
        Alike(db, people.Where(p => p.Id == personId), people).Where(p => p.Second.Id != personId).Select(p => p.Second);

    private static IQueryable<PersonPair> Alike(PhdTrackerDb db, IQueryable<Person> ones, IQueryable<Person> others) =>
        ones.AsNoTracking().Join(others.AsNoTracking(), a => a.SearchName, b => b.SearchName, (a, b) => new PersonPair { First = a, Second = b })
            .Where(p => p.First.SearchName != ""
                && (p.First.Email == null || p.Second.Email == null || (p.First.UnitId != null && p.First.UnitId == p.Second.UnitId) || (p.First.InstitutionId != null && p.First.InstitutionId == p.Second.InstitutionId))
                && !db.PeopleApart.Any(x => (x.OneId == p.First.Id && x.OtherId == p.Second.Id) || (x.OneId == p.Second.Id && x.OtherId == p.First.Id)));

    /// <summary>One page, by name.</summary>
    public static Task<List<DoubleRow>> ReadAsync(IQueryable<PersonPair> pairs, int skip, int take, CancellationToken ct) =>
        pairs.OrderBy(p => p.First.FamilyName).ThenBy(p => p.First.Id).ThenBy(p => p.Second.Id).Skip(skip).Take(take).Select(p => new DoubleRow(
            new PossibleDouble(new PersonName(p.First.Id, p.First.Title, p.First.GivenName, p.First.FamilyName), p.First.EmailIsPrivate ? null : p.First.Email, p.First.Unit != null ? p.First.Unit.Name : p.First.Institution!.ShortName),
            new PossibleDouble(new PersonName(p.Second.Id, p.Second.Title, p.Second.GivenName, p.Second.FamilyName), p.Second.EmailIsPrivate ? null : p.Second.Email, p.Second.Unit != null ? p.Second.Unit.Name : p.Second.Institution!.ShortName))).ToListAsync(ct);
}
