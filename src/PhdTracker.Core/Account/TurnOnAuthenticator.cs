using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Makes an authenticator app the second factor of one's sign-in, after a code has shown that it knows the key.</summary>
/// <param name="ProtectedKey">The key as the set-up page gave it out.</param>
/// <param name="SessionId">The session in which it is done: it counts as shown there.</param>
public sealed record TurnOnAuthenticator(string? ProtectedKey, string? Code, int? SessionId);

public sealed class TurnOnAuthenticatorHandler(PhdTrackerDb db, SecondFactors factors, AuthenticatorKeys keys, Sessions sessions, Notifier notifier, TimeProvider clock)
{
    /// <returns>The recovery codes, to be shown once.</returns>
    /// <exception cref="DomainRuleException"><c>AuthenticatorOn</c>, <c>AuthenticatorKeyLost</c>, <c>AuthenticatorCodeWrong</c>.</exception>
    public async Task<IReadOnlyList<string>> HandleAsync(TurnOnAuthenticator command, Person by, CancellationToken ct)
    {
        if (await factors.AuthenticatorAsync(by.Id, ct) is not null)
            throw new DomainRuleException("AuthenticatorOn");
        var key = keys.Read(by.Id, command.ProtectedKey) ?? throw new DomainRuleException("AuthenticatorKeyLost");
        var now = clock.UtcNow();
        var step = Totp.Match(key, command.Code, now, 0) ?? throw new DomainRuleException("AuthenticatorCodeWrong") { Field = "Code" };
        var authenticator = db.Authenticators.Add(new Authenticator(by, keys.Protect(by.Id, key), step, now)).Entity;
        var codes = authenticator.RenewCodes();
        by.AskForCode(true);
        by.Touch();
        await sessions.ProveAsync(command.SessionId, by, SignInWay.Code, ct);
        notifier.Tell(by, "SecondFactorOn", "/account/security", null);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(TurnOnAuthenticator), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
        return codes;
    }
}
