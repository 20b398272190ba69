using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Sets a password by a link from a mail: a forgotten one, or the first.</summary>
public sealed record SetPassword(int PersonId, string? Token, string? Password);

public sealed class SetPasswordHandler(PhdTrackerDb db, PasswordLinks links, PasswordRules rules)
{
    /// <exception cref="DomainRuleException"><c>LinkExpired</c> (also for a person who does not exist), or the password is refused.</exception>
    public async Task HandleAsync(SetPassword command, CancellationToken ct)
    {
        var person = await db.Users.SingleOrDefaultAsync(p => p.Id == command.PersonId, ct);
        if (person is null || person.IsClosed || !await links.WorksAsync(person, command.Token))
            throw new DomainRuleException("LinkExpired");
        person.SetPassword(rules.Hash(person, command.Password, "Password"));
        // Whoever reads a link in their mail has the address.
        person.EmailConfirmed = true;
        person.Touch();
        db.Record(CaseKey.Person(person.Id), new Act(nameof(SetPassword), person.Id, SubjectKind: nameof(Person), SubjectId: person.Id));
        await db.SaveChangesAsync(ct);
    }
}
