using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Says how the milestone stands: passed, returned, or not passed (a retake where one is left).</summary>
public sealed class SetStatus(PhdTrackerDb db) : RouteActivity
{
    /// <summary>How a route writes it.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.SetStatus")
    {
        Inputs = [new("status", InputType.Text, Required: true, Allowed: ["Passed", "Returned", "Rejected"])],
    };

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var milestone = step.Milestone;
        await db.Entry(milestone).Collection(m => m.Equivalents).LoadAsync(ct);
        var today = DateOnly.FromDateTime(step.Now);
        switch (step.Text("status"))
        {
            case "Passed": milestone.Pass(today, await ConditionsAsync(step, ct)); break;
            case "Returned": milestone.Return(); break;
            default: milestone.Reject(today); break;
        }

        return StepEnd.Done;
    }

    /// <summary>What those who decided on the last version asked for when they approved with conditions.</summary>
    private async Task<string?> ConditionsAsync(RouteStep step, CancellationToken ct)
    {
        var submission = await step.SubmissionAsync(ct);
        if (step.Process.Id > 0)
            await db.Decisions.Include(d => d.Task).Where(d => d.Task.ProcessId == step.Process.Id && d.Kind == DecisionKind.ApprovedWithConditions).LoadAsync(ct);
        var conditions = db.Decisions.Local
            .Where(d => d.Kind == DecisionKind.ApprovedWithConditions && d.Task.Process == step.Process && (submission is null || d.Task.Submission == submission))
            .OrderBy(d => d.At).Select(d => d.Comment).ToList();
        return conditions.Count == 0 ? null : string.Join("\n\n", conditions);
    }
}
