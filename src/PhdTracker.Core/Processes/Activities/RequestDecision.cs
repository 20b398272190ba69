using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Asks whoever holds a role for a decision, or for an opinion that may lapse.</summary>
public sealed class RequestDecision(TaskOpening opening) : RouteActivity
{
    /// <summary>A person or a group, where no role of the case is asked.</summary>
    public static InputForms Named { get; } = new(Assignees.IsByName, [new("Example.Person"), new("Example.Group")]);

    /// <summary>The working days after which whoever has it on their desk is reminded.</summary>
    public static ActivityInput Reminders { get; } =
        new("reminders", InputType.List, Forms: new InputForms(ReminderDays.Knows, [new("Example.Reminders", ReminderDays.Most, "[5, 10]", "[]")]));

    /// <summary>How a route writes it. Days are working days of the side that is asked.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.RequestDecision")
    {
        Inputs =
        [
            new("assignee", InputType.Text, Required: true, Allowed: Desks.Askable, Forms: Named),
            new("title", InputType.Text, Required: true),
            new("titleFr", InputType.Text),
            new("kind", InputType.Text, Allowed: ["Decision", "Opinion"]),
            new("choices", InputType.Text, Allowed: Enum.GetNames<TaskChoices>()),
            new("complete", InputType.Text, Allowed: [Ballot.Any, Ballot.All], Forms: new InputForms(Ballot.Knows, [new("Example.Approvals")])),
            new("order", InputType.Text, Allowed: ["parallel", "sequential"]),
            new("dueIn", InputType.Number),
            new("lapsesAfter", InputType.Number),
            Reminders,
        ],
        Outputs = ["decision"],
        Outcomes = OutcomesOf,
        // Definitions from before outcomes followed the choices connect it although nobody can answer so.
        IdleOutcomes = shape => shape.Literal("choices") == nameof(TaskChoices.Endorse) ? ["Rejected"] : [],
        OutcomeOutput = "decision",
        Waits = true,
    };

    public override Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct) =>
        opening.OpenAsync(step, step.Call.Text("kind") == "Opinion" ? TaskKind.Opinion : TaskKind.Decision, task =>
        {
            task.Offer(Enum.Parse<TaskChoices>(step.Call.Text("choices") ?? nameof(TaskChoices.Review)));
            task.Take(step.Call.Text("complete") ?? Ballot.Any, step.Call.Text("order") == "sequential");
        }, ct);

    /// <summary>The outcomes of the answers that it takes, and that of no answer where it lapses.</summary>
    private static IReadOnlyList<string> OutcomesOf(ActivityShape shape)
    {
        var kind = shape.Literal("kind") == "Opinion" ? TaskKind.Opinion : TaskKind.Decision;
        var choices = Enum.TryParse<TaskChoices>(shape.Literal("choices"), out var named) ? named : TaskChoices.Review;
        IEnumerable<string> outcomes = ProcessTask.Answers(kind, choices).Select(Decision.Outcome).Distinct();
        return [.. shape.IsSet("lapsesAfter") ? outcomes.Append("Lapsed") : outcomes];
    }
}
