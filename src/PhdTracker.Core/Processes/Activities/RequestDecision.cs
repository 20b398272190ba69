using PhdTracker.Core.Data;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Asks whoever holds a role for a decision, or for an opinion that may lapse.</summary>
public sealed class RequestDecision(PhdTrackerDb db, Desks desks, TaskMails asks, TaskDays days) : RouteActivity
{
    /// <summary>How a route writes it. Days are working days of the side that is asked.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.RequestDecision")
    {
        Inputs =
        [
            new("assignee", InputType.Text, Required: true, Allowed: Desks.Askable),
            new("title", InputType.Text, Required: true),
            new("titleFr", InputType.Text, Required: true),
            new("kind", InputType.Text, Allowed: ["Decision", "Opinion"]),
            new("choices", InputType.Text, Allowed: Enum.GetNames<TaskChoices>()),
            new("dueIn", InputType.Number),
            new("lapsesAfter", InputType.Number),
        ],
        Outputs = ["decision"],
        Outcomes = shape => shape.IsSet("lapsesAfter") ? ["Approved", "Returned", "Rejected", "Lapsed"] : ["Approved", "Returned", "Rejected"],
        OutcomeOutput = "decision",
        Waits = true,
    };

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var asked = step.Text("assignee");
        var people = await desks.HoldersAsync(step.Desk, asked, step.Today, ct);
        var party = await desks.PartyAsync(step.Desk, asked, ct);
        if (party is not null)
            await db.Entry(party).Reference(p => p.Institution).LoadAsync(ct);
        var submission = await step.SubmissionAsync(ct);
        var kind = step.Call.Text("kind") == "Opinion" ? TaskKind.Opinion : TaskKind.Decision;
        var (due, lapses) = (days.After(step, party, "dueIn"), days.After(step, party, "lapsesAfter"));
        var lapsesAt = lapses is { } day ? TaskDays.EndOf(day, party?.Institution) : (DateTime?)null;
        return StepEnd.Waiting(bookmark =>
        {
            var task = new ProcessTask(step.Process, bookmark.ActivityId, Bookmarks.Key(bookmark), kind, asked, party, submission, step.Now, due, lapses);
            task.Name(step.Text("title"), step.Text("titleFr"));
            task.Offer(Enum.Parse<TaskChoices>(step.Call.Text("choices") ?? nameof(TaskChoices.Review)));
            task.Ask(people);
            db.Tasks.Add(task);
            db.OnceSaved(() => asks.Tell(task, people));
        }, lapsesAt, lapsesAt is null ? null : "Lapsed");
    }
}
