using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People;

/// <summary>The institutions and units that somebody may put people in, and whether an address is free.</summary>
public sealed class PersonPlaces(PhdTrackerDb db, PeopleReach reach)
{
    /// <summary>Institutions of the countries of the sides that the person administers.</summary>
    public async Task<IQueryable<Institution>> InstitutionsAsync(Access access, CancellationToken ct)
    {
        if (PeopleReach.ReachesAll(access, Permission.ManagePeople))
            return db.Institutions;
        var countries = (await reach.SidesAsync(access, Permission.ManagePeople, ct)).Select(s => s.Country).Distinct().ToList();
        return db.Institutions.Where(i => countries.Contains(i.Country));
    }

    /// <summary>Institution and unit of the details; a unit brings its institution.</summary>
    /// <exception cref="DomainRuleException"><c>InstitutionMissing</c>, <c>UnitElsewhere</c>: chosen out of reach, or one does not belong to the other.</exception>
    public async Task<(Institution? Institution, Unit? Unit)> FindAsync(PersonDetails details, Access access, CancellationToken ct)
    {
        var institutions = await InstitutionsAsync(access, ct);
        var unit = details.UnitId is { } unitId
            ? await db.Units.Include(u => u.Institution).SingleOrDefaultAsync(u => u.Id == unitId && institutions.Contains(u.Institution), ct) ?? throw new DomainRuleException("UnitElsewhere") { Field = "UnitId" }
            : null;
        if (unit is not null && details.InstitutionId is { } other && other != unit.InstitutionId)
            throw new DomainRuleException("UnitElsewhere") { Field = "UnitId" };
        var institution = unit?.Institution ?? (details.InstitutionId is { } id
            ? await institutions.SingleOrDefaultAsync(i => i.Id == id, ct) ?? throw new DomainRuleException("InstitutionMissing") { Field = "InstitutionId" }
            : null);
        return (institution, unit);
    }

    /// <summary>An address belongs to one person.</summary>
    /// <exception cref="DomainRuleException"><c>EmailTaken</c> by somebody visible, who is named; else <c>EmailTakenElsewhere</c>.</exception>
    public async Task EnsureFreeAsync(string? email, int? exceptId, Access access, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(email))
            return;
        var normalized = email.Trim().ToUpperInvariant();
        if (!await db.Users.AnyAsync(p => p.NormalizedEmail == normalized && p.Id != exceptId, ct))
            return;
        var seen = await (await reach.VisibleAsync(access, ct)).AsNoTracking().SingleOrDefaultAsync(p => p.NormalizedEmail == normalized && !p.EmailIsPrivate, ct);
        throw seen is null
            ? new DomainRuleException("EmailTakenElsewhere") { Field = "Email" }
            : new DomainRuleException("EmailTaken", seen.DisplayName) { Field = "Email" };
    }
}
