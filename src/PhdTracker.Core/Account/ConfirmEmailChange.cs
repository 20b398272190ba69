using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Agrees to a change of address by the link that was sent to one of the two. The second to agree completes it.</summary>
/// <param name="SignedInAs">Who is signed in where the link was opened; null if nobody.</param>
/// <param name="SessionId">Their session.</param>
public sealed record ConfirmEmailChange(string? Token, int? SignedInAs, int? SessionId);

public sealed class ConfirmEmailChangeHandler(PhdTrackerDb db, EmailChanges changes, Sessions sessions, Notifier notifier, TimeProvider clock)
{
    /// <returns>Whether the address has changed now; false while the other one has not agreed.</returns>
    /// <exception cref="DomainRuleException"><c>EmailLinkExpired</c>, <c>EmailLinkUsed</c>, <c>EmailLinkOfAnother</c>, <c>EmailTakenElsewhere</c>.</exception>
    public async Task<bool> HandleAsync(ConfirmEmailChange command, CancellationToken ct)
    {
        var (change, side) = await changes.FindAsync(command.Token, command.SignedInAs, ct);
        var person = change.Person;
        change.Agree(side, clock.UtcNow());
        if (!change.IsAgreed)
        {
            db.Record(CaseKey.Person(person.Id), new Act(nameof(ConfirmEmailChange), person.Id, SubjectKind: nameof(Person), SubjectId: person.Id));
            await db.SaveChangesAsync(ct);
            return false;
        }
        await RequestEmailChangeHandler.EnsureFreeAsync(db, change.NewEmail, person.Id, ct);
        person.SetEmail(change.NewEmail);
        person.EmailConfirmed = true;
        // Links that were sent to the old address stop working, and so do sessions that somebody else may have.
        person.EndSessions();
        person.Touch();
        await sessions.KeepAsync(command.SessionId ?? change.SessionId, person, ct);
        db.EmailChanges.Remove(change);
        notifier.Tell(person, "EmailChanged", "/account/email", null, change.OldEmail, change.NewEmail)?.SendTo(change.OldEmail);
        notifier.Tell(person, "EmailChanged", "/account/email", null, change.OldEmail, change.NewEmail)?.SendTo(change.NewEmail);
        db.Record(CaseKey.Person(person.Id), new Act("ChangeEmail", person.Id, SubjectKind: nameof(Person), SubjectId: person.Id));
        await db.SaveChangesAsync(ct);
        return true;
    }
}
