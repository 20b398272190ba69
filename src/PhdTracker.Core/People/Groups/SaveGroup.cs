using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People.Groups;

/// <summary>Makes a group, or names one anew whose members are all of one’s own side.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Version">The version that the page was loaded with.</param>
/// <param name="Code">Of a new one; the code of a group never changes.</param>
public sealed record SaveGroup(int? Id, int Version, string Code, string NameEn, string NameFr);

/// <inheritdoc cref="SaveGroup"/>
public sealed class SaveGroupHandler(PhdTrackerDb db, AccessReader access, PeopleReach reach)
{
    /// <exception cref="NotFoundException">There is no such group.</exception>
    /// <exception cref="StaleVersionException">Somebody changed it since.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>GroupOfOthers</c>, <c>GroupCodeTaken</c>, and those of <see cref="PeopleGroup"/>.</exception>
    public async Task<PeopleGroup> HandleAsync(SaveGroup command, Person by, CancellationToken ct)
    {
        await EnsureAllowedAsync(access, by, ct);
        PeopleGroup group;
        if (command.Id is { } id)
        {
            group = await db.Groups.SingleOrDefaultAsync(g => g.Id == id, ct) ?? throw new NotFoundException();
            if (group.Version != command.Version)
                throw new StaleVersionException();
            var own = await reach.OwnAsync(await access.ForAsync(by.Id, ct), ct);
            if (await db.GroupMembers.AnyAsync(m => m.GroupId == id && !own.Any(p => p.Id == m.PersonId), ct))
                throw new DomainRuleException("GroupOfOthers");
            group.Name(command.NameEn, command.NameFr);
        }
        else
        {
            group = new PeopleGroup(command.Code, command.NameEn, command.NameFr);
            if (await db.Groups.AnyAsync(g => g.Code == group.Code, ct))
                throw new DomainRuleException("GroupCodeTaken", group.Code) { Field = "Code" };
            db.Groups.Add(group);
        }
        db.Record(() => CaseKey.System, () => new Act(nameof(SaveGroup), by.Id, SubjectKind: nameof(PeopleGroup), SubjectId: group.Id));
        await db.SaveChangesAsync(ct);
        return group;
    }

    /// <summary>Groups belong to nobody alone: who manages people anywhere manages them.</summary>
    internal static async Task EnsureAllowedAsync(AccessReader access, Person by, CancellationToken ct)
    {
        if (!(await access.ForAsync(by.Id, ct)).MayAnywhere(Permission.ManagePeople))
            throw new DomainRuleException("NotAllowed");
    }
}
