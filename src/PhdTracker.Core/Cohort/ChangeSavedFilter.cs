using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Cohort;

/// <summary>Names one of one's own filters anew, and shares it or no longer.</summary>
/// <param name="Version">The version that the page was loaded with.</param>
public sealed record ChangeSavedFilter(int Id, int Version, string Name, bool IsShared);

/// <inheritdoc cref="ChangeSavedFilter"/>
public sealed class ChangeSavedFilterHandler(PhdTrackerDb db)
{
    /// <exception cref="NotFoundException">There is none of one's own with this number.</exception>
    /// <exception cref="StaleVersionException">It was changed since.</exception>
    /// <exception cref="DomainRuleException"><c>FilterNameTaken</c>, and those of <see cref="SavedFilter.Rename"/>.</exception>
    public async Task HandleAsync(ChangeSavedFilter command, Person by, CancellationToken ct)
    {
        var filter = await db.SavedFilters.SingleOrDefaultAsync(f => f.Id == command.Id && f.OwnerId == by.Id, ct) ?? throw new NotFoundException();
        if (filter.Version != command.Version)
            throw new StaleVersionException();
        filter.Rename(command.Name);
        filter.Share(command.IsShared);
        await SaveFilterHandler.EnsureFreeAsync(db, filter, ct);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(ChangeSavedFilter), by.Id, SubjectKind: nameof(SavedFilter), SubjectId: filter.Id));
        await db.SaveChangesAsync(ct);
    }
}
