using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Shifts;

/// <summary>Forgets a shift that was prepared and not applied; nothing had moved.</summary>
/// <param name="Version">The version of the shift that the page was loaded with.</param>
public sealed record DiscardShift(int ShiftId, int Version);

/// <inheritdoc cref="DiscardShift"/>
public sealed class DiscardShiftHandler(PhdTrackerDb db, OpenShifts shifts)
{
    /// <exception cref="NotFoundException">There is none, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>ShiftNotReady</c>.</exception>
    public async Task HandleAsync(DiscardShift command, Person by, CancellationToken ct)
    {
        var shift = await shifts.LoadAsync(command.ShiftId, command.Version, by, ct);
        if (shift.State != ShiftState.Ready)
            throw new DomainRuleException("ShiftNotReady");
        await using var together = await db.Database.BeginTransactionAsync(ct);
        await db.ShiftedPlans.Where(p => p.ShiftId == shift.Id).ExecuteDeleteAsync(ct);
        db.Remove(shift);
        await db.SaveChangesAsync(ct);
        await together.CommitAsync(ct);
    }
}
