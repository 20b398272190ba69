using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules.Calendars;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Asks whoever holds a role for a decision, or for an opinion that may lapse.</summary>
public sealed class RequestDecision(PhdTrackerDb db, Desks desks, Notifier notifier, WorkingDays workingDays) : RouteActivity
{
    /// <summary>How a route writes it. Days are working days of the side that is asked.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.RequestDecision")
    {
        Inputs =
        [
            new("assignee", InputType.Text, Required: true, Allowed: Askable),
            new("title", InputType.Text, Required: true),
            new("titleFr", InputType.Text, Required: true),
            new("kind", InputType.Text, Allowed: ["Decision", "Opinion"]),
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
        var (asked, candidature) = (step.Text("assignee"), step.Candidature);
        var people = await desks.HoldersAsync(candidature, asked, DateOnly.FromDateTime(step.Now), ct);
        var party = await desks.PartyAsync(candidature, asked, ct);
        if (party is not null)
            await db.Entry(party).Reference(p => p.Institution).LoadAsync(ct);
        var submission = await step.SubmissionAsync(ct);
        var kind = step.Call.Text("kind") == "Opinion" ? TaskKind.Opinion : TaskKind.Decision;
        var (due, lapses) = (Day(step, party, "dueIn"), Day(step, party, "lapsesAfter"));
        var lapsesAt = lapses is { } day ? EndOf(day, party?.Institution) : (DateTime?)null;
        return StepEnd.Waiting(bookmark =>
        {
            var task = new ProcessTask(step.Process, bookmark.ActivityId, Bookmarks.Key(bookmark), kind, asked, party, submission, step.Now, due, lapses);
            task.Name(step.Text("title"), step.Text("titleFr"));
            task.Ask(people);
            db.Tasks.Add(task);
            db.OnceSaved(() => Tell(task, people, step));
        }, lapsesAt, lapsesAt is null ? null : "Lapsed");
    }

    private void Tell(ProcessTask task, IReadOnlyList<Person> people, RouteStep step)
    {
        var (milestone, student) = (step.Process.Milestone, step.Candidature.Student.DisplayName);
        foreach (var person in people)
        {
            var about = milestone is null ? RouteStep.In(person, task.TitleEn, task.TitleFr) : RouteStep.In(person, milestone.TitleEn, milestone.TitleFr);
            if (task.Kind == TaskKind.Opinion && task.LapsesOn is { } lapses)
                notifier.Tell(person, "OpinionAsked", $"/tasks/{task.Id}", null, about, student, task.Submission?.Number ?? 1, lapses);
            else
                notifier.Tell(person, "DecisionAsked", $"/tasks/{task.Id}", null, about, student, task.Submission?.Number ?? 1);
        }
    }

    // The n-th working day after today, as the side that is asked counts.
    private DateOnly? Day(RouteStep step, ProgrammeParty? party, string input)
    {
        if (step.Call.Number(input) is not { } days)
            return null;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(step.Now, Zone(party?.Institution)));
        return workingDays.Add(today, (int)days, WorkingDays.CalendarOf(party?.Institution.Country ?? ""));
    }

    // A day ends at midnight on the clock of the side that is asked.
    private static DateTime EndOf(DateOnly day, Institution? institution)
    {
        var zone = Zone(institution);
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(30);
        return TimeZoneInfo.ConvertTimeToUtc(midnight, zone);
    }

    private static TimeZoneInfo Zone(Institution? institution) => institution is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(institution.TimeZone);
}
