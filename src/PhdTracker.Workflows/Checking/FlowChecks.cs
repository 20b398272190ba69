namespace PhdTracker.Workflows;

/// <summary>Finds what would make a container stop silently, run for ever or depend on chance.</summary>
internal sealed class FlowChecks(CompiledScope scope, List<DefinitionProblem> problems)
{
    private readonly FlowGraph _graph = scope.Graph;
    private readonly IReadOnlyList<CompiledActivity> _activities = scope.Activities;

    public void Run()
    {
        Unreachable();
        EndsOutsideAFlowchart();
        var sideways = SidewaysLoops();
        RestlessLoops();
        if (sideways)
            return;
        foreach (var join in _activities.Where(activity => activity.JoinMode == JoinMode.WaitAll && _graph.Reachable(activity.Place)))
            ImpassableJoin(join);
    }

    private void Unreachable()
    {
        foreach (var activity in _activities.Where(activity => !_graph.Reachable(activity.Place)))
        {
            Problem(activity.Place, "Nothing leads to this step.", scope.Container is { } container
                ? $"Connect a step to it, or remove it. '{container.Id}' starts at '{scope.Start.Id}'."
                : $"Connect a step to it, or remove it. The workflow starts at '{scope.Start.Id}'.");
        }
    }

    // Elsa knows an end only in a flowchart; in a sequence or a loop it goes on after it.
    private void EndsOutsideAFlowchart()
    {
        if (scope.IsFlowchart)
            return;
        foreach (var end in _activities.Where(activity => activity.Type.BuiltIn == BuiltIn.End))
            Problem(end.Place, $"It stands in '{scope.Container!.Id}', and only a flowchart has an end.", "Use Elsa.Finish to end the whole workflow, or take it out.");
    }

    private bool SidewaysLoops()
    {
        var closers = _graph.LoopClosers(_ => true, edge => !_graph.IsBackward(edge));
        foreach (var edge in closers)
        {
            var gate = _activities[_graph.NearestGate(edge.Source, edge.Target)].Id;
            Problem(edge.Source, $"Its way back on '{edge.Port}' leads to '{_activities[edge.Target].Id}', which not every way from the start to here passes.",
                $"Lead it back to '{gate}', which every way passes, or give this way its own step.");
        }

        return closers.Count > 0;
    }

    private void RestlessLoops()
    {
        foreach (var edge in _graph.LoopClosers(node => !_activities[node].Waits, _ => true))
        {
            Problem(edge.Source, $"Its way on '{edge.Port}' to '{_activities[edge.Target].Id}' closes a loop in which no step waits for anybody.",
                "Put a step that waits into the loop, or take the loop out.");
        }
    }

    private void ImpassableJoin(CompiledActivity join)
    {
        var inbound = _graph.Incoming(join.Place).Where(edge => !_graph.IsBackward(edge)).ToList();
        if (inbound.Count < 2 || new TogetherWays(_graph, _activities, join.Place, inbound).Excluded() is not { } pair)
            return;
        Problem(join.Place, $"It waits for all, but {Way(pair.First)} and {Way(pair.Second)} exclude each other, so no run can pass it.",
            "Give it the mode WaitAllActive, or bring the two ways together before it.");
    }

    private string Way(Edge edge) => $"the way from '{_activities[edge.Source].Id}' on '{edge.Port}'";

    private void Problem(int node, string message, string remedy) =>
        problems.Add(new DefinitionProblem(_activities[node].Id, null, message, remedy));
}
