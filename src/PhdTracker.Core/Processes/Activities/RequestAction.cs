using PhdTracker.Core.Data;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Asks whoever holds a role to do something on a page of its own; the command behind that page lets the route go on.</summary>
public sealed class RequestAction(PhdTrackerDb db, Desks desks, TaskMails asks, TaskDays days) : RouteActivity
{
    /// <summary>How a route writes it. The page is <c>{the case's page}/{action}</c>; days are working days of the side that is asked.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.RequestAction")
    {
        Inputs =
        [
            new("assignee", InputType.Text, Required: true, Allowed: Desks.Askable),
            new("title", InputType.Text, Required: true),
            new("titleFr", InputType.Text, Required: true),
            new("action", InputType.Text, Required: true),
            new("outcomes", InputType.TextList),
            new("dueIn", InputType.Number),
        ],
        Outcomes = shape => shape.List("outcomes") is { Count: > 0 } outcomes ? outcomes : ["Done"],
        Waits = true,
    };

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var asked = step.Text("assignee");
        var people = await desks.HoldersAsync(step.Desk, asked, step.Today, ct);
        var party = await desks.PartyAsync(step.Desk, asked, ct);
        if (party is not null)
            await db.Entry(party).Reference(p => p.Institution).LoadAsync(ct);
        var due = days.After(step, party, "dueIn");
        var submission = await step.SubmissionAsync(ct);
        return StepEnd.Waiting(bookmark =>
        {
            var task = new ProcessTask(step.Process, bookmark.ActivityId, Bookmarks.Key(bookmark), TaskKind.Action, asked, party, submission, step.Now, due, null);
            task.Name(step.Text("title"), step.Text("titleFr"));
            task.Lead(step.Text("action"));
            task.Ask(people);
            db.Tasks.Add(task);
            // Who has just acted and goes on with the next step needs no mail about it.
            db.OnceSaved(() => asks.Tell(task, people.Where(p => p != step.By)));
        });
    }
}
