using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>Tells people what has come to their desk.</summary>
public sealed class TaskMails(Notifier notifier)
{
    /// <summary>Tells each of these people; the task must have its id, and its process be loaded with what it is about.</summary>
    public void Tell(ProcessTask task, IEnumerable<Person> people)
    {
        foreach (var person in people)
            Tell(task, person);
    }

    private void Tell(ProcessTask task, Person person)
    {
        var texts = Texts.For(person.Language);
        if (task.Process.Milestone is null)
            notifier.Tell(person, task.Kind == TaskKind.Action ? "ActionAsked" : "AnswerAsked", $"/tasks/{task.Id}", null, texts.Of(task.TitleEn, task.TitleFr), task.Process.Subject?.TitleIn(texts));
        else
            TellOfMilestone(task, person, task.Process.Milestone.TitleIn(texts), task.Process.Candidature!.Student.DisplayName);
    }

    private void TellOfMilestone(ProcessTask task, Person person, string about, string student)
    {
        if (task.Kind == TaskKind.Action)
            notifier.Tell(person, "ActionAsked", $"/tasks/{task.Id}", null, Texts.For(person.Language).Of(task.TitleEn, task.TitleFr), Texts.For(person.Language)["Case.OfStudent", about, student]);
        else if (task is { Kind: TaskKind.Opinion, LapsesOn: { } lapses })
            notifier.Tell(person, "OpinionAsked", $"/tasks/{task.Id}", null, about, student, task.Submission?.Number ?? 1, lapses);
        else
            notifier.Tell(person, "DecisionAsked", $"/tasks/{task.Id}", null, about, student, task.Submission?.Number ?? 1);
    }
}
