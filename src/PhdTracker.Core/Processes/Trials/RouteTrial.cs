using PhdTracker.Core.Milestones.Rules.Calendars;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Trials;

/// <summary>Runs a route without a database and without people: what it asks waits for an answer given by hand, what it would do to a case is passed over.</summary>
public static class RouteTrial
{
    // Nobody's calendar: only weekends are free.
    private static readonly WorkingDays Weekdays = new([]);

    /// <summary>A trial of a route, to be started.</summary>
    public static WorkflowTrial Of(CompiledWorkflow workflow, DateTime now) => new(workflow, now, Run);

    // A step with several outcomes and none of them Done cannot be passed over: somebody must say which.
    private static void Run(WorkflowRun run, ActivityCall call)
    {
        var lapses = call.Activity.Outcomes.Contains("Lapsed", StringComparer.Ordinal) && call.Number("lapsesAfter") is { } days
            ? TaskDays.EndOf(Weekdays.Add(DateOnly.FromDateTime(run.Now), (int)days, null), null)
            : (DateTime?)null;
        if (IsAsked(call.Activity) || !call.Activity.Outcomes.Contains("Done", StringComparer.Ordinal))
            run.Wait(call, call.Text("title"), lapses, lapses is null ? null : "Lapsed");
        else
            run.Complete(call, "Done");
    }

    private static bool IsAsked(CompiledActivity activity) =>
        activity.Type.TypeName == RequestDecision.Type.TypeName || activity.Type.TypeName == RequestSubmission.Type.TypeName;
}
