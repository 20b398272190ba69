using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People;

/// <summary>Closes somebody's account, or opens it again. Their history and their tasks stay.</summary>
public sealed record CloseAccount(int PersonId, bool Close);

public sealed class CloseAccountHandler(PhdTrackerDb db, AccessReader access, PeopleReach reach)
{
    /// <exception cref="NotFoundException">There is no such person, or not for this one.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>OwnAccount</c>.</exception>
    public async Task HandleAsync(CloseAccount command, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var person = await (await reach.VisibleAsync(mine, ct)).SingleOrDefaultAsync(p => p.Id == command.PersonId, ct) ?? throw new NotFoundException();
        if (!await reach.MayManageAsync(mine, person.Id, ct))
            throw new DomainRuleException("NotAllowed");
        if (person.Id == by.Id)
            throw new DomainRuleException("OwnAccount");
        if (person.IsClosed == command.Close)
            return;
        if (command.Close)
            person.CloseAccount();
        else
            person.ReopenAccount();
        person.Touch();
        db.Record(CaseKey.Person(person.Id), new Act(command.Close ? "CloseAccount" : "ReopenAccount", by.Id, SubjectKind: nameof(Person), SubjectId: person.Id));
        await db.SaveChangesAsync(ct);
    }
}
