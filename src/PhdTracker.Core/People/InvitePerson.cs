using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Account;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;

namespace PhdTracker.Core.People;

/// <summary>Sends a person the link by which they set their first password.</summary>
public sealed record InvitePerson(int PersonId);

public sealed class InvitePersonHandler(PhdTrackerDb db, AccessReader access, PeopleReach reach, PasswordLinks links, Notifier notifier, TimeProvider clock)
{
    /// <summary>How long a second invitation waits, so that a second click sends no second mail.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    /// <exception cref="NotFoundException">There is no such person, or not for this one.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>EmailMissing</c>, <c>HasAccount</c>, <c>AccountClosed</c>, <c>InvitedJustNow</c>.</exception>
    public async Task HandleAsync(InvitePerson command, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var person = await (await reach.VisibleAsync(mine, ct)).SingleOrDefaultAsync(p => p.Id == command.PersonId, ct) ?? throw new NotFoundException();
        if (!await reach.MayManageAsync(mine, person.Id, ct))
            throw new DomainRuleException("NotAllowed");
        if (string.IsNullOrEmpty(person.Email))
            throw new DomainRuleException("EmailMissing");
        if (person.PasswordHash is not null)
            throw new DomainRuleException("HasAccount");
        if (person.IsClosed)
            throw new DomainRuleException("AccountClosed");
        var since = clock.UtcNow() - Between;
        if (await db.Notifications.AnyAsync(n => n.RecipientId == person.Id && n.Kind == "Invitation" && n.CreatedAt > since, ct))
            throw new DomainRuleException("InvitedJustNow");

        notifier.Tell(person, "Invitation", await links.ForInvitationAsync(person), null, by.DisplayName, InvitationTokens.Days);
        db.Record(CaseKey.Person(person.Id), new Act(nameof(InvitePerson), by.Id, SubjectKind: nameof(Person), SubjectId: person.Id));
        await db.SaveChangesAsync(ct);
    }
}
