using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Account;

/// <summary>Reads changes of address that are on their way.</summary>
public sealed class EmailChanges(PhdTrackerDb db, TimeProvider clock)
{
    /// <summary>A person's change that still can be completed.</summary>
    public Task<EmailChange?> OfAsync(int personId, CancellationToken ct)
    {
        var now = clock.UtcNow();
        return db.EmailChanges.SingleOrDefaultAsync(c => c.PersonId == personId && c.ExpiresAt > now && c.OldEmail == c.Person.Email, ct);
    }

    /// <summary>The change that a link from a mail belongs to, and which address it was sent to.</summary>
    /// <exception cref="DomainRuleException"><c>EmailLinkExpired</c>: also for a link that never was, a change that was cancelled, and an address that was changed otherwise. <c>EmailLinkOfAnother</c>.</exception>
    public async Task<(EmailChange Change, EmailSide Side)> FindAsync(string? token, int? signedInAs, CancellationToken ct)
    {
        var hash = Secrets.Hash(token ?? "");
        var now = clock.UtcNow();
        var change = await db.EmailChanges.Include(c => c.Person).SingleOrDefaultAsync(c => (c.OldHash == hash || c.NewHash == hash) && c.ExpiresAt > now, ct);
        if (change is null || change.Person.IsClosed || change.Person.Email != change.OldEmail)
            throw new DomainRuleException("EmailLinkExpired");
        if (signedInAs is { } reader && reader != change.PersonId)
            throw new DomainRuleException("EmailLinkOfAnother");
        return (change, change.SideOf(hash));
    }
}
