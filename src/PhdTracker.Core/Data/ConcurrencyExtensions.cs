using Microsoft.EntityFrameworkCore;

namespace PhdTracker.Core.Data;

/// <summary>Somebody saved the row after the page was loaded. The page shows both versions and keeps what was typed.</summary>
public sealed class StaleVersionException() : DomainRuleException("StaleVersion");

public static class ConcurrencyExtensions
{
    /// <summary>Loads one row for a change made on the version that the person saw.</summary>
    /// <exception cref="NotFoundException">There is no such row.</exception>
    /// <exception cref="StaleVersionException">It was changed since.</exception>
    public static async Task<T> ForUpdateAsync<T>(this IQueryable<T> rows, int id, int version, CancellationToken ct) where T : Entity
    {
        var row = await rows.SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw new NotFoundException();
        return row.Version == version ? row : throw new StaleVersionException();
    }

    /// <summary>Counts a change of the row's parts as one of the row itself, so that two people who change parts of it at once collide.</summary>
    public static void Touch(this PhdTrackerDb db, Entity row) => db.Entry(row).Property(nameof(Entity.Version)).IsModified = true;
}
