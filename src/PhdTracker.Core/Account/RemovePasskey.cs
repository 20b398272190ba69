using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Forgets one of one's own passkeys.</summary>
public sealed record RemovePasskey(byte[] CredentialId);

public sealed class RemovePasskeyHandler(PhdTrackerDb db, SecondFactors factors, Notifier notifier)
{
    /// <exception cref="NotFoundException">They have no such passkey.</exception>
    /// <exception cref="DomainRuleException"><c>SecondFactorRequired</c>: it is the last one, and a role asks for it.</exception>
    public async Task HandleAsync(RemovePasskey command, Person by, CancellationToken ct)
    {
        var mine = await db.UserPasskeys.Where(p => p.UserId == by.Id).ToListAsync(ct);
        var passkey = mine.Find(p => p.CredentialId.AsSpan().SequenceEqual(command.CredentialId)) ?? throw new NotFoundException();
        if (mine.Count == 1 && !by.TwoFactorEnabled && await factors.IsRequiredAsync(by.Id, ct))
            throw new DomainRuleException("SecondFactorRequired");
        db.UserPasskeys.Remove(passkey);
        notifier.Tell(by, "PasskeyRemoved", "/account/security", null, passkey.Data.Name ?? "");
        db.Record(CaseKey.Person(by.Id), new Act(nameof(RemovePasskey), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
    }
}
