using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Makes somebody a system administrator from the command line: the first one, or one who gets in again when nobody can.</summary>
public sealed record CreateAdministrator(string Email, string GivenName, string FamilyName);

/// <param name="LinkPath">Path and query of the link by which they set a password. Whoever has it has the account: it is shown once and not kept.</param>
/// <param name="IsNew">Whether the person was not known before.</param>
public sealed record AdministratorCreated(int PersonId, string LinkPath, bool IsNew);

public sealed class CreateAdministratorHandler(PhdTrackerDb db, PasswordLinks links, SecondFactors factors, TimeProvider clock)
{
    /// <exception cref="DomainRuleException">The address is unreadable, or a name is missing or too long.</exception>
    public async Task<AdministratorCreated> HandleAsync(CreateAdministrator command, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(command.Email))
            throw new DomainRuleException("EmailMissing");
        new PersonDetails(null, command.GivenName, command.FamilyName, command.Email, "en", null, null).Check();
        var normalized = command.Email.Trim().ToUpperInvariant();
        var known = await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == normalized, ct);
        var person = known ?? db.Users.Add(new Person(command.GivenName, command.FamilyName, command.Email, "en")).Entity;
        person.ReopenAccount();
        // Whoever gets in again this way may have lost more than a password.
        if (known is not null)
            await factors.RemoveAllAsync(known, ct);
        var today = clock.Today();
        if (known is null || !await db.RoleAssignments.AnyAsync(r => r.PersonId == known.Id && r.Role == Role.SystemAdministrator && r.From <= today && r.To == null, ct))
            db.RoleAssignments.Add(new RoleAssignment(person, Role.SystemAdministrator, null, null, null, today, null));
        db.Record(() => CaseKey.Person(person.Id), () => new Act(nameof(CreateAdministrator), null, SubjectKind: nameof(Person), SubjectId: person.Id));
        await db.SaveChangesAsync(ct);
        return new AdministratorCreated(person.Id, await links.ForInvitationAsync(person), known is null);
    }
}
