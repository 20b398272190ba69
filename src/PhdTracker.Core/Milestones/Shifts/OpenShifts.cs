using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Shifts;

/// <summary>Finds shifts, and whom they concern.</summary>
public sealed class OpenShifts(PhdTrackerDb db, AccessReader access)
{
    /// <summary>The shifts that a person may see: those of programmes whose whole cohort they see; drafts only their own.</summary>
    public static IQueryable<DateShift> Visible(PhdTrackerDb db, Access access)
    {
        var cohort = access.Filter(db.Candidatures, Permission.ViewCohort);
        return db.DateShifts.AsNoTracking().Where(s => cohort.Any(c => c.Studentship.Project.ProgrammeId == s.ProgrammeId)
            && ((s.State != ShiftState.Counting && s.State != ShiftState.Ready) || s.ById == access.PersonId));
    }

    /// <summary>Whom a shift may concern: students of the programme who have neither finished nor left, as its filter says.</summary>
    /// <param name="candidatures">Those whose dates the person may shift.</param>
    public static IQueryable<Candidature> Selected(IQueryable<Candidature> candidatures, int programmeId, ShiftFilter filter)
    {
        candidatures = candidatures.Where(c => c.Studentship.Project.ProgrammeId == programmeId && !Candidature.ClosedStates.Contains(c.State));
        if (filter.Side is { } side)
            candidatures = candidatures.Where(c => c.Studentship.Party.Side == side);
        if (filter.InstitutionId is { } institution)
            candidatures = candidatures.Where(c => (c.HomeInstitutionId ?? c.Studentship.Party.InstitutionId) == institution);
        if (filter.UnitId is { } unit)
            candidatures = candidatures.Where(c => c.UnitId == unit || c.DoctoralSchoolId == unit);
        if (filter.RegisteredFrom is { } from)
            candidatures = candidatures.Where(c => c.StartOn >= from);
        if (filter.RegisteredBefore is { } before)
            candidatures = candidatures.Where(c => c.StartOn < before);
        if (filter.Status is { } state)
            candidatures = candidatures.Where(c => c.State == state);
        return candidatures;
    }

    /// <summary>A shift for somebody who may shift the dates of everybody whom it concerns.</summary>
    /// <exception cref="NotFoundException">There is none, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>.</exception>
    public async Task<DateShift> LoadAsync(int id, int version, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        if (!await Visible(db, mine).AnyAsync(s => s.Id == id, ct))
            throw new NotFoundException();
        if (!await CoversAsync(db, mine, id, ct))
            throw new DomainRuleException("NotAllowed");
        return await db.DateShifts.ForUpdateAsync(id, version, ct);
    }

    /// <summary>Whether somebody may shift the dates of everybody whom a shift concerns.</summary>
    public static async Task<bool> CoversAsync(PhdTrackerDb db, Access access, int id, CancellationToken ct)
    {
        var allowed = access.Filter(db.Candidatures, Permission.ShiftDates);
        return access.MayAnywhere(Permission.ShiftDates) && !await db.ShiftedPlans.AnyAsync(p => p.ShiftId == id && p.LeftOut == null && !allowed.Any(c => c.Id == p.CandidatureId), ct);
    }
}
