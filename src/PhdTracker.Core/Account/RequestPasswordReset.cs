using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;

namespace PhdTracker.Core.Account;

/// <summary>Asks for a link to set a new password. Whoever asks learns nothing: the link goes to the owner of the address, if there is one.</summary>
public sealed record RequestPasswordReset(string Email);

public sealed class RequestPasswordResetHandler(PhdTrackerDb db, PasswordLinks links, Notifier notifier, TimeProvider clock)
{
    /// <summary>At most one mail in this time, however often somebody asks.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(2);

    public async Task HandleAsync(RequestPasswordReset command, CancellationToken ct)
    {
        var normalized = command.Email.Trim().ToUpperInvariant();
        var person = await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == normalized, ct);
        if (person is null || person.IsClosed)
            return;
        var since = clock.UtcNow() - Between;
        if (await db.Notifications.AnyAsync(n => n.RecipientId == person.Id && n.Kind == "PasswordReset" && n.CreatedAt > since, ct))
            return;
        notifier.Tell(person, "PasswordReset", await links.ForResetAsync(person), null, PasswordLinks.ResetHours);
        await db.SaveChangesAsync(ct);
    }
}
