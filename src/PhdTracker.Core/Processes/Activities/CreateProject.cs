using PhdTracker.Core.Proposals;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Creates the project of an accepted proposal.</summary>
public sealed class CreateProject(AcceptedProjects projects) : RouteActivity
{
    /// <summary>How a route writes it.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.CreateProject");

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        await projects.OfAsync(step.Proposal, step.By, ct);
        return StepEnd.Done;
    }
}
