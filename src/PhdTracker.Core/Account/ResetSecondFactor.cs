using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Takes away the second factors of somebody who has lost them all, after they have shown in some other way who they are. Only a system administrator may.</summary>
public sealed record ResetSecondFactor(int PersonId);

public sealed class ResetSecondFactorHandler(PhdTrackerDb db, AccessReader access, PeopleReach reach, SecondFactors factors, Notifier notifier)
{
    /// <exception cref="NotFoundException">There is no such person, or not for this one.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>NoSecondFactor</c>.</exception>
    public async Task HandleAsync(ResetSecondFactor command, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var person = await (await reach.VisibleAsync(mine, ct)).SingleOrDefaultAsync(p => p.Id == command.PersonId, ct) ?? throw new NotFoundException();
        if (!mine.MayAnywhere(Permission.ManageSystem) || person.Id == by.Id)
            throw new DomainRuleException("NotAllowed");
        if (!await factors.RemoveAllAsync(person, ct))
            throw new DomainRuleException("NoSecondFactor");
        person.EndSessions();
        person.Touch();
        notifier.Tell(person, "SecondFactorReset", "/account/security", null, by.DisplayName);
        db.Record(CaseKey.Person(person.Id), new Act(nameof(ResetSecondFactor), by.Id, SubjectKind: nameof(Person), SubjectId: person.Id));
        await db.SaveChangesAsync(ct);
    }
}
