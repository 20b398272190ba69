using System.Globalization;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>Tells people that deadlines have moved: one mail to each about all that one act moved, and none before the programme's go-live date.</summary>
public sealed class MovedDeadlines(ConcernedPeople concerned, Notifier notifier, TimeProvider clock)
{
    /// <summary>The deadlines of a plan as they stand before an act.</summary>
    public static IReadOnlyDictionary<Milestone, DateOnly?> Of(Candidature candidature) =>
        candidature.Milestones.Where(IsDeadline).ToDictionary(m => m, m => m.DueOn);

    /// <summary>Tells the student and those who supervise, but not who acted.</summary>
    /// <param name="candidature">With its plan, its student and supervisors.</param>
    /// <param name="before">What <see cref="Of"/> gave before the act.</param>
    /// <param name="reason">Why, as everybody may read it.</param>
    public void Tell(Candidature candidature, IReadOnlyDictionary<Milestone, DateOnly?> before, Person by, Func<Texts, string> reason)
    {
        if (!Moved(candidature, before).Any() || !IsLive(candidature))
            return;
        foreach (var person in concerned.Around(candidature).Where(p => p != by))
        {
            var texts = Texts.For(person.Language);
            var lines = Lines(texts, candidature, before);
            notifier.Tell(person, person == candidature.Student ? "DeadlinesChangedYours" : "DeadlinesChanged", string.Create(CultureInfo.InvariantCulture, $"/candidatures/{candidature.Id}"), null,
                candidature.Student.DisplayName, by.DisplayName, reason(texts), lines);
        }
    }

    /// <summary>Whether the programme sends anything about deadlines yet.</summary>
    public bool IsLive(Candidature candidature) => candidature.Studentship.Project.Programme.GoLiveOn <= clock.Today();

    /// <summary>What another milestone's submission serves is not told beside it.</summary>
    private static bool IsDeadline(Milestone milestone) => !milestone.IsClosed && milestone.EquivalentTo is null;

    private static IEnumerable<Milestone> Moved(Candidature candidature, IReadOnlyDictionary<Milestone, DateOnly?> before) =>
        candidature.Milestones.Where(m => IsDeadline(m) && before.GetValueOrDefault(m) != m.DueOn).OrderBy(m => m.DueOn);

    /// <summary>Each deadline that has moved since, as a mail lists them; empty where none has.</summary>
    /// <param name="before">What <see cref="Of"/> gave before the act.</param>
    internal static string Lines(Texts texts, Candidature candidature, IReadOnlyDictionary<Milestone, DateOnly?> before) =>
        string.Join('\n', Moved(candidature, before).Select(m => Line(texts, m.TitleIn(texts), before.GetValueOrDefault(m), m.DueOn)));

    /// <summary>A date and what it has become, as a mail lists it.</summary>
    internal static string Line(Texts texts, string title, DateOnly? before, DateOnly? after) => texts["Milestone.Moved", title, Day(texts, before), Day(texts, after)];

    private static string Day(Texts texts, DateOnly? day) => day is { } known ? texts.Date(known) : texts["Milestone.NoDate"];
}
