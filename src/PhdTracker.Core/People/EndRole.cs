using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.People;

/// <summary>Ends a role with a last day, past or future.</summary>
/// <param name="Understood">That the person gives up their own right to manage people.</param>
public sealed record EndRole(int PersonId, int RoleAssignmentId, int Version, DateOnly LastDay, bool Understood);

public sealed class EndRoleHandler(PhdTrackerDb db, AccessReader access, PeopleReach reach, TaskDesks desks, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such role of this person.</exception>
    /// <exception cref="StaleVersionException">Somebody changed it since.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>RoleAlreadyEnded</c>, <c>LastAdministrator</c>, <c>OwnRoleEnds</c>, <c>DateOutOfRange</c>, <c>PeriodEndsBeforeItBegins</c>.</exception>
    public async Task HandleAsync(EndRole command, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var visible = await reach.VisibleAsync(mine, ct);
        var role = await db.RoleAssignments.Include(r => r.Party).Include(r => r.Unit!.Institution)
            .SingleOrDefaultAsync(r => r.Id == command.RoleAssignmentId && r.PersonId == command.PersonId && visible.Any(p => p.Id == r.PersonId), ct) ?? throw new NotFoundException();
        if (!MayEnd(mine, role, await reach.SidesAsync(ct)))
            throw new DomainRuleException("NotAllowed");
        if (role.Version != command.Version)
            throw new StaleVersionException();
        if (role.To < clock.Today())
            throw new DomainRuleException("RoleAlreadyEnded", role.To);
        GiveRoleHandler.EnsureSensible(command.LastDay, "LastDay");
        if (command.LastDay < role.From)
            throw new DomainRuleException("PeriodEndsBeforeItBegins", role.From, command.LastDay) { Field = "LastDay" };
        await EnsureSomebodyRemainsAsync(role, command.LastDay, ct);
        if (role.PersonId == by.Id && Permissions.ReachOf(role.Role, Permission.ManagePeople) is not null && !command.Understood)
            throw new DomainRuleException("OwnRoleEnds") { Field = "Understood" };

        role.End(command.LastDay);
        await desks.ReaskAsync(ct);
        db.Record(CaseKey.Person(role.PersonId), new Act(nameof(EndRole), by.Id, SubjectKind: nameof(RoleAssignment), SubjectId: role.Id));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Whether somebody may end this role.</summary>
    public static bool MayEnd(Access access, RoleAssignment role, IReadOnlyList<Side> sides)
    {
        if (role.PartyId is { } partyId)
            return RoleLevels.MayGive(access, RoleLevel.Side, new CaseScope(role.Party?.ProgrammeId ?? sides.First(s => s.PartyId == partyId).ProgrammeId, partyId));
        if (role.Unit is { } unit)
            return sides.Any(s => s.Country == unit.Institution.Country && RoleLevels.MayGive(access, RoleLevel.Unit, s.Scope)) || RoleLevels.MayGive(access, RoleLevel.Everything, new CaseScope(null));
        return role.ProgrammeId is { } programmeId
            ? RoleLevels.MayGive(access, RoleLevel.Programme, new CaseScope(programmeId))
            : RoleLevels.MayGive(access, RoleLevel.Everything, new CaseScope(null));
    }

    private async Task EnsureSomebodyRemainsAsync(RoleAssignment role, DateOnly lastDay, CancellationToken ct)
    {
        if (role.Role != Role.SystemAdministrator)
            return;
        var others = await db.RoleAssignments.AnyAsync(r => r.Role == Role.SystemAdministrator && r.Id != role.Id && r.From <= lastDay && (r.To == null || r.To > lastDay), ct);
        if (!others)
            throw new DomainRuleException("LastAdministrator");
    }
}
