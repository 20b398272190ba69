using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Projects.Merging;

/// <summary>Says that two projects that look alike are two: they are not listed as possible duplicates any more.</summary>
public sealed record KeepProjectsApart(int OneId, int OtherId);

/// <inheritdoc cref="KeepProjectsApart"/>
public sealed class KeepProjectsApartHandler(PhdTrackerDb db, ProjectPairs pairs, TimeProvider clock)
{
    /// <exception cref="NotFoundException">One of them is not there, not for this person, or was merged already; or both are one.</exception>
    public Task HandleAsync(KeepProjectsApart command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, async me =>
    {
        var (one, other) = await pairs.FindAsync(command.OneId, command.OtherId, me!, ct);
        var (first, second) = (Math.Min(one.Id, other.Id), Math.Max(one.Id, other.Id));
        if (await db.ProjectsApart.AnyAsync(a => a.OneId == first && a.OtherId == second, ct))
            return false;
        db.ProjectsApart.Add(new ProjectsApart(one, other, me!, clock.UtcNow()));
        db.Record(CaseKey.Project(one.Id), new Act(nameof(KeepProjectsApart), me!.Id, SubjectKind: nameof(Project), SubjectId: other.Id, Comment: other.Code));
        db.Record(CaseKey.Project(other.Id), new Act(nameof(KeepProjectsApart), me.Id, SubjectKind: nameof(Project), SubjectId: one.Id, Comment: one.Code));
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
