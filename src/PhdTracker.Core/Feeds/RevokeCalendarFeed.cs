using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Feeds;

/// <summary>Revokes one of one's own private addresses: nobody reads anything there any more.</summary>
public sealed record RevokeCalendarFeed(int FeedId);

public sealed class RevokeCalendarFeedHandler(PhdTrackerDb db)
{
    /// <exception cref="NotFoundException">There is no such feed of theirs, or it is revoked already.</exception>
    public async Task HandleAsync(RevokeCalendarFeed command, Person by, CancellationToken ct)
    {
        var feed = await db.CalendarFeeds.SingleOrDefaultAsync(f => f.Id == command.FeedId && f.PersonId == by.Id, ct) ?? throw new NotFoundException();
        db.CalendarFeeds.Remove(feed);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(RevokeCalendarFeed), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
    }
}
