using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Shifts;

/// <summary>Takes a shift back as a whole: all dates come back but those that were reached or fixed since.</summary>
/// <param name="Version">The version of the shift that the page was loaded with.</param>
public sealed record UndoShift(int ShiftId, int Version);

/// <inheritdoc cref="UndoShift"/>
public sealed class UndoShiftHandler(PhdTrackerDb db, OpenShifts shifts, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is none, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, and those of <see cref="DateShift.Undo"/>.</exception>
    public async Task HandleAsync(UndoShift command, Person by, CancellationToken ct)
    {
        var shift = await shifts.LoadAsync(command.ShiftId, command.Version, by, ct);
        shift.Undo(by, clock.UtcNow());
        db.Record(CaseKey.Programme(shift.ProgrammeId), new Act(nameof(UndoShift), by.Id, SubjectKind: nameof(DateShift), SubjectId: shift.Id, Comment: shift.Reason));
        await db.SaveChangesAsync(ct);
    }
}
