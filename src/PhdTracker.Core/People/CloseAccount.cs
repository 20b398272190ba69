using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.People;

/// <summary>Closes somebody's account, or opens it again. Their history stays; nothing is asked of somebody whose account is closed.</summary>
public sealed record CloseAccount(int PersonId, bool Close);

public sealed class CloseAccountHandler(PhdTrackerDb db, AccessReader access, PeopleReach reach, TaskDesks desks)
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
        // Who cannot sign in can answer nothing: what lay on their desk waits for others, or for the office to find somebody.
        await desks.ReaskAsync(ct);
        db.Record(CaseKey.Person(person.Id), new Act(command.Close ? "CloseAccount" : "ReopenAccount", by.Id, SubjectKind: nameof(Person), SubjectId: person.Id));
        await db.SaveChangesAsync(ct);
    }
}
