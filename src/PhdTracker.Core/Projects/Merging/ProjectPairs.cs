using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Projects.Merging;

/// <summary>What would become of two records of a project if they were merged.</summary>
/// <param name="Kept">The record that stays.</param>
/// <param name="Closed">The record that is closed and leads to it.</param>
/// <param name="Moves">How much moves, of each kind of which there is any.</param>
/// <param name="Obstacles">What stands in the way.</param>
public sealed record ProjectMergePreview(Project Kept, Project Closed, IReadOnlyList<(MergedProjectKind Kind, int Count)> Moves, IReadOnlyList<DomainRuleException> Obstacles);

/// <summary>Two records that may be of one project, and what merging them would do.</summary>
public sealed class ProjectPairs(PhdTrackerDb db, AccessReader access, TimeProvider clock)
{
    /// <summary>Both records with their places and everybody in them, for somebody who manages both.</summary>
    /// <exception cref="NotFoundException">One of them is not there, not for this person, or was merged already; or both are one.</exception>
    public async Task<(Project Kept, Project Closed)> FindAsync(int keptId, int closedId, Person by, CancellationToken ct)
    {
        var mine = (await access.ForAsync(by.Id, ct)).Filter(db.Projects, Permission.ManageProjects);
        var both = await mine.Where(p => p.Id == keptId || p.Id == closedId)
            .Include(p => p.Programme)
            .Include(p => p.Call)
            .Include(p => p.Structure)
            .Include(p => p.Themes)
            .Include(p => p.Doubles)
            .Include(p => p.Studentships).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
            .Include(p => p.Studentships).ThenInclude(s => s.Investigator)
            .Include(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Student)
            .AsSplitQuery().ToListAsync(ct);
        return both.Count == 2 ? (both.Single(p => p.Id == keptId), both.Single(p => p.Id == closedId)) : throw new NotFoundException();
    }

    /// <summary>What stands in the way of merging them.</summary>
    public async Task<IReadOnlyList<DomainRuleException>> ObstaclesAsync(Project kept, Project closed, CancellationToken ct)
    {
        var agreements = await AgreementsAsync(kept, closed, ct);
        var proposed = await db.Proposals.CountAsync(p => p.ProjectId == kept.Id || p.ProjectId == closed.Id, ct);
        return new ProjectObstacles(kept, closed).Find(agreements.FindAll(a => a.IsLiveOn(clock.Today())), proposed > 1);
    }

    /// <summary>What merging them would do.</summary>
    /// <inheritdoc cref="FindAsync" path="/exception"/>
    public async Task<ProjectMergePreview> PreviewAsync(int keptId, int closedId, Person by, CancellationToken ct)
    {
        var (kept, closed) = await FindAsync(keptId, closedId, by, ct);
        var (candidature, agreement) = ((int)MergedProjectKind.Candidature, (int)MergedProjectKind.Agreement);
        var marks = ProjectReferences.Moving.Select(r => r.Marks(db, closedId))
            .Append(db.Candidatures.Where(c => c.Studentship.ProjectId == closedId).Select(c => candidature))
            .Append(db.Agreements.Where(a => a.ProjectId == closedId).Select(a => agreement))
            .Aggregate((one, other) => one.Concat(other));
        var counts = await marks.GroupBy(kind => kind).Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Key).ToListAsync(ct);
        return new ProjectMergePreview(kept, closed, counts.ConvertAll(c => ((MergedProjectKind)c.Key, c.Count)), await ObstaclesAsync(kept, closed, ct));
    }

    /// <summary>The agreements of both, in the order of their numbers.</summary>
    internal Task<List<Agreement>> AgreementsAsync(Project kept, Project closed, CancellationToken ct) =>
        db.Agreements.Include(a => a.Project).Where(a => a.ProjectId == kept.Id || a.ProjectId == closed.Id).OrderBy(a => a.Number).ToListAsync(ct);
}
