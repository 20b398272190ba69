using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Brings a case back to where it stood when a task of its route was opened.</summary>
public sealed class CaseReturn(PhdTrackerDb db, PlanMilestones plan, ExaminationPlan around, CommitteeBook committees, TimeProvider clock)
{
    /// <summary>Takes back what came of the task and of those after it, lets the route go where it is led, and computes the dates that hang on it.</summary>
    /// <param name="task">With its process and its subject.</param>
    /// <param name="go">Leads the route.</param>
    public async Task ToAsync(ProcessTask task, Func<Task> go, CancellationToken ct)
    {
        var subject = task.Process.Subject!;
        await db.Entry(task.Process).Collection(p => p.Tasks).LoadAsync(ct);
        await LoadAroundAsync(subject, ct);
        subject.Undo(task, clock.UtcNow());
        if (subject is Examination examination)
            await around.TakeBackAsync(examination, task, ct);
        await committees.TakeBackAsync(task, ct);
        await go();
        if (subject is Milestone { CandidatureId: var candidature })
            await ReplanAsync(candidature, ct);
    }

    /// <summary>Loads what else changes when a case goes back or is called off.</summary>
    public async Task LoadAroundAsync(IProcessSubject subject, CancellationToken ct)
    {
        if (subject is Milestone milestone)
            await db.Entry(milestone).Collection(m => m.Equivalents).LoadAsync(ct);
        if (subject is Proposal proposal)
            await db.Entry(proposal.Call).Collection(c => c.Consents).LoadAsync(ct);
    }

    private async Task ReplanAsync(int candidatureId, CancellationToken ct)
    {
        await PlanMilestones.WithPlan(db.Candidatures.Where(c => c.Id == candidatureId)).LoadAsync(ct);
        plan.For(db.Candidatures.Local.Single(c => c.Id == candidatureId));
    }
}
