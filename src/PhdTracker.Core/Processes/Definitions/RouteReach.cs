using PhdTracker.Core.Calls;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes;

/// <summary>A step that starts another route.</summary>
public sealed record SubRouteStep(string ActivityId, string RouteId);

/// <summary>Checks what a route sets going beyond itself: the routes that it starts, and the events that it tells. What is computed shows when it runs.</summary>
public static class RouteReach
{
    /// <summary>Events that the app alone tells: what they stand for must have happened.</summary>
    public static IReadOnlySet<string> EventsOfTheApp { get; } = new HashSet<string>(StringComparer.Ordinal) { AgreeToPublishHandler.Event };

    /// <summary>The steps that start another route.</summary>
    public static IReadOnlyList<SubRouteStep> SubRoutes(WorkflowDefinition definition) =>
    [
        .. definition.AllActivities.Where(a => HostTypes.StartsWorkflow(a.Type))
            .Select(a => a.Text("workflowDefinitionId") is { } id && !a.IsComputed("workflowDefinitionId") ? new SubRouteStep(a.Id, id) : null).OfType<SubRouteStep>(),
    ];

    /// <summary>All that is wrong with it.</summary>
    /// <param name="find">The version of a route with which one would start; null where none would.</param>
    public static IReadOnlyList<DefinitionProblem> Problems(WorkflowDefinition definition, Func<string, WorkflowDefinition?> find) =>
    [
        .. SubRoutes(definition).Select(sub => Problem(sub, [definition.DefinitionId], sub.RouteId, find)).OfType<DefinitionProblem>(),
        .. definition.AllActivities.Where(a => a.Type == HostTypes.PublishEvent.TypeName && !a.IsComputed("eventName") && a.Text("eventName") is { } name && EventsOfTheApp.Contains(name))
            .Select(a => new DefinitionProblem(a.Id, null, new("Problem.EventOfTheApp", a.Text("eventName")), new("Remedy.OtherEvent"))),
    ];

    /// <summary>Every route that is started on the way, each once.</summary>
    public static IReadOnlyList<string> Reached(WorkflowDefinition definition, Func<string, WorkflowDefinition?> find)
    {
        var (found, known) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var next = new Queue<WorkflowDefinition>([definition]);
        while (next.TryDequeue(out var from))
        {
            foreach (var id in SubRoutes(from).Select(sub => sub.RouteId).Where(known.Add))
            {
                found.Add(id);
                if (find(id) is { } to)
                    next.Enqueue(to);
            }
        }

        return found;
    }

    // The routes on the way to here are in path; what a sub-route starts in its turn is looked at too.
    private static DefinitionProblem? Problem(SubRouteStep step, IReadOnlyList<string> path, string id, Func<string, WorkflowDefinition?> find)
    {
        if (path.Contains(id))
            return new(step.ActivityId, null, new("Problem.StartsItself", string.Join(" → ", path.Append(id))), new("Remedy.OtherRoute"));
        if (path.Count > HostTypes.MostDepth)
            return new(step.ActivityId, null, new("Problem.RoutesTooDeep", HostTypes.MostDepth, string.Join(" → ", path.Append(id))), new("Remedy.JoinRoutes"));
        if (find(id) is not { } definition)
        {
            return path.Count == 1
                ? new(step.ActivityId, null, new("Problem.NoRoute", id), new("Remedy.NameRoute"))
                : null;
        }

        return SubRoutes(definition).Select(sub => sub.RouteId).Distinct(StringComparer.Ordinal).Select(next => Problem(step, [.. path, id], next, find)).FirstOrDefault(problem => problem is not null);
    }
}
