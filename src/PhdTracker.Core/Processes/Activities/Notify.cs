using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Tells somebody how a milestone ended, or about any case what the step's message says: <c>Mail.{message}</c>, with the case's title, who acted and which deadlines a change has moved.</summary>
public sealed class Notify(PhdTrackerDb db, Desks desks, Notifier notifier) : RouteActivity
{
    /// <summary>How a route writes it.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.Notify")
    {
        Inputs = [new("to", InputType.Text, Required: true, Allowed: Desks.Askable, Forms: RequestDecision.Named), new("message", InputType.Text)],
    };

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var people = await desks.HoldersAsync(step.Desk, step.Text("to"), step.Today, ct);
        var (message, by) = (step.Call.Text("message"), step.By?.DisplayName);
        void TellAll()
        {
            foreach (var person in people)
                Tell(person, step.Subject, message, by, step.Process.Candidature?.Student);
        }

        // What is new has no address yet.
        if (step.Subject.Id > 0)
            TellAll();
        else
            db.OnceSaved(TellAll);
        return StepEnd.Done;
    }

    private void Tell(Person person, IProcessSubject subject, string? message, string? by, Person? student)
    {
        if (message is not null)
            TellMessage(person, message, subject, by, Texts.For(person.Language));
        else if (subject is Milestone milestone)
            TellOutcome(person, milestone, student!);
        else
            throw new InvalidOperationException("The step does not say its message.");
    }

    private void TellMessage(Person person, string message, IProcessSubject subject, string? by, Texts texts) =>
        notifier.Tell(person, message, subject.Path(), null, subject.TitleIn(texts), by ?? "", subject is ChangeRequest request ? request.MovedIn(texts) : "");

    private void TellOutcome(Person person, Milestone milestone, Person student)
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
