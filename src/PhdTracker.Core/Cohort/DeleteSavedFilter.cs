using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Cohort;

/// <summary>Deletes one of one's own filters. Those who have its address keep that.</summary>
public sealed record DeleteSavedFilter(int Id);

/// <inheritdoc cref="DeleteSavedFilter"/>
public sealed class DeleteSavedFilterHandler(PhdTrackerDb db)
{
    /// <returns>The name that it had.</returns>
    /// <exception cref="NotFoundException">There is none of one's own with this number.</exception>
    public async Task<string> HandleAsync(DeleteSavedFilter command, Person by, CancellationToken ct)
    {
        var filter = await db.SavedFilters.SingleOrDefaultAsync(f => f.Id == command.Id && f.OwnerId == by.Id, ct) ?? throw new NotFoundException();
        db.SavedFilters.Remove(filter);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(DeleteSavedFilter), by.Id, SubjectKind: nameof(SavedFilter), SubjectId: filter.Id, Comment: filter.Name));
        await db.SaveChangesAsync(ct);
        return filter.Name;
    }
}
