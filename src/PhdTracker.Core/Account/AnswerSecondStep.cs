using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Shows the second factor after the password: a code of the app, or a recovery code. Wrong ones count as wrong passwords do.</summary>
/// <param name="Stamp">The person's security stamp when their password was right.</param>
public sealed record AnswerSecondStep(int PersonId, string? Stamp, string? Code, bool IsRecoveryCode);

public sealed class AnswerSecondStepHandler(PhdTrackerDb db, SecondFactors factors, AuthenticatorKeys keys, UserManager<Person> users, Notifier notifier, TimeProvider clock)
{
    /// <returns>Who may come in now.</returns>
    /// <exception cref="DomainRuleException"><c>SecondStepOver</c>: the password must be given again. <c>SecondFactorWrong</c>: the code is wrong or was used, or the account is paused.</exception>
    public async Task<Person> HandleAsync(AnswerSecondStep command, CancellationToken ct)
    {
        var person = await db.Users.SingleOrDefaultAsync(p => p.Id == command.PersonId, ct);
        if (person is null || person.SecurityStamp != command.Stamp || await factors.AuthenticatorAsync(person.Id, ct) is not { } authenticator)
            throw new DomainRuleException("SecondStepOver");
        var wrong = Authenticator.Wrong(command.IsRecoveryCode ? "RecoveryCode" : "Code");
        if (await users.IsLockedOutAsync(person))
            throw wrong;
        if (!(command.IsRecoveryCode ? UseRecoveryCode(authenticator, person, command.Code) : UseCode(authenticator, person, command.Code)))
        {
            await users.AccessFailedAsync(person);
            throw wrong;
        }
        person.ForgetWrongTries();
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The same code was used elsewhere in the same moment.
            throw wrong;
        }
        return person;
    }

    private bool UseCode(Authenticator authenticator, Person person, string? code)
    {
        if (keys.Read(person.Id, authenticator.ProtectedKey) is not { } key || Totp.Match(key, code, clock.UtcNow(), authenticator.LastStep) is not { } step)
            return false;
        authenticator.Take(step);
        return true;
    }

    private bool UseRecoveryCode(Authenticator authenticator, Person person, string? typed)
    {
        var hash = Secrets.HashOfCode(typed);
        if (authenticator.Codes.Find(c => c.Hash == hash) is not { } code)
            return false;
        db.Remove(code);
        notifier.Tell(person, "RecoveryCodeUsed", "/account/security", null, authenticator.Codes.Count - 1);
        db.Record(CaseKey.Person(person.Id), new Act("UseRecoveryCode", person.Id, SubjectKind: nameof(Person), SubjectId: person.Id));
        return true;
    }
}
