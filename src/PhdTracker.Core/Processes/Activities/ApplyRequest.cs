using PhdTracker.Core.ChangeRequests;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Makes true what a change request asks for. What came in between and does not let it is an incident.</summary>
public sealed class ApplyRequest(ApprovedChanges changes) : RouteActivity
{
    /// <summary>How a route writes it.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.ApplyRequest");

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var request = step.Process.ChangeRequest ?? throw new InvalidOperationException("The process is about no change request.");
        await changes.ApplyAsync(request, step.Process, step.By, ct);
        return StepEnd.Done;
    }
}
