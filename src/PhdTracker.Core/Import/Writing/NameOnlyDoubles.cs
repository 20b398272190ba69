using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import.Writing;

/// <summary>People known by name only who turned out to be somebody else: they go, unless anything in the database still needs them.</summary>
internal sealed class NameOnlyDoubles(PhdTrackerDb db, ImportTouches touches, ImportNames names)
{
    private readonly List<(int Id, RowOutcome Row)> _people = [];

    /// <param name="row">The row after which nothing of its project leads to them any more.</param>
    public void Add(IEnumerable<Person> people, RowOutcome row) => _people.AddRange(people.Select(person => (person.Id, row)));

    public async Task RemoveAsync(CancellationToken ct)
    {
        if (_people.Count == 0)
            return;
        // What was asked about them falls with them.
        var unused = await touches.UnusedAsync(typeof(Person), [.. _people.Select(each => each.Id)], ct, typeof(ImportDoubt), typeof(PersonMatch));
        await db.ImportDoubts.Where(doubt => unused.Contains(doubt.PersonId)).ExecuteDeleteAsync(ct);
        await db.PersonMatches.Where(match => unused.Contains(match.PersonId)).ExecuteDeleteAsync(ct);
        names.Doubts.RemoveAll(doubt => unused.Contains(doubt.PersonId));
        var people = await db.Users.Where(person => unused.Contains(person.Id)).ToDictionaryAsync(person => person.Id, ct);
        foreach (var row in _people.Where(each => people.ContainsKey(each.Id)).GroupBy(each => each.Row))
        {
            db.Users.RemoveRange(row.Select(each => people[each.Id]));
            await RowTrace.SaveAsync(db, row.Key, names, ct);
        }
    }
}
