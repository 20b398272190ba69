using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Agreements;

/// <summary>Somebody signs the text that they saw.</summary>
/// <param name="Hash">The hash of that text.</param>
/// <param name="TypedName">Their own name, as they typed it.</param>
/// <param name="HasRead">Whether they said that they have read it.</param>
public sealed record SignAgreement(int AgreementId, string Hash, string TypedName, bool HasRead);

/// <inheritdoc cref="SignAgreement"/>
public sealed class SignAgreementHandler(PhdTrackerDb db, AgreementCases agreements, ProcessRunner runner, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such agreement, or not for this person, or they no longer hold the role in which they are asked.</exception>
    /// <exception cref="DomainRuleException"><c>AgreementNotRead</c>, and those of <see cref="AgreementCases.StepOfAsync"/> and <see cref="Agreement.Sign"/>.</exception>
    public async Task<Agreement> HandleAsync(SignAgreement command, Person by, CancellationToken ct)
    {
        var agreement = await agreements.LoadAsync(command.AgreementId, Permission.ViewAgreements, by, ct);
        var step = await agreements.StepOfAsync(agreement, by, ct);
        agreement.Sign(step, by, command.Hash, command.TypedName, clock.UtcNow());
        if (!command.HasRead)
            throw new DomainRuleException("AgreementNotRead") { Field = "HasRead" };
        db.Record(CaseKey.Project(agreement.ProjectId), new Act(nameof(SignAgreement), by.Id, SubjectKind: nameof(Agreement), SubjectId: agreement.Id));
        await runner.FulfilAsync(agreement, AgreementCases.SignAction, "Signed", by, ct);
        await db.SaveChangesAsync(ct);
        return agreement;
    }
}
