using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Candidatures;

/// <summary>What the office says about a student's registration.</summary>
/// <param name="Fte">Share of full time: 1 is full time, 0.5 half time.</param>
public sealed record RegistrationFacts(
    int? HomeInstitutionId, int? AwardingInstitutionId, int? UnitId, int? DoctoralSchoolId, DateOnly StartOn, decimal Fte, DateOnly? ContractEndsOn, DateOnly? FundingEndsOn, string? StudentNumber)
{
    public const int LongestNumber = 40;

    /// <exception cref="DomainRuleException"><c>DateOutOfRange</c>, <c>StudentNumberTooLong</c>.</exception>
    public void Check()
    {
        Days.EnsureSensible(StartOn, nameof(StartOn));
        Days.EnsureSensible(ContractEndsOn, nameof(ContractEndsOn));
        Days.EnsureSensible(FundingEndsOn, nameof(FundingEndsOn));
        if (StudentNumber?.Trim().Length > LongestNumber)
            throw new DomainRuleException("StudentNumberTooLong", LongestNumber) { Field = nameof(StudentNumber) };
    }
}

/// <summary>Days that offices write.</summary>
public static class Days
{
    /// <exception cref="DomainRuleException"><c>DateOutOfRange</c>.</exception>
    public static void EnsureSensible(DateOnly? day, string field)
    {
        if (day is { Year: < 1990 or > 2100 })
            throw new DomainRuleException("DateOutOfRange", 1990, 2100) { Field = field };
    }
}

/// <summary>Where students of a side register and work.</summary>
public sealed class RegistrationPlaces(PhdTrackerDb db)
{
    /// <summary>Universities of the side's country: a student registers where degrees are awarded.</summary>
    public IQueryable<Institution> HomeInstitutions(ProgrammeParty party) => db.Institutions.Where(i => i.AwardsDegrees && i.Country == party.Institution.Country);

    /// <summary>Departments and research units of the side's country.</summary>
    public IQueryable<Unit> Units(ProgrammeParty party) =>
        db.Units.Where(u => (u.Kind == UnitKind.Department || u.Kind == UnitKind.ResearchUnit) && u.Institution.Country == party.Institution.Country);

    /// <summary>Doctoral schools of the side's country.</summary>
    public IQueryable<Unit> Schools(ProgrammeParty party) => db.Units.Where(u => u.Kind == UnitKind.DoctoralSchool && u.Institution.Country == party.Institution.Country);

    /// <summary>Writes where a student is registered, works, and from whom the degree and the money come.</summary>
    /// <exception cref="DomainRuleException"><c>HomeInstitutionMissing</c>, <c>AwardingInstitutionUnknown</c>, <c>UnitElsewhere</c>, <c>ContractEndsBeforeStart</c>, <c>FundingEndsBeforeStart</c>.</exception>
    public async Task WriteAsync(Candidature candidature, RegistrationFacts facts, ProgrammeParty party, CancellationToken ct)
    {
        var home = await HomeInstitutions(party).SingleOrDefaultAsync(i => i.Id == facts.HomeInstitutionId, ct) ?? throw new DomainRuleException("HomeInstitutionMissing") { Field = "HomeInstitutionId" };
        var awarding = facts.AwardingInstitutionId is { } awards
            ? await db.Institutions.SingleOrDefaultAsync(i => i.Id == awards && i.AwardsDegrees, ct) ?? throw new DomainRuleException("AwardingInstitutionUnknown") { Field = "AwardingInstitutionId" }
            : home;
        var unit = await FindAsync(Units(party), facts.UnitId, "UnitId", ct);
        var school = await FindAsync(Schools(party), facts.DoctoralSchoolId, "DoctoralSchoolId", ct);
        candidature.Place(home, unit, school);
        candidature.Fund(awarding, facts.ContractEndsOn, facts.FundingEndsOn);
        candidature.Describe(studentNumber: string.IsNullOrWhiteSpace(facts.StudentNumber) ? null : facts.StudentNumber.Trim());
    }

    private static async Task<Unit?> FindAsync(IQueryable<Unit> units, int? id, string field, CancellationToken ct) =>
        id is null ? null : await units.SingleOrDefaultAsync(u => u.Id == id, ct) ?? throw new DomainRuleException("UnitElsewhere") { Field = field };
}
