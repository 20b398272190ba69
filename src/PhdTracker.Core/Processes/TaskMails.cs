using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Cases;

namespace PhdTracker.Core.Processes;

/// <summary>Tells people what has come to their desk, and offices what has come to nobody's.</summary>
public sealed class TaskMails(Notifier notifier, Desks desks)
{
    /// <summary>Tells each of these people; the task must have its id, and its process be loaded with what it is about.</summary>
    public void Tell(ProcessTask task, IEnumerable<Person> people)
    {
        foreach (var person in people)
            Tell(task, person);
    }

    /// <summary>The offices of both sides of a case.</summary>
    public async Task<(IReadOnlyList<Person> Home, IReadOnlyList<Person> Partner)> OfficesAsync(DeskCase about, DateOnly on, CancellationToken ct)
    {
        var offices = await desks.HoldersAsync([(about, "office:home"), (about, "office:partner")], on, ct);
        return (offices[(about, "office:home")], offices[(about, "office:partner")]);
    }

    /// <summary>Tells the office of each side on which nobody can be asked.</summary>
    /// <param name="vacant">Those sides, as <see cref="ProcessTask.Vacant"/> says them.</param>
    public void TellNobody(ProcessTask task, IReadOnlyList<bool> vacant, (IReadOnlyList<Person> Home, IReadOnlyList<Person> Partner) offices)
    {
        foreach (var person in vacant.SelectMany(partner => partner ? offices.Partner : offices.Home).Distinct())
        {
            var texts = Texts.For(person.Language);
            notifier.Tell(person, "NobodyToAsk", task.Process.Subject?.Path() ?? "/tasks/all?show=nobody", null,
                texts.Of(task.TitleEn, task.TitleFr), About(task, texts), DeskWords.Role(texts, task.AskedOf, task.Party?.Side ?? ""));
        }
    }

    private static string? About(ProcessTask task, Texts texts) => task.Process.Milestone is { } milestone
        ? texts["Case.OfStudent", milestone.TitleIn(texts), task.Process.Candidature!.Student.DisplayName]
        : task.Process.Subject?.TitleIn(texts);

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
        if (task is { Kind: TaskKind.Opinion, LapsesOn: { } lapses })
            notifier.Tell(person, "OpinionAsked", $"/tasks/{task.Id}", null, about, student, task.Submission?.Number ?? 1, lapses);
        else
            notifier.Tell(person, "DecisionAsked", $"/tasks/{task.Id}", null, about, student, task.Submission?.Number ?? 1);
    }
}
