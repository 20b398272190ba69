using PhdTracker.Core.Data;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Starts another route about the same case, on the version with which one starts now, and waits for its end where the step says so.</summary>
public sealed class StartRoute(PhdTrackerDb db, ProcessRunner runner, DefinitionLibrary definitions) : RouteActivity
{
    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var workflow = await definitions.LatestAsync(db, step.Text("workflowDefinitionId"), step.Now, ct);
        EnsureBounded(step.Process, workflow.Definition.DefinitionId);
        var inputs = step.Call.Fields("input");
        if (inputs.Keys.FirstOrDefault(name => workflow.Definition.Inputs.All(i => i.Name != name)) is { } unknown)
            throw new DomainRuleException("SubRouteInputUnknown", workflow.Definition.DefinitionId, unknown);
        var child = await runner.StartSubRouteAsync(step, workflow, inputs, ct);
        if (!step.Call.IsTrue("waitForCompletion"))
            return StepEnd.Done;
        return child.SubStatus == "Finished"
            ? StepEnd.DoneWith(new Dictionary<string, JsValue> { ["result"] = (await runner.InstanceAsync(child, ct)).Result })
            : StepEnd.Waiting(bookmark => child.AwaitAt(bookmark.Id));
    }

    private static void EnsureBounded(Process process, string routeId)
    {
        var above = process.Above().Prepend(process).Select(p => p.DefinitionId).ToList();
        if (above.Contains(routeId))
            throw new DomainRuleException("SubRouteOfItself", string.Join(" → ", above.AsEnumerable().Reverse().Append(routeId)));
        if (above.Count > HostTypes.MostDepth)
            throw new DomainRuleException("SubRouteTooDeep", HostTypes.MostDepth);
    }
}
