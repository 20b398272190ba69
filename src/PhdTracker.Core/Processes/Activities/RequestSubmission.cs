using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Asks the student to hand in a new version.</summary>
public sealed class RequestSubmission(PhdTrackerDb db, Desks desks, Notifier notifier) : RouteActivity
{
    /// <summary>How a route writes it.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.RequestSubmission")
    {
        Inputs = [new("title", InputType.Text, Required: true), new("titleFr", InputType.Text), RequestDecision.Reminders],
        Outcomes = _ => ["Submitted", "Withdrawn"],
        Waits = true,
    };

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var student = await desks.HoldersAsync(step.Desk, "student", step.Today, ct);
        var party = await desks.PartyAsync(step.Desk, "student", ct);
        var submission = await step.SubmissionAsync(ct);
        return StepEnd.Waiting(bookmark =>
        {
            var task = new ProcessTask(step.Process, bookmark.ActivityId, Bookmarks.Key(bookmark), TaskKind.Submission, "student", party, submission, step.Now, null, null);
            task.Name(step.Text("title"), step.Call.Text("titleFr") ?? step.Text("title"));
            task.Remind(step.Call.Text("reminders"));
            task.Ask(student);
            db.Tasks.Add(task);
            foreach (var person in student)
                notifier.Tell(person, "NewVersionAsked", $"/milestones/{step.Milestone.Id}", null, RouteStep.In(person, step.Milestone.TitleEn, step.Milestone.TitleFr), step.By?.DisplayName);
        });
    }
}
