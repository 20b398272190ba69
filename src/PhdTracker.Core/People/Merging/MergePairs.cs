using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People.Merging;

/// <summary>What would become of two records if they were merged.</summary>
/// <param name="Kept">The record that stays.</param>
/// <param name="Closed">The record that is closed and leads to it.</param>
/// <param name="Moves">How much moves, of each kind of which there is any.</param>
/// <param name="Obstacles">What stands in the way.</param>
public sealed record MergePreview(Person Kept, Person Closed, IReadOnlyList<(MergedKind Kind, int Count)> Moves, IReadOnlyList<DomainRuleException> Obstacles);

/// <summary>Two records that may be of one person, and what merging them would do.</summary>
public sealed class MergePairs(PhdTrackerDb db, AccessReader access, PeopleReach reach, TimeProvider clock)
{
    /// <summary>Both records, for somebody who sees them and manages people.</summary>
    /// <exception cref="NotFoundException">One of them is not there, not for this person, or was merged already; or both are one.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>.</exception>
    public async Task<(Person Kept, Person Closed)> FindAsync(int keptId, int closedId, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var both = await (await reach.VisibleAsync(mine, ct)).Include(p => p.Institution).Include(p => p.Unit).Where(p => p.Id == keptId || p.Id == closedId).ToListAsync(ct);
        if (both.Count < 2)
            throw new NotFoundException();
        return mine.MayAnywhere(Permission.ManagePeople) ? (both.Single(p => p.Id == keptId), both.Single(p => p.Id == closedId)) : throw new DomainRuleException("NotAllowed");
    }

    /// <summary>What stands in the way of merging them. First of all, everything that each of them is must lie within the reach of who merges.</summary>
    public async Task<IReadOnlyList<DomainRuleException>> ObstaclesAsync(Person kept, Person closed, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        if (kept.Id == by.Id || closed.Id == by.Id)
            return [new DomainRuleException("MergeOwnRecord")];
        foreach (var person in new[] { kept, closed })
        {
            if (!await reach.MayManageAsync(mine, person.Id, ct))
                return [new DomainRuleException("MergeOutOfReach", person.DisplayName)];
        }
        return await new MergeObstacles(db, kept, closed, clock.Today()).FindAsync(ct);
    }

    /// <summary>What merging them would do.</summary>
    /// <inheritdoc cref="FindAsync" path="/exception"/>
    public async Task<MergePreview> PreviewAsync(int keptId, int closedId, Person by, CancellationToken ct)
    {
        var (kept, closed) = await FindAsync(keptId, closedId, by, ct);
        var (supervision, task) = ((int)MergedKind.Supervision, (int)MergedKind.Task);
        var marks = PersonReferences.Moving.Select(r => r.Marks(db, closedId))
            .Append(db.SupervisorAssignments.Where(s => s.PersonId == closedId).Select(s => supervision))
            .Append(db.TaskAssignees.Where(a => a.PersonId == closedId).Select(a => task))
            .Aggregate((one, other) => one.Concat(other));
        var counts = await marks.GroupBy(kind => kind).Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Key).ToListAsync(ct);
        return new MergePreview(kept, closed, counts.ConvertAll(c => ((MergedKind)c.Key, c.Count)), await ObstaclesAsync(kept, closed, by, ct));
    }
}
