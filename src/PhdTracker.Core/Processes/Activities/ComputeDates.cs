using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Computes the candidature's plan anew: dates that hang on what has just happened move.</summary>
public sealed class ComputeDates(PhdTrackerDb db, PlanMilestones plan) : RouteActivity
{
    /// <summary>How a route writes it.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.ComputeDates");

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        await PlanMilestones.WithPlan(db.Candidatures.Where(c => c.Id == step.Candidature.Id)).LoadAsync(ct);
        plan.For(step.Candidature);
        return StepEnd.Done;
    }
}
