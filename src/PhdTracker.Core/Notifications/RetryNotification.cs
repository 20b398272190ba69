using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Notifications;

/// <summary>An administrator puts a mail that was given up back in the queue.</summary>
public sealed record RetryNotification(int NotificationId);

public sealed class RetryNotificationHandler(PhdTrackerDb db, AccessReader access, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such mail, or it is not for this person to retry.</exception>
    /// <exception cref="DomainRuleException"><c>MailNotGivenUp</c>.</exception>
    public async Task HandleAsync(RetryNotification command, Person by, CancellationToken ct)
    {
        if (!(await access.ForAsync(by.Id, ct)).MayAnywhere(Permission.ManageSystem))
            throw new NotFoundException();
        var mail = await db.Notifications.SingleOrDefaultAsync(n => n.Id == command.NotificationId, ct) ?? throw new NotFoundException();
        mail.TryAgain(clock.UtcNow());
        db.Record(CaseKey.System, new Act("RetryNotification", by.Id, SubjectKind: "Notification", SubjectId: mail.Id));
        await db.SaveChangesAsync(ct);
    }
}
