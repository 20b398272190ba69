using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Ends one of one's own sessions: it is over at its next request.</summary>
public sealed record EndSession(int SessionId);

/// <summary>Ends all of one's own sessions but one.</summary>
public sealed record EndOtherSessions(int? KeepId);

public sealed class EndSessionHandler(PhdTrackerDb db)
{
    /// <exception cref="NotFoundException">There is no such session of theirs, or it has ended.</exception>
    public async Task HandleAsync(EndSession command, Person by, CancellationToken ct)
    {
        var session = await db.Sessions.SingleOrDefaultAsync(s => s.Id == command.SessionId && s.PersonId == by.Id, ct) ?? throw new NotFoundException();
        db.Sessions.Remove(session);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(EndSession), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
    }

    /// <returns>How many were ended.</returns>
    public async Task<int> HandleAsync(EndOtherSessions command, Person by, CancellationToken ct)
    {
        var others = await db.Sessions.Where(s => s.PersonId == by.Id && s.Id != command.KeepId).ToListAsync(ct);
        if (others.Count == 0)
            return 0;
        db.Sessions.RemoveRange(others);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(EndOtherSessions), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
        return others.Count;
    }
}
