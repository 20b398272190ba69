using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>One session as its owner sees it.</summary>
public sealed record SessionRow(int Id, string Device, SignInWay Way, DateTime BeganAt, DateTime SeenAt);

/// <summary>Reads sessions, and lets one go on when the person's stamp changes.</summary>
public sealed class Sessions(PhdTrackerDb db, TimeProvider clock)
{
    /// <summary>Those that have not ended.</summary>
    public static Expression<Func<Session, bool>> Alive(DateTime now)
    {
        var oldest = now - Session.Lifetime;
        return s => s.Stamp == s.Person.SecurityStamp && s.SeenAt > oldest;
    }

    /// <summary>A person's sessions, the last used first.</summary>
    public Task<List<SessionRow>> OfAsync(int personId, CancellationToken ct) =>
        db.Sessions.AsNoTracking().Where(s => s.PersonId == personId).Where(Alive(clock.UtcNow()))
            .OrderByDescending(s => s.SeenAt).ThenByDescending(s => s.Id).Take(100)
            .Select(s => new SessionRow(s.Id, s.Device, s.Way, s.BeganAt, s.SeenAt)).ToListAsync(ct);

    /// <summary>To be called when the person has a new stamp, before it is saved.</summary>
    public async Task KeepAsync(int? sessionId, Person person, CancellationToken ct)
    {
        if (await FindAsync(sessionId, person, ct) is { } session)
            session.Keep(person);
    }

    /// <summary>Notes in this session that its owner has shown a second factor.</summary>
    public async Task ProveAsync(int? sessionId, Person person, SignInWay way, CancellationToken ct)
    {
        if (await FindAsync(sessionId, person, ct) is { } session)
            session.Prove(way);
    }

    /// <summary>Removes what is over, of everybody: sessions, and changes of address that nobody completed.</summary>
    /// <returns>How many sessions.</returns>
    public async Task<int> ForgetAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var oldest = now - Session.Lifetime;
        await db.EmailChanges.Where(c => c.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        return await db.Sessions.Where(s => s.Stamp != s.Person.SecurityStamp || s.SeenAt <= oldest).ExecuteDeleteAsync(ct);
    }

    private async Task<Session?> FindAsync(int? sessionId, Person person, CancellationToken ct) =>
        sessionId is null ? null : await db.Sessions.SingleOrDefaultAsync(s => s.Id == sessionId && s.PersonId == person.Id, ct);
}
