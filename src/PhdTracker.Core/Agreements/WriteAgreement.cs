using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Agreements;

/// <summary>An office changes the draft of an agreement.</summary>
/// <param name="Version">The version that the page was loaded with.</param>
public sealed record WriteAgreement(int AgreementId, int Version, AgreementDraft Draft);

/// <inheritdoc cref="WriteAgreement"/>
public sealed class WriteAgreementHandler(PhdTrackerDb db, AgreementCases agreements)
{
    /// <returns>The version that was saved.</returns>
    /// <exception cref="NotFoundException">There is no such agreement, or not for this person.</exception>
    /// <exception cref="StaleVersionException">Somebody changed it since.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Agreement.Write"/>.</exception>
    public async Task<int> HandleAsync(WriteAgreement command, Person by, CancellationToken ct)
    {
        var agreement = await agreements.LoadAsync(command.AgreementId, command.Version, Permission.ManageAgreements, by, ct);
        agreement.Write(command.Draft);
        if (!db.ChangeTracker.HasChanges())
            return agreement.Version;
        db.Record(CaseKey.Project(agreement.ProjectId), new Act(nameof(WriteAgreement), by.Id, SubjectKind: nameof(Agreement), SubjectId: agreement.Id));
        await db.SaveChangesAsync(ct);
        return agreement.Version;
    }
}
