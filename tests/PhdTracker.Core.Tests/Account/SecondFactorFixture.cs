using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Account;
using PhdTracker.Core.Data;
using PhdTracker.Core.Tests.People;

namespace PhdTracker.Core.Tests.Account;

/// <summary>People with authenticator apps.</summary>
public abstract class SecondFactorFixture : PeopleFixture
{
    /// <summary>Somebody sets up an app.</summary>
    /// <returns>Its key and the recovery codes.</returns>
    protected Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(string name) => Database.InScopeAsync(async services =>
    {
        var (key, id) = (Totp.NewKey(), World.People[name]);
        var person = await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == id);
        var shared = services.GetRequiredService<AuthenticatorKeys>().Protect(id, key);
        return (key, await services.GetRequiredService<TurnOnAuthenticatorHandler>().HandleAsync(new TurnOnAuthenticator(shared, CodeOf(key), null), person, default));
    });

    /// <summary>What the app shows now.</summary>
    protected string CodeOf(string key) => Totp.Code(key, Totp.StepAt(Database.Clock.GetUtcNow().UtcDateTime));

    /// <summary>How many recovery codes there are, of everybody.</summary>
    protected Task<int> RecoveryCodesAsync() => Database.AskAsync(db => db.Set<RecoveryCode>().CountAsync());
}
