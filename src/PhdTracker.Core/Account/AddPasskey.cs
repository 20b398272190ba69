using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Keeps a passkey that a browser has just made and the framework has checked.</summary>
/// <param name="Name">What its owner calls it; blank: <paramref name="Device"/>.</param>
/// <param name="SessionId">The session in which it is done: it counts as shown there.</param>
public sealed record AddPasskey(UserPasskeyInfo Passkey, string? Name, string Device, int? SessionId)
{
    public const int LongestName = 60;
    public const int Most = 10;
}

public sealed class AddPasskeyHandler(PhdTrackerDb db, IUserStore<Person> store, Sessions sessions, Notifier notifier)
{
    /// <exception cref="DomainRuleException"><c>PasskeyNameTooLong</c>, <c>PasskeysTooMany</c>.</exception>
    public async Task HandleAsync(AddPasskey command, Person by, CancellationToken ct)
    {
        var name = string.IsNullOrWhiteSpace(command.Name) ? command.Device : command.Name.Trim();
        if (name.Length > AddPasskey.LongestName)
            throw new DomainRuleException("PasskeyNameTooLong", AddPasskey.LongestName) { Field = "Name" };
        if (await db.UserPasskeys.CountAsync(p => p.UserId == by.Id, ct) >= AddPasskey.Most)
            throw new DomainRuleException("PasskeysTooMany", AddPasskey.Most);
        command.Passkey.Name = name;
        await sessions.ProveAsync(command.SessionId, by, SignInWay.Passkey, ct);
        notifier.Tell(by, "PasskeyAdded", "/account/security", null, name);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(AddPasskey), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await ((IUserPasskeyStore<Person>)store).AddOrUpdatePasskeyAsync(by, command.Passkey, ct);
        await db.SaveChangesAsync(ct);
    }
}
