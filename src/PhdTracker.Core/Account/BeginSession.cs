using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Opens a session for somebody who has proved who they are.</summary>
/// <param name="UserAgent">What the browser says of itself; only two words of it are kept.</param>
public sealed record BeginSession(SignInWay Way, string? UserAgent);

public sealed class BeginSessionHandler(PhdTrackerDb db, TimeProvider clock)
{
    public async Task<Session> HandleAsync(BeginSession command, Person person, CancellationToken ct)
    {
        var session = db.Sessions.Add(new Session(person, command.Way, Device.Describe(command.UserAgent), clock.UtcNow())).Entity;
        await db.SaveChangesAsync(ct);
        return session;
    }
}
