using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People.Merging;

/// <summary>Says that two people of one name are two: they are not listed as possible duplicates any more.</summary>
public sealed record KeepPeopleApart(int OneId, int OtherId);

/// <inheritdoc cref="KeepPeopleApart"/>
public sealed class KeepPeopleApartHandler(PhdTrackerDb db, MergePairs pairs, TimeProvider clock)
{
    /// <exception cref="NotFoundException">One of them is not there, not for this person, or was merged already; or both are one.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>.</exception>
    public Task HandleAsync(KeepPeopleApart command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, async me =>
    {
        var (one, other) = await pairs.FindAsync(command.OneId, command.OtherId, me!, ct);
        var (first, second) = (Math.Min(one.Id, other.Id), Math.Max(one.Id, other.Id));
        if (await db.PeopleApart.AnyAsync(a => a.OneId == first && a.OtherId == second, ct))
            return false;
        db.PeopleApart.Add(new PeopleApart(one, other, me!, clock.UtcNow()));
        db.Record(CaseKey.Person(one.Id), new Act(nameof(KeepPeopleApart), me!.Id, SubjectKind: nameof(Person), SubjectId: other.Id, Comment: other.DisplayName));
        db.Record(CaseKey.Person(other.Id), new Act(nameof(KeepPeopleApart), me.Id, SubjectKind: nameof(Person), SubjectId: one.Id, Comment: one.DisplayName));
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
