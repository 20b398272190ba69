using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Committees;

/// <summary>The office names who assesses what a student handed in, as the route of the milestone asks.</summary>
/// <param name="Emails">The assessors' addresses; empty rows are passed over.</param>
public sealed record NamePanel(int MilestoneId, IReadOnlyList<string?> Emails);

/// <inheritdoc cref="NamePanel"/>
public sealed class NamePanelHandler(PhdTrackerDb db, CommitteeBook committees, ProcessRunner runner)
{
    /// <summary>What a route calls the step in which a panel is named.</summary>
    public const string Action = "panel";

    /// <exception cref="NotFoundException">It is not asked of this person.</exception>
    /// <exception cref="TaskAlreadyClosedException">It was done.</exception>
    /// <exception cref="DomainRuleException"><c>PanelAtWork</c>, and those of <see cref="CommitteeBook.NameAsync"/>.</exception>
    public async Task HandleAsync(NamePanel command, Person by, CancellationToken ct)
    {
        var task = await committees.AskedAsync(command.MilestoneId, Action, by, ct);
        var (process, milestone) = (task.Process, task.Process.Milestone!);
        if (await db.Tasks.AnyAsync(t => t.AskedOf == "assessor" && t.State == TaskState.Open && t.Process.CandidatureId == process.CandidatureId && t.ProcessId != process.Id, ct))
            throw new DomainRuleException("PanelAtWork") { Field = "Members_0" };
        var candidature = await committees.LoadAsync(milestone.CandidatureId, ct);
        await committees.NameAsync(candidature, milestone, CommitteeKind.Assessment, command.Emails, anew: true, ct);
        await runner.FulfilAsync(milestone, Action, "Done", by, ct);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(NamePanel), by.Id, SubjectKind: nameof(Milestones.Milestone), SubjectId: milestone.Id));
        await db.SaveChangesAsync(ct);
    }
}
