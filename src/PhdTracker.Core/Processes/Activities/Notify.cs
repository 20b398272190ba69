using PhdTracker.Core.Milestones;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Tells somebody how a milestone ended.</summary>
public sealed class Notify(Desks desks, Notifier notifier) : RouteActivity
{
    /// <summary>How a route writes it.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.Notify")
    {
        Inputs = [new("to", InputType.Text, Required: true, Allowed: Askable)],
    };

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var (milestone, student) = (step.Milestone, step.Candidature.Student);
        foreach (var person in await desks.HoldersAsync(step.Candidature, step.Text("to"), DateOnly.FromDateTime(step.Now), ct))
            Tell(person, milestone, student);
        return StepEnd.Done;
    }

    private void Tell(Person person, Milestone milestone, Person student)
    {
        var title = RouteStep.In(person, milestone.TitleEn, milestone.TitleFr);
        var path = $"/milestones/{milestone.Id}";
        switch (milestone.State)
        {
            case MilestoneState.Passed: notifier.Tell(person, "MilestonePassed", path, null, title, student.DisplayName); break;
            case MilestoneState.PassedWithConditions: notifier.Tell(person, "MilestonePassedWithConditions", path, null, title, student.DisplayName, milestone.Conditions); break;
            case MilestoneState.Resubmit: notifier.Tell(person, "MilestoneRetake", path, null, title, student.DisplayName, milestone.DueOn); break;
            case MilestoneState.Failed: notifier.Tell(person, "MilestoneFailed", path, null, title, student.DisplayName); break;
        }
    }
}
