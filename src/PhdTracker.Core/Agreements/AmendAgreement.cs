using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Agreements;

/// <summary>An office begins an amendment from the text in force, which stays in force until the new one is.</summary>
public sealed record AmendAgreement(int AgreementId);

/// <inheritdoc cref="AmendAgreement"/>
public sealed class AmendAgreementHandler(PhdTrackerDb db, AgreementCases agreements, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such agreement, or not for this person.</exception>
    /// <exception cref="DomainRuleException"><c>AgreementExists</c>: an amendment is under way; <c>AgreementNotInForce</c>.</exception>
    public async Task<Agreement> HandleAsync(AmendAgreement command, Person by, CancellationToken ct)
    {
        var agreement = await agreements.LoadAsync(command.AgreementId, Permission.ManageAgreements, by, ct);
        var others = await db.Agreements.Where(a => a.ProjectId == agreement.ProjectId).ToListAsync(ct);
        if (others.Any(a => a.IsUnderWay))
            throw new DomainRuleException("AgreementExists");
        var amendment = agreement.Amend(others.Max(a => a.Number) + 1, clock.Today());
        db.Agreements.Add(amendment);
        db.Record(() => CaseKey.Project(agreement.ProjectId), () => new Act(nameof(AmendAgreement), by.Id, SubjectKind: nameof(Agreement), SubjectId: amendment.Id));
        await db.SaveNewAsync(ct);
        return amendment;
    }
}
