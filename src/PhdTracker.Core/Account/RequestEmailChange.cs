using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Asks to sign in with another address. Links go to both; one asked for before is given up.</summary>
public sealed record RequestEmailChange(string? Email, string? Password, int? SessionId);

public sealed class RequestEmailChangeHandler(PhdTrackerDb db, PasswordRules rules, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="DomainRuleException"><c>PasswordWrong</c>, <c>NewEmailMissing</c>, <c>EmailUnreadable</c>, <c>EmailSame</c>, <c>EmailTakenElsewhere</c>.</exception>
    public async Task HandleAsync(RequestEmailChange command, Person by, CancellationToken ct)
    {
        if (!rules.Matches(by, command.Password))
            throw new DomainRuleException("PasswordWrong") { Field = "Password" };
        if (string.IsNullOrWhiteSpace(command.Email))
            throw new DomainRuleException("NewEmailMissing") { Field = "Email" };
        var email = command.Email.Trim().ToLowerInvariant();
        if (!PersonDetails.IsAddress(email))
            throw new DomainRuleException("EmailUnreadable") { Field = "Email" };
        if (email == by.Email)
            throw new DomainRuleException("EmailSame") { Field = "Email" };
        await EnsureFreeAsync(db, email, by.Id, ct);

        db.EmailChanges.RemoveRange(await db.EmailChanges.Where(c => c.PersonId == by.Id).ToListAsync(ct));
        var (change, oldToken, newToken) = EmailChange.Ask(by, email, command.SessionId, clock.UtcNow());
        db.EmailChanges.Add(change);
        notifier.Tell(by, "EmailConfirm", Path(newToken), null, EmailChange.Lifetime.Days)?.SendTo(email);
        notifier.Tell(by, "EmailApprove", Path(oldToken), null, email, EmailChange.Lifetime.Days)?.SendTo(change.OldEmail);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(RequestEmailChange), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Refuses an address that somebody else has, without saying who.</summary>
    internal static async Task EnsureFreeAsync(PhdTrackerDb db, string email, int exceptId, CancellationToken ct)
    {
        var normalized = email.ToUpperInvariant();
        if (await db.Users.AnyAsync(p => p.NormalizedEmail == normalized && p.Id != exceptId, ct))
            throw new DomainRuleException("EmailTakenElsewhere") { Field = "Email" };
    }

    private static string Path(string token) => "/account/confirm-email?token=" + token;
}
