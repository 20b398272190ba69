using PhdTracker.Core.Account;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>Makes the confirmed private address the one that the alumnus signs in with, as the institution's stops one day.</summary>
/// <param name="Password">The current password: whoever finds an open session must not take the account away.</param>
/// <param name="SessionId">The session that goes on.</param>
public sealed record SignInWithPrivateEmail(string? Password, int? SessionId = null);

public sealed class SignInWithPrivateEmailHandler(PhdTrackerDb db, PasswordRules passwords, Sessions sessions, Notifier notifier)
{
    /// <exception cref="NotFoundException">The person is no alumnus.</exception>
    /// <exception cref="DomainRuleException"><c>EmailNotConfirmed</c>, <c>PasswordWrong</c>, <c>EmailTakenElsewhere</c>.</exception>
    public async Task HandleAsync(SignInWithPrivateEmail command, Person by, CancellationToken ct)
    {
        var alumnus = await db.OwnAlumnusAsync(by, ct);
        if (alumnus.PrivateEmail is not { } email)
            throw new DomainRuleException("EmailNotConfirmed");
        if (!passwords.Matches(by, command.Password))
            throw new DomainRuleException("PasswordWrong") { Field = nameof(command.Password) };
        await db.EnsureOwnAddressAsync(alumnus, ct);
        var before = by.Email;
        if (before == email)
            return;
        if (before is not null)
            notifier.Tell(by, "SignInAddressMoved", "/account/profile", null)?.SendTo(before);
        by.UsePrivateEmail(email);
        by.EmailConfirmed = true;
        // Links that were sent to the old address stop working.
        by.EndSessions();
        by.Touch();
        await sessions.KeepAsync(command.SessionId, by, ct);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(SignInWithPrivateEmail), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
    }
}
