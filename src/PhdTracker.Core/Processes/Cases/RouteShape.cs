using PhdTracker.Core.Processes.Activities;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>What a step is to those who look at the route.</summary>
public enum StepKind { Person, Wait, Choice, Start, End, Fork, Join, Route, App }

/// <summary>A way between two steps that are shown, past the steps of the app between them.</summary>
/// <param name="Port">The outcome by which it leaves.</param>
/// <param name="Status">The last status that is set on the way.</param>
/// <param name="Passed">The steps of the app that are run on it, in order.</param>
public sealed record ShapeWay(string From, string Port, string To, string? Status, IReadOnlyList<string> Passed)
{
    /// <summary>From step to step, as the definition connects them.</summary>
    public IEnumerable<(string From, string To)> Hops => Passed.Prepend(From).Zip(Passed.Append(To));
}

/// <summary>
/// A route as people see it: questions, waits, choices and ends. What the app does in between without a choice (statuses, mails,
/// variables) is part of the way on which it is done.
/// </summary>
public sealed class RouteShape
{
    private readonly WorkflowDefinition _definition;
    private readonly Dictionary<string, ActivityDefinition> _byId;
    private readonly ILookup<string, ConnectionDefinition> _next;
    private readonly HashSet<string> _shown;

    /// <param name="always">Steps to be shown whatever they are.</param>
    public RouteShape(WorkflowDefinition definition, IReadOnlySet<string>? always = null)
    {
        _definition = definition;
        _byId = definition.Activities.DistinctBy(activity => activity.Id, StringComparer.Ordinal).ToDictionary(activity => activity.Id, StringComparer.Ordinal);
        _next = definition.Connections.Where(way => _byId.ContainsKey(way.Source) && _byId.ContainsKey(way.Target)).ToLookup(way => way.Source, StringComparer.Ordinal);
        _shown = _byId.Values.Where(activity => KindOf(activity) != StepKind.App || _next[activity.Id].Select(way => way.Port).Distinct(StringComparer.Ordinal).Count() > 1 || always?.Contains(activity.Id) == true)
            .Select(activity => activity.Id).ToHashSet(StringComparer.Ordinal);
        Steps = [.. _byId.Values.Where(activity => _shown.Contains(activity.Id))];
        Ways = [.. Steps.SelectMany(From)];
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ActivityDefinition> Steps { get; }

    /// <summary>In the order of the file; none leads to nowhere.</summary>
    public IReadOnlyList<ShapeWay> Ways { get; }

    /// <summary>What a step is.</summary>
    public StepKind KindOf(ActivityDefinition activity) => activity.Type switch
    {
        "PhdTracker.RequestDecision" or "PhdTracker.RequestAction" or "PhdTracker.RequestSubmission" or "Elsa.RunTask" => StepKind.Person,
        "Elsa.Start" => StepKind.Start,
        "Elsa.End" or "Elsa.Finish" => StepKind.End,
        "Elsa.FlowFork" => StepKind.Fork,
        "Elsa.FlowJoin" => StepKind.Join,
        "Elsa.DispatchWorkflow" or "Elsa.ExecuteWorkflow" => StepKind.Route,
        "Elsa.Event" or "Elsa.Delay" or "Elsa.StartAt" or "Elsa.Timer" or "Elsa.Cron" => StepKind.Wait,
        _ when _next[activity.Id].Select(way => way.Port).Distinct(StringComparer.Ordinal).Skip(1).Any() => StepKind.Choice,
        _ when RouteActivities.Registry.Find(activity.Type) is { Waits: true } => StepKind.Wait,
        _ => StepKind.App,
    };

    /// <summary>The step of that id, whether it is shown or on a way.</summary>
    public ActivityDefinition Step(string id) => _byId[id];

    private IEnumerable<ShapeWay> From(ActivityDefinition step) => _next[step.Id].SelectMany(way => Follow(step.Id, way.Port, way.Target, null, []));

    /// <summary>Where a way comes out: at the next step that is shown, however many of the app's own are between.</summary>
    private IEnumerable<ShapeWay> Follow(string from, string port, string at, string? status, List<string> passed)
    {
        while (!_shown.Contains(at))
        {
            if (passed.Contains(at))
                yield break;
            passed.Add(at);
            if (_byId[at].Type == "PhdTracker.SetStatus")
                status = _byId[at].Text("status") ?? status;
            var onward = _next[at].ToList();
            if (onward.Count != 1)
            {
                foreach (var way in onward.SelectMany(way => Follow(from, port, way.Target, status, [.. passed])))
                    yield return way;
                yield break;
            }

            at = onward[0].Target;
        }

        yield return new ShapeWay(from, port, at, status, [.. passed]);
    }

    /// <summary>The definition that it was read from.</summary>
    public WorkflowDefinition Definition => _definition;
}
