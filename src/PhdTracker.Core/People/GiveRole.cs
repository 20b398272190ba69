using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.People;

/// <summary>Where a role is to be held. A unit belongs to the side given with it; none of the ids: everything.</summary>
public sealed record RolePlace(int? ProgrammeId, int? PartyId, int? UnitId)
{
    public RoleLevel Level => UnitId is not null ? RoleLevel.Unit : PartyId is not null ? RoleLevel.Side : ProgrammeId is not null ? RoleLevel.Programme : RoleLevel.Everything;
}

/// <summary>Gives a person a role, from one day to another.</summary>
public sealed record GiveRole(int PersonId, Role Role, RolePlace Place, DateOnly From, DateOnly? To);

public sealed class GiveRoleHandler(PhdTrackerDb db, AccessReader access, PeopleReach reach, TaskDesks desks)
{
    /// <exception cref="NotFoundException">There is no such person, side, unit or programme.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>RoleDoesNotFit</c>, <c>RoleAlreadyHeld</c>, <c>DateOutOfRange</c>, <c>PeriodEndsBeforeItBegins</c>.</exception>
    public async Task HandleAsync(GiveRole command, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var person = await (await reach.VisibleAsync(mine, ct)).SingleOrDefaultAsync(p => p.Id == command.PersonId, ct) ?? throw new NotFoundException();
        var (programme, party, unit) = await FindAsync(command.Place, ct);
        if (!RoleLevels.MayGive(mine, command.Place.Level, new CaseScope(programme?.Id ?? party?.ProgrammeId, party?.Id)))
            throw new DomainRuleException("NotAllowed");
        if (!RoleLevels.Fits(command.Role, command.Place.Level, unit?.Kind))
            throw new DomainRuleException("RoleDoesNotFit") { Field = "Place" };
        EnsureSensible(command.From, "From");
        EnsureSensible(command.To, "To");
        if (command.To < command.From)
            throw new DomainRuleException("PeriodEndsBeforeItBegins", command.From, command.To) { Field = "To" };
        await EnsureNewAsync(command, ct);

        var role = new RoleAssignment(person, command.Role, programme, party, unit, command.From, command.To);
        db.RoleAssignments.Add(role);
        await desks.ReaskAsync(ct);
        db.Record(() => CaseKey.Person(person.Id), () => new Act(nameof(GiveRole), by.Id, SubjectKind: nameof(RoleAssignment), SubjectId: role.Id));
        await db.SaveChangesAsync(ct);
    }

    private async Task<(Programme?, ProgrammeParty?, Unit?)> FindAsync(RolePlace place, CancellationToken ct)
    {
        var party = place.PartyId is { } partyId ? await db.Parties.Include(p => p.Institution).SingleOrDefaultAsync(p => p.Id == partyId, ct) ?? throw new NotFoundException() : null;
        var unit = place.UnitId is { } unitId ? await db.Units.Include(u => u.Institution).SingleOrDefaultAsync(u => u.Id == unitId, ct) ?? throw new NotFoundException() : null;
        if (unit is not null && unit.Institution.Country != party?.Institution.Country)
            throw new NotFoundException();
        var programme = party is null && place.ProgrammeId is { } programmeId
            ? await db.Programmes.SingleOrDefaultAsync(p => p.Id == programmeId, ct) ?? throw new NotFoundException()
            : null;
        return (programme, party, unit);
    }

    private async Task EnsureNewAsync(GiveRole command, CancellationToken ct)
    {
        var place = command.Place;
        var programmeId = place.PartyId is null ? place.ProgrammeId : null;
        var overlaps = await db.RoleAssignments.AnyAsync(r =>
            r.PersonId == command.PersonId && r.Role == command.Role && r.ProgrammeId == programmeId && r.PartyId == place.PartyId && r.UnitId == place.UnitId
            && (command.To == null || r.From <= command.To) && (r.To == null || r.To >= command.From), ct);
        if (overlaps)
            throw new DomainRuleException("RoleAlreadyHeld");
    }

    internal static void EnsureSensible(DateOnly? date, string field)
    {
        if (date is { Year: < 1990 or > 2100 })
            throw new DomainRuleException("DateOutOfRange", 1990, 2100) { Field = field };
    }
}
