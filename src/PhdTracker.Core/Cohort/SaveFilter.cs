using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Cohort;

/// <summary>Keeps a filter of the cohort under a name.</summary>
/// <param name="Query">The filter as a query string, without its question mark.</param>
public sealed record SaveFilter(string Name, string Query, bool IsShared);

/// <inheritdoc cref="SaveFilter"/>
public sealed class SaveFilterHandler(PhdTrackerDb db, AccessReader access)
{
    /// <summary>How many filters one person keeps.</summary>
    public const int Most = 50;

    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>FilterNameTaken</c>, <c>TooManyFilters</c>, and those of <see cref="SavedFilter"/>.</exception>
    public async Task<SavedFilter> HandleAsync(SaveFilter command, Person by, CancellationToken ct)
    {
        if (!(await access.ForAsync(by.Id, ct)).MayAnywhere(Permission.ViewCohort))
            throw new DomainRuleException("NotAllowed");
        var filter = new SavedFilter(by, command.Name, command.Query, command.IsShared);
        await EnsureFreeAsync(db, filter, ct);
        if (await db.SavedFilters.CountAsync(f => f.OwnerId == by.Id, ct) >= Most)
            throw new DomainRuleException("TooManyFilters", Most);
        db.SavedFilters.Add(filter);
        db.Record(() => CaseKey.Person(by.Id), () => new Act(nameof(SaveFilter), by.Id, SubjectKind: nameof(SavedFilter), SubjectId: filter.Id));
        await db.SaveChangesAsync(ct);
        return filter;
    }

    /// <summary>One person has no two filters of one name.</summary>
    internal static async Task EnsureFreeAsync(PhdTrackerDb db, SavedFilter filter, CancellationToken ct)
    {
        if (await db.SavedFilters.AnyAsync(f => f.OwnerId == filter.OwnerId && f.Id != filter.Id && f.Name == filter.Name, ct))
            throw new DomainRuleException("FilterNameTaken", filter.Name) { Field = nameof(SavedFilter.Name) };
    }
}
