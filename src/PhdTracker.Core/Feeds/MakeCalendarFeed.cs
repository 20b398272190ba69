using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Feeds;

/// <summary>Makes a private address of one's own for a calendar program.</summary>
/// <param name="Language"><c>en</c> or <c>fr</c>.</param>
public sealed record MakeCalendarFeed(string? Language);

public sealed class MakeCalendarFeedHandler(PhdTrackerDb db, TimeProvider clock)
{
    /// <returns>The token of the address: told now, and never again.</returns>
    /// <exception cref="DomainRuleException"><c>CalendarLanguageMissing</c>, <c>TooManyCalendarFeeds</c>.</exception>
    public async Task<string> HandleAsync(MakeCalendarFeed command, Person by, CancellationToken ct)
    {
        if (command.Language is not ("en" or "fr"))
            throw new DomainRuleException("CalendarLanguageMissing") { Field = "Language" };
        if (await db.CalendarFeeds.CountAsync(f => f.PersonId == by.Id, ct) >= CalendarFeed.Most)
            throw new DomainRuleException("TooManyCalendarFeeds", CalendarFeed.Most);
        var (feed, token) = CalendarFeed.Make(by, command.Language, clock.UtcNow());
        db.CalendarFeeds.Add(feed);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(MakeCalendarFeed), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
        return token;
    }
}
