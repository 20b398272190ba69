using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.People.Groups;

/// <summary>Adds somebody of one’s own side to a group: what waits for its members comes to their desk too.</summary>
public sealed record AddGroupMember(int GroupId, int PersonId);

/// <summary>Takes somebody of one’s own side out of a group: what it was asked lies on their desk no more.</summary>
public sealed record RemoveGroupMember(int GroupId, int PersonId);

/// <inheritdoc cref="AddGroupMember"/>
public sealed class AddGroupMemberHandler(PhdTrackerDb db, AccessReader access, PeopleReach reach, TaskDesks desks)
{
    /// <exception cref="NotFoundException">There is no such group.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>GroupMemberMissing</c>, <c>GroupMemberAlready</c>.</exception>
    public async Task HandleAsync(AddGroupMember command, Person by, CancellationToken ct)
    {
        await SaveGroupHandler.EnsureAllowedAsync(access, by, ct);
        var group = await db.Groups.Include(g => g.Members).SingleOrDefaultAsync(g => g.Id == command.GroupId, ct) ?? throw new NotFoundException();
        var person = await (await reach.OwnAsync(await access.ForAsync(by.Id, ct), ct)).SingleOrDefaultAsync(p => p.Id == command.PersonId, ct)
            ?? throw new DomainRuleException("GroupMemberMissing") { Field = "PersonId" };
        group.Add(person);
        await desks.ReaskAsync(ct);
        db.Record(CaseKey.System, new Act(nameof(AddGroupMember), by.Id, SubjectKind: nameof(PeopleGroup), SubjectId: group.Id));
        await db.SaveChangesAsync(ct);
    }
}

/// <inheritdoc cref="RemoveGroupMember"/>
public sealed class RemoveGroupMemberHandler(PhdTrackerDb db, AccessReader access, PeopleReach reach, TaskDesks desks)
{
    /// <exception cref="NotFoundException">There is no such member.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>GroupMemberOfOthers</c>.</exception>
    public async Task HandleAsync(RemoveGroupMember command, Person by, CancellationToken ct)
    {
        await SaveGroupHandler.EnsureAllowedAsync(access, by, ct);
        var member = await db.GroupMembers.SingleOrDefaultAsync(m => m.GroupId == command.GroupId && m.PersonId == command.PersonId, ct) ?? throw new NotFoundException();
        if (!await (await reach.OwnAsync(await access.ForAsync(by.Id, ct), ct)).AnyAsync(p => p.Id == member.PersonId, ct))
            throw new DomainRuleException("GroupMemberOfOthers");
        db.GroupMembers.Remove(member);
        await desks.ReaskAsync(ct);
        db.Record(CaseKey.System, new Act(nameof(RemoveGroupMember), by.Id, SubjectKind: nameof(PeopleGroup), SubjectId: member.GroupId));
        await db.SaveChangesAsync(ct);
    }
}
