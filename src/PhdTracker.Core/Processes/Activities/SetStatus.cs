using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Says how the case stands. A milestone is passed, returned, or not passed (a retake where one is left); other cases take the names of their own states.</summary>
public sealed class SetStatus(PhdTrackerDb db, AgreementMilestones agreements) : RouteActivity
{
    /// <summary>How a route writes it.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.SetStatus")
    {
        Inputs = [new("status", InputType.Text, Required: true)],
    };

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var status = step.Text("status");
        if (step.Subject is Milestone milestone)
            await db.Entry(milestone).Collection(m => m.Equivalents).LoadAsync(ct);
        if (step.Subject is Milestone passed && status == "Passed")
            passed.Pass(step.Today, await ConditionsAsync(step, ct));
        else
            step.Subject.Follow(status, step.Now);
        if (step.Subject is Agreement { State: AgreementState.InForce } agreement)
            await agreements.MeetAsync(agreement, ct);
        return StepEnd.Done;
    }

    /// <summary>What those who decided on the last version asked for when they approved with conditions.</summary>
    private async Task<string?> ConditionsAsync(RouteStep step, CancellationToken ct)
    {
        var submission = await step.SubmissionAsync(ct);
        var root = step.Process.Root();
        var within = db.Processes.Within(root.Id);
        if (root.Id > 0)
            await db.Decisions.Include(d => d.Task.Process.Parent!.Parent!.Parent).Where(d => within.Any(p => p.Id == d.Task.ProcessId) && d.Kind == DecisionKind.ApprovedWithConditions && d.Recall == null).LoadAsync(ct);
        var conditions = db.Decisions.Local
            .Where(d => d.Kind == DecisionKind.ApprovedWithConditions && d.Recall is null && d.Task.Process.Root() == root && (submission is null || d.Task.Submission == submission))
            .OrderBy(d => d.At).Select(d => d.Comment).ToList();
        return conditions.Count == 0 ? null : string.Join("\n\n", conditions);
    }
}
