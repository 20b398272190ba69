using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Account;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Feeds;

/// <summary>A feed as its owner sees it.</summary>
public sealed record CalendarFeedRow(int Id, string Language, DateTime MadeAt);

/// <summary>Reads feeds: those of a person, and what stands in one.</summary>
public sealed class CalendarFeeds(PhdTrackerDb db, CalendarDates dates, CalendarFile file, TimeProvider clock)
{
    /// <summary>A person's feeds, the newest first.</summary>
    public Task<List<CalendarFeedRow>> OfAsync(int personId, CancellationToken ct) => db.CalendarFeeds.AsNoTracking().Where(f => f.PersonId == personId)
        .OrderByDescending(f => f.Id).Select(f => new CalendarFeedRow(f.Id, f.Language, f.MadeAt)).ToListAsync(ct);

    /// <summary>The calendar behind a private address: what its owner may see today.</summary>
    /// <exception cref="NotFoundException">There is no such address, it was revoked, or its owner's account is closed.</exception>
    public async Task<string> ReadAsync(string token, CancellationToken ct)
    {
        var hash = Secrets.Hash(token);
        var feed = await db.CalendarFeeds.AsNoTracking().Where(f => f.TokenHash == hash)
            .Select(f => new { f.PersonId, f.Language, f.Person.LockoutEnd }).SingleOrDefaultAsync(ct);
        if (feed is null || Person.ClosesForGood(feed.LockoutEnd))
            throw new NotFoundException();
        var texts = Texts.For(feed.Language);
        return file.Write(await dates.OfAsync(feed.PersonId, texts, ct), texts, clock.UtcNow());
    }
}
