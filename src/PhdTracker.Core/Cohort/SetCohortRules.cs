using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Cohort;

/// <summary>Sets by which rules students count as at risk, and how much a supervisor may carry, for everybody.</summary>
/// <param name="Version">The version that the page was loaded with; -1 where nobody has set any.</param>
public sealed record SetCohortRules(int Version, CohortRuleValues Values);

/// <inheritdoc cref="SetCohortRules"/>
public sealed class SetCohortRulesHandler(PhdTrackerDb db, AccessReader access)
{
    /// <exception cref="StaleVersionException">Somebody set them since.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, and those of <see cref="CohortRules.Set"/>.</exception>
    public Task HandleAsync(SetCohortRules command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => SetAsync(command, me!, ct), ct);

    private async Task<CohortRules> SetAsync(SetCohortRules command, Person by, CancellationToken ct)
    {
        if (!(await access.ForAsync(by.Id, ct)).MayAnywhere(Permission.SetCohortRules))
            throw new DomainRuleException("NotAllowed");
        var rules = await db.CohortRules.OrderBy(r => r.Id).FirstOrDefaultAsync(ct);
        if ((rules?.Version ?? -1) != command.Version)
            throw new StaleVersionException();
        rules ??= db.CohortRules.Add(new CohortRules()).Entity;
        rules.Set(command.Values);
        db.Record(() => CaseKey.System, () => new Act(nameof(SetCohortRules), by.Id, SubjectKind: nameof(CohortRules), SubjectId: rules.Id));
        await db.SaveChangesAsync(ct);
        return rules;
    }
}
