using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Roles whose holders must show a second factor: <c>SignIn__SecondFactorRoles</c>.</summary>
public sealed record SecondFactorRoles(IReadOnlySet<Role> Roles)
{
    public static readonly SecondFactorRoles None = new(new HashSet<Role>());
}

/// <summary>A passkey as its owner knows it.</summary>
public sealed record PasskeyRow(byte[] CredentialId, string Name, DateTime AddedAt);

/// <summary>Which second factors somebody has, and whether they need one.</summary>
public sealed class SecondFactors(PhdTrackerDb db, AccessReader reader, SecondFactorRoles roles)
{
    /// <summary>Whether a role that the person holds today asks for a second factor.</summary>
    public async Task<bool> IsRequiredAsync(int personId, CancellationToken ct) =>
        roles.Roles.Count > 0 && (await reader.ForAsync(personId, ct)).Grants.Any(g => roles.Roles.Contains(g.Role));

    /// <summary>Whether a password alone does not let this person in.</summary>
    public async Task<bool> IsAskedAtSignInAsync(Person person, CancellationToken ct) =>
        person.TwoFactorEnabled || (roles.Roles.Count > 0 && await HasPasskeyAsync(person.Id, ct) && await IsRequiredAsync(person.Id, ct));

    public Task<bool> HasPasskeyAsync(int personId, CancellationToken ct) => db.UserPasskeys.AnyAsync(p => p.UserId == personId, ct);

    /// <summary>A person's passkeys, the oldest first.</summary>
    public async Task<IReadOnlyList<PasskeyRow>> PasskeysAsync(int personId, CancellationToken ct)
    {
        var keys = await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == personId).ToListAsync(ct);
        return [.. keys.Select(p => new PasskeyRow(p.CredentialId, p.Data.Name ?? "", p.Data.CreatedAt.UtcDateTime)).OrderBy(p => p.AddedAt)];
    }

    public Task<Authenticator?> AuthenticatorAsync(int personId, CancellationToken ct) =>
        db.Authenticators.Include(a => a.Codes).SingleOrDefaultAsync(a => a.PersonId == personId, ct);

    /// <summary>Takes all second factors of a person away; to be saved with the act that does it.</summary>
    internal async Task<bool> RemoveAllAsync(Person person, CancellationToken ct)
    {
        var authenticator = await AuthenticatorAsync(person.Id, ct);
        var passkeys = await db.UserPasskeys.Where(p => p.UserId == person.Id).ToListAsync(ct);
        if (authenticator is not null)
            Remove(authenticator);
        db.UserPasskeys.RemoveRange(passkeys);
        person.AskForCode(false);
        return authenticator is not null || passkeys.Count > 0;
    }

    /// <summary>Takes an authenticator away with its recovery codes; to be saved with the act that does it.</summary>
    internal void Remove(Authenticator authenticator)
    {
        // The codes go first: they cannot be without it.
        db.RemoveRange(authenticator.Codes);
        db.Remove(authenticator);
    }
}
