using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Notifications;

/// <summary>Sends the mails that wait. Safe to run twice at once: a mail is claimed before it is sent.</summary>
public sealed class MailQueue(PhdTrackerDb db, IMailSender sender, TimeProvider clock)
{
    private const int Batch = 50;

    /// <summary>How long a claimed mail is left alone; a node that dies while it sends gives the mail back after it.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    /// <summary>Sends what is due now.</summary>
    /// <returns>How many mails left.</returns>
    public async Task<int> SendDueAsync(CancellationToken ct)
    {
        var sent = 0;
        while (true)
        {
            var now = clock.UtcNow();
            var due = await db.Notifications.Include(n => n.Recipient)
                .Where(n => n.State == NotificationState.Waiting && n.NextAttemptAt <= now).OrderBy(n => n.NextAttemptAt).ThenBy(n => n.Id).Take(Batch).ToListAsync(ct);
            foreach (var mail in due)
                sent += await SendAsync(mail, ct);
            db.ChangeTracker.Clear();
            if (due.Count < Batch)
                return sent;
        }
    }

    private async Task<int> SendAsync(Notification mail, CancellationToken ct)
    {
        if (!await ClaimAsync(mail, ct))
            return 0;
        try
        {
            if ((mail.Address ?? mail.Recipient?.Email) is not { Length: > 0 } address)
                throw new InvalidOperationException("The recipient has no address any more.");
            var id = string.Create(CultureInfo.InvariantCulture, $"<{mail.Id}.{mail.CreatedAt.Ticks}@phdtracker>");
            await sender.SendAsync(new OutgoingMail(id, address, mail.AddressName ?? mail.Recipient?.DisplayName ?? address, mail.Language, mail.Subject, mail.Text, mail.Html), ct);
            mail.Sent(clock.UtcNow());
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            mail.Failed(e.GetBaseException().Message, clock.UtcNow());
        }
        await db.SaveChangesAsync(CancellationToken.None);
        return mail.State == NotificationState.Sent ? 1 : 0;
    }

    private async Task<bool> ClaimAsync(Notification mail, CancellationToken ct)
    {
        var until = clock.UtcNow() + Claim;
        var claimed = await db.Notifications.Where(n => n.Id == mail.Id && n.Version == mail.Version)
            .ExecuteUpdateAsync(s => s.SetProperty(n => n.NextAttemptAt, until).SetProperty(n => n.Version, n => n.Version + 1), ct);
        if (claimed == 0)
            return false;
        await db.Entry(mail).ReloadAsync(ct);
        return true;
    }
}
