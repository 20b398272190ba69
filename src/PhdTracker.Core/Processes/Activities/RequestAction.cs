using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Asks whoever holds a role to do something on a page of its own; the command behind that page lets the route go on.</summary>
public sealed class RequestAction(TaskOpening opening) : RouteActivity
{
    /// <summary>How a route writes it. The page is <c>{the case's page}/{action}</c>; days are working days of the side that is asked.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.RequestAction")
    {
        Inputs =
        [
            new("assignee", InputType.Text, Required: true, Allowed: Desks.Askable, Forms: RequestDecision.Named),
            new("title", InputType.Text, Required: true),
            new("titleFr", InputType.Text),
            new("action", InputType.Text, Required: true),
            new("outcomes", InputType.TextList),
            new("dueIn", InputType.Number),
            RequestDecision.Reminders,
        ],
        Outcomes = shape => shape.List("outcomes") is { Count: > 0 } outcomes ? outcomes : ["Done"],
        Waits = true,
    };

    public override Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct) =>
        opening.OpenAsync(step, TaskKind.Action, task => task.Lead(step.Text("action")), ct);
}
