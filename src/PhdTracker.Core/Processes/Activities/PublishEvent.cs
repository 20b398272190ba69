namespace PhdTracker.Core.Processes.Activities;

/// <summary>Tells an event: routes about the same case that wait for it go on, in the same transaction. Whoever waits in the same process, the engine wakes.</summary>
public sealed class PublishEvent(ProcessRunner runner) : RouteActivity
{
    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var name = step.Text("eventName");
        if (RouteReach.EventsOfTheApp.Contains(name))
            throw new DomainRuleException("EventOfTheApp", name);
        if (!step.Call.IsTrue("isLocalEvent"))
            await runner.TellAsync(step, name, step.Call.Text("correlationId"), step.Call.Value("payload"), ct);
        return StepEnd.Done;
    }
}
