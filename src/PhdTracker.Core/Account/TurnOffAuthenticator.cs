using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Signs in without an authenticator app from now on. Its recovery codes go with it.</summary>
public sealed record TurnOffAuthenticator(string? Password);

public sealed class TurnOffAuthenticatorHandler(PhdTrackerDb db, SecondFactors factors, PasswordRules rules, Notifier notifier)
{
    /// <exception cref="DomainRuleException"><c>AuthenticatorOff</c>, <c>SecondFactorRequired</c>, <c>PasswordWrong</c>.</exception>
    public async Task HandleAsync(TurnOffAuthenticator command, Person by, CancellationToken ct)
    {
        var authenticator = await factors.AuthenticatorAsync(by.Id, ct) ?? throw new DomainRuleException("AuthenticatorOff");
        if (await factors.IsRequiredAsync(by.Id, ct) && !await factors.HasPasskeyAsync(by.Id, ct))
            throw new DomainRuleException("SecondFactorRequired");
        if (!rules.Matches(by, command.Password))
            throw new DomainRuleException("PasswordWrong") { Field = "Password" };
        factors.Remove(authenticator);
        by.AskForCode(false);
        by.Touch();
        notifier.Tell(by, "SecondFactorOff", "/account/security", null);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(TurnOffAuthenticator), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
    }
}
