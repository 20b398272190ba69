using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Agreements;

/// <summary>Somebody who is asked to sign does not, with reasons: the agreement is a draft again, and what was signed is void.</summary>
/// <param name="Hash">The hash of the text that they saw.</param>
public sealed record DeclineAgreement(int AgreementId, string Hash, string Reasons);

/// <inheritdoc cref="DeclineAgreement"/>
public sealed class DeclineAgreementHandler(PhdTrackerDb db, AgreementCases agreements, ProcessRunner runner, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such agreement, or not for this person, or they no longer hold the role in which they are asked.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="AgreementCases.StepOfAsync"/> and <see cref="Agreement.Decline"/>.</exception>
    public async Task HandleAsync(DeclineAgreement command, Person by, CancellationToken ct)
    {
        var agreement = await agreements.LoadAsync(command.AgreementId, Permission.ViewAgreements, by, ct);
        var step = await agreements.StepOfAsync(agreement, by, ct);
        var signed = agreement.Signatures.Where(s => s.VoidedAt is null).Select(s => s.Person).Where(p => p != by).Distinct().ToList();
        var refusal = agreement.Decline(step, by, command.Hash, command.Reasons, clock.UtcNow());
        db.Record(CaseKey.Project(agreement.ProjectId), new Act(nameof(DeclineAgreement), by.Id, SubjectKind: nameof(Agreement), SubjectId: agreement.Id, Comment: refusal.Reasons));
        await runner.FulfilAsync(agreement, AgreementCases.SignAction, "Declined", by, ct);
        foreach (var person in signed)
            notifier.Tell(person, "AgreementDeclined", agreement.Path(), null, agreement.TitleIn(Texts.For(person.Language)), by.DisplayName, refusal.Reasons);
        await db.SaveChangesAsync(ct);
    }
}
