using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Delegations;

/// <summary>Ends a delegation at once: by who gave it, or by who would rather not have it.</summary>
public sealed record EndDelegation(int DelegationId);

/// <inheritdoc cref="EndDelegation"/>
public sealed class EndDelegationHandler(PhdTrackerDb db, TaskDesks desks, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such delegation, or it is between others.</exception>
    /// <exception cref="DomainRuleException"><c>DelegationOver</c>.</exception>
    public async Task HandleAsync(EndDelegation command, Person by, CancellationToken ct)
    {
        var delegation = await db.Delegations.Include(d => d.Principal).Include(d => d.Delegate)
            .SingleOrDefaultAsync(d => d.Id == command.DelegationId && (d.PrincipalId == by.Id || d.DelegateId == by.Id), ct) ?? throw new NotFoundException();
        delegation.End(clock.UtcNow());
        await desks.ReaskAsync(ct);
        foreach (var (person, other) in new[] { (delegation.Principal, delegation.Delegate), (delegation.Delegate, delegation.Principal) })
            notifier.Tell(person, "DelegationEnded", "/account/delegations", null, other.DisplayName, by.DisplayName);
        db.Record(CaseKey.Person(delegation.PrincipalId), new Act(nameof(EndDelegation), by.Id, SubjectKind: nameof(Delegation), SubjectId: delegation.Id));
        await db.SaveChangesAsync(ct);
    }
}
