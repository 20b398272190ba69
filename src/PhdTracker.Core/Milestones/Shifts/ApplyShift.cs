using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Shifts;

/// <summary>Moves the dates that a shift showed before. The background goes through the students.</summary>
/// <param name="Version">The version of the shift that the page was loaded with.</param>
public sealed record ApplyShift(int ShiftId, int Version);

/// <inheritdoc cref="ApplyShift"/>
public sealed class ApplyShiftHandler(PhdTrackerDb db, OpenShifts shifts, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is none, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, and those of <see cref="DateShift.Apply"/>.</exception>
    public async Task HandleAsync(ApplyShift command, Person by, CancellationToken ct)
    {
        var shift = await shifts.LoadAsync(command.ShiftId, command.Version, by, ct);
        shift.Apply(by, clock.UtcNow());
        db.Record(CaseKey.Programme(shift.ProgrammeId), new Act(nameof(ApplyShift), by.Id, SubjectKind: nameof(DateShift), SubjectId: shift.Id, Comment: shift.Reason));
        await db.SaveChangesAsync(ct);
    }
}
