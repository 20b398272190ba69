using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>A question about a case other than a milestone, for whom it asks.</summary>
/// <param name="Zone">IANA zone of the side that is asked.</param>
public sealed record AskedTask(
    int Id, int Version, TaskKind Kind, TaskChoices Choices, string AskedOf, string ActivityId, string? Action, string TitleEn, string TitleFr, DateOnly? DueOn, string Zone, DeskCase Desk, CaseName About);

/// <summary>Reads questions for those whom they ask.</summary>
public sealed class AskedTasks(PhdTrackerDb db, Desks desks, TimeProvider clock)
{
    /// <summary>The question; null if there is no such one, or it does not ask this person today.</summary>
    public async Task<AskedTask?> OfAsync(int taskId, int personId, CancellationToken ct)
    {
        var task = await db.Tasks.AsNoTracking().Where(t => t.Id == taskId && t.Process.MilestoneId == null && t.Assignees.Any(a => a.PersonId == personId)).WithCase().Select(t => new AskedTask(
            t.Row.Id, t.Row.Version, t.Row.Kind, t.Row.Choices, t.Row.AskedOf, t.Row.ActivityId, t.Row.Action, t.Row.TitleEn, t.Row.TitleFr, t.Row.DueOn, t.Row.Party!.Institution.TimeZone,
            new DeskCase(t.Row.Process.CandidatureId, t.Row.Process.ProposalId, t.Row.Process.Agreement == null ? null : t.Row.Process.Agreement.ProjectId), t.Case)).SingleOrDefaultAsync(ct);
        return task is not null && (await desks.SeatsAsync(new SeatRequest(task.Desk, task.About.Kind, task.Kind, task.AskedOf), clock.Today(), ct)).Any(s => s.Person.Id == personId) ? task : null;
    }
}
