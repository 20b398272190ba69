using PhdTracker.Core.Milestones.Rules.Calendars;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Trials;

/// <summary>Runs a route without a database and without people: what it asks waits for an answer given by hand, what it would do to a case is passed over.</summary>
public static class RouteTrial
{
    // Nobody's calendar: only weekends are free.
    private static readonly WorkingDays Weekdays = new([]);

    /// <summary>A trial of a route, to be started: decisions and submissions are asked for, what is done on a page of its own is passed over where it can be.</summary>
    /// <param name="library">The routes that it may start, by their id.</param>
    public static WorkflowTrial Of(CompiledWorkflow workflow, DateTime now, Func<string, CompiledWorkflow?> library) =>
        new(workflow, now, (run, call) => Run(run, call, IsDecided(call.Activity)), library);

    /// <summary>A trial in which everything that the route asks of people waits for them; a sub-route is one step, which ends when it is said to.</summary>
    public static WorkflowTrial AsPeople(CompiledWorkflow workflow, DateTime now) => new(workflow, now, (run, call) => Run(run, call, call.Activity.Waits));

    /// <summary>The last day of so many working days from an instant.</summary>
    public static DateOnly DayAfter(DateTime from, int days) => Weekdays.Add(DateOnly.FromDateTime(from), days, null);

    // A step with several outcomes and none of them Done cannot be passed over: somebody must say which.
    private static void Run(WorkflowRun run, ActivityCall call, bool isAsked)
    {
        var lapses = call.Activity.Outcomes.Contains("Lapsed", StringComparer.Ordinal) && call.Number("lapsesAfter") is { } days
            ? TaskDays.EndOf(DayAfter(run.Now, (int)days), null)
            : (DateTime?)null;
        if (isAsked || !call.Activity.Outcomes.Contains("Done", StringComparer.Ordinal))
            run.Wait(call, call.Text("title"), lapses, lapses is null ? null : "Lapsed");
        else
            run.Complete(call, "Done");
    }

    private static bool IsDecided(CompiledActivity activity) =>
        activity.Type.TypeName == RequestDecision.Type.TypeName || activity.Type.TypeName == RequestSubmission.Type.TypeName;
}
