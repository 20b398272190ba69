using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Delegations;

/// <summary>Lets a colleague answer what one is asked: decisions and opinions, not what is signed or done on a page of its own.</summary>
/// <param name="About">The one kind of case that it covers; null for everything.</param>
public sealed record CreateDelegation(int DelegateId, SubjectKind? About, DateOnly StartsOn, DateOnly EndsOn, string Reason);

/// <inheritdoc cref="CreateDelegation"/>
public sealed class CreateDelegationHandler(PhdTrackerDb db, Colleagues colleagues, TaskDesks desks, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="DomainRuleException"><c>DelegateNotPossible</c>, <c>DelegationBeginsInThePast</c>, <c>DelegationOverlaps</c>, <c>DateOutOfRange</c>, and those of <see cref="Delegation"/>.</exception>
    public async Task<Delegation> HandleAsync(CreateDelegation command, Person by, CancellationToken ct)
    {
        if (command.DelegateId == by.Id)
            throw new DomainRuleException("DelegationToOneself") { Field = "DelegateId" };
        var colleague = await (await colleagues.OfAsync(by.Id, ct)).SingleOrDefaultAsync(p => p.Id == command.DelegateId, ct)
            ?? throw new DomainRuleException("DelegateNotPossible") { Field = "DelegateId" };
        GiveRoleHandler.EnsureSensible(command.StartsOn, "StartsOn");
        GiveRoleHandler.EnsureSensible(command.EndsOn, "EndsOn");
        if (command.StartsOn < clock.Today())
            throw new DomainRuleException("DelegationBeginsInThePast") { Field = "StartsOn" };
        var delegation = new Delegation(by, colleague, command.About, command.StartsOn, command.EndsOn, command.Reason);
        await EnsureNewAsync(command, by, colleague, ct);
        db.Delegations.Add(delegation);
        await desks.ReaskAsync(ct);
        notifier.Tell(colleague, "DelegationGiven", "/account/delegations", null, by.DisplayName, command.StartsOn, command.EndsOn, delegation.Reason);
        notifier.Tell(by, "DelegationMade", "/account/delegations", null, colleague.DisplayName, command.StartsOn, command.EndsOn);
        db.Record(() => CaseKey.Person(by.Id), () => new Act(nameof(CreateDelegation), by.Id, SubjectKind: nameof(Delegation), SubjectId: delegation.Id, Comment: delegation.Reason));
        await db.SaveChangesAsync(ct);
        return delegation;
    }

    private async Task EnsureNewAsync(CreateDelegation command, Person by, Person colleague, CancellationToken ct)
    {
        var overlaps = await db.Delegations.Where(Delegation.NotOver(command.StartsOn)).AnyAsync(d =>
            d.PrincipalId == by.Id && d.DelegateId == colleague.Id && d.StartsOn <= command.EndsOn && (d.About == null || command.About == null || d.About == command.About), ct);
        if (overlaps)
            throw new DomainRuleException("DelegationOverlaps", colleague.DisplayName) { Field = "StartsOn" };
    }
}
