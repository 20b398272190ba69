using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Gives up one's own change of address.</summary>
public sealed record CancelEmailChange;

/// <summary>Refuses a change of address by a link that was sent to one of the two.</summary>
public sealed record RefuseEmailChange(string? Token, int? SignedInAs);

public sealed class CancelEmailChangeHandler(PhdTrackerDb db, EmailChanges changes)
{
    public async Task HandleAsync(CancelEmailChange command, Person by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (await db.EmailChanges.SingleOrDefaultAsync(c => c.PersonId == by.Id, ct) is not { } change)
            return;
        await RemoveAsync(change, nameof(CancelEmailChange), ct);
    }

    /// <exception cref="DomainRuleException"><c>EmailLinkExpired</c>, <c>EmailLinkOfAnother</c>.</exception>
    public async Task HandleAsync(RefuseEmailChange command, CancellationToken ct) =>
        await RemoveAsync((await changes.FindAsync(command.Token, command.SignedInAs, ct)).Change, nameof(RefuseEmailChange), ct);

    private async Task RemoveAsync(EmailChange change, string act, CancellationToken ct)
    {
        db.EmailChanges.Remove(change);
        db.Record(CaseKey.Person(change.PersonId), new Act(act, change.PersonId, SubjectKind: nameof(Person), SubjectId: change.PersonId));
        await db.SaveChangesAsync(ct);
    }
}
