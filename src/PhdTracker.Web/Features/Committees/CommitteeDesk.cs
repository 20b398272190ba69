using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Committees;

/// <summary>What somebody of a committee, or who names one, is asked about a milestone, with what was handed in.</summary>
/// <param name="IsOpen">False once it is done.</param>
public sealed record CommitteeTask(TaskCase Case, bool IsOpen, IReadOnlyList<SentVersion> Versions);

/// <summary>Loads the pages on which committees are named and write: for those whom a route asks, whatever else they may see.</summary>
public sealed class CommitteeDesk(PhdTrackerDb db, CurrentPerson current, TaskCases tasks, Desks desks, TimeProvider clock)
{
    /// <exception cref="NotFoundException">It was never asked of this person, or they no longer hold the role.</exception>
    public async Task<CommitteeTask> ReadAsync(int milestoneId, string action, CancellationToken ct)
    {
        var me = current.Id!.Value;
        if (await HasReportedAsync(milestoneId, action, me, ct) is { } reported)
            return new CommitteeTask((await tasks.OfAsync(reported, me, ct))!, false, []);
        var task = await db.Tasks.AsNoTracking().About(SubjectKind.Milestone, milestoneId)
            .Where(t => t.Kind == TaskKind.Action && t.Action == action && t.Assignees.Any(a => a.PersonId == me))
            .OrderBy(t => t.State != TaskState.Open).ThenByDescending(t => t.Id).Select(t => new { t.Id, t.State }).FirstOrDefaultAsync(ct) ?? throw new NotFoundException();
        var about = (await tasks.OfAsync(task.Id, me, ct))!;
        var isOpen = task.State == TaskState.Open;
        if (isOpen && (await desks.HoldersAsync(about.Desk, about.AskedOf, clock.Today(), ct)).All(p => p.Id != me))
            throw new NotFoundException();
        return new CommitteeTask(about, isOpen, isOpen ? await tasks.VersionsAsync(milestoneId, ct) : []);
    }

    public Task<Person> PersonAsync(CancellationToken ct) => current.PersonAsync(ct);

    /// <summary>The task on which an assessor has reported: it has left their desk, while others may still be awaited.</summary>
    private async Task<int?> HasReportedAsync(int milestoneId, string action, int me, CancellationToken ct) =>
        action == ReportAssessmentHandler.Action && await db.CommitteeMembers.AnyAsync(m => m.MilestoneId == milestoneId && m.PersonId == me && m.EndedAt == null && m.ReportedAt != null, ct)
            ? await db.Tasks.About(SubjectKind.Milestone, milestoneId).Where(t => t.Action == action).OrderByDescending(t => t.Id).Select(t => (int?)t.Id).FirstOrDefaultAsync(ct)
            : null;
}
