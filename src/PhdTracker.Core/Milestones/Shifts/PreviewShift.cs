using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Shifts;

/// <summary>Prepares a shift of everyone's dates: it is counted, and shown to who prepared it, before anything moves.</summary>
public sealed record PreviewShift(int ProgrammeId, DateOnly From, DateOnly To, string Reason, ShiftFilter Filter);

/// <inheritdoc cref="PreviewShift"/>
public sealed class PreviewShiftHandler(PhdTrackerDb db, AccessReader access, TimeProvider clock)
{
    /// <returns>The shift, which <see cref="ShiftRunner"/> counts.</returns>
    /// <exception cref="NotFoundException">This person may shift no dates of the programme.</exception>
    /// <exception cref="DomainRuleException"><c>OfficeReasonMissing</c>, <c>OfficeReasonTooLong</c>, and those of <see cref="DateShift(Calls.Programme, DateOnly, DateOnly, string, ShiftFilter, Person, DateTime)"/> and <see cref="DateShift.Select"/>.</exception>
    public async Task<DateShift> HandleAsync(PreviewShift command, Person by, CancellationToken ct)
    {
        var mine = (await access.ForAsync(by.Id, ct)).Filter(db.Candidatures, Permission.ShiftDates);
        var programme = await db.Programmes.SingleOrDefaultAsync(p => p.Id == command.ProgrammeId && mine.Any(c => c.Studentship.Project.ProgrammeId == p.Id), ct) ?? throw new NotFoundException();
        var shift = new DateShift(programme, command.From, command.To, OfficeMilestones.Reason(command.Reason, DateShift.LongestReason), command.Filter, by, clock.UtcNow());
        shift.Select(await OpenShifts.Selected(mine, programme.Id, command.Filter).CountAsync(ct));
        db.Add(shift);
        await db.SaveChangesAsync(ct);
        return shift;
    }
}
