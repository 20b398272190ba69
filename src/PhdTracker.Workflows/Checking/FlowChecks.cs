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
            Problem(activity.Place, new("Problem.Unreachable"), scope.Container is { } container
                ? new("Remedy.ConnectOrRemoveIn", container.Id, scope.Start.Id)
                : new("Remedy.ConnectOrRemove", scope.Start.Id));
        }
    }

    // Elsa knows an end only in a flowchart; in a sequence or a loop it goes on after it.
    private void EndsOutsideAFlowchart()
    {
        if (scope.IsFlowchart)
            return;
        foreach (var end in _activities.Where(activity => activity.Type.BuiltIn == BuiltIn.End))
            Problem(end.Place, new("Problem.EndOutsideFlowchart", scope.Container!.Id), new("Remedy.UseFinish"));
    }

    private bool SidewaysLoops()
    {
        var closers = _graph.LoopClosers(_ => true, edge => !_graph.IsBackward(edge));
        foreach (var edge in closers)
        {
            var gate = _activities[_graph.NearestGate(edge.Source, edge.Target)].Id;
            Problem(edge.Source, new("Problem.SidewaysLoop", edge.Port, _activities[edge.Target].Id), new("Remedy.LeadBack", gate));
        }

        return closers.Count > 0;
    }

    private void RestlessLoops()
    {
        foreach (var edge in _graph.LoopClosers(node => !_activities[node].Waits, _ => true))
        {
            Problem(edge.Source, new("Problem.RestlessLoop", edge.Port, _activities[edge.Target].Id), new("Remedy.WaitInLoop"));
        }
    }

    private void ImpassableJoin(CompiledActivity join)
    {
        var inbound = _graph.Incoming(join.Place).Where(edge => !_graph.IsBackward(edge)).ToList();
        if (inbound.Count < 2 || new TogetherWays(_graph, _activities, join.Place, inbound).Excluded() is not { } pair)
            return;
        Problem(
            join.Place, new("Problem.JoinImpassable", _activities[pair.First.Source].Id, pair.First.Port, _activities[pair.Second.Source].Id, pair.Second.Port), new("Remedy.BringTogether"));
    }

    private void Problem(int node, ProblemText what, ProblemText toDo) =>
        problems.Add(new DefinitionProblem(_activities[node].Id, null, what, toDo));
}
