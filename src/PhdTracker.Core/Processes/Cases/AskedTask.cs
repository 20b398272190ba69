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
        var task = await db.Tasks.AsNoTracking().Where(t => t.Id == taskId && t.Process.MilestoneId == null && t.Assignees.Any(a => a.PersonId == personId)).Select(t => new AskedTask(
            t.Id, t.Version, t.Kind, t.Choices, t.AskedOf, t.ActivityId, t.Action, t.TitleEn, t.TitleFr, t.DueOn, t.Party!.Institution.TimeZone,
            new DeskCase(t.Process.CandidatureId, t.Process.ProposalId, t.Process.Agreement == null ? null : t.Process.Agreement.ProjectId),
            new CaseName(
                null, t.Process.ProposalId, t.Process.AgreementId, t.Process.ExaminationId, t.Process.Proposal!.TitleEn, t.Process.Proposal.TitleFr,
                t.Process.Candidature == null ? null : new(t.Process.Candidature.StudentId, t.Process.Candidature.Student.Title, t.Process.Candidature.Student.GivenName, t.Process.Candidature.Student.FamilyName),
                t.Process.Candidature!.Studentship.Party.Side ?? t.Process.Proposal.LeadParty.Side,
                t.Process.Candidature.Studentship.Project.Code ?? t.Process.Agreement!.Project.Code,
                t.Process.Candidature.Studentship.Project.Title ?? t.Process.Agreement!.Project.Title))).SingleOrDefaultAsync(ct);
        return task is not null && (await desks.HoldersAsync(task.Desk, task.AskedOf, clock.Today(), ct)).Any(p => p.Id == personId) ? task : null;
    }
}
