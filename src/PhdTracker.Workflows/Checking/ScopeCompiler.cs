namespace PhdTracker.Workflows;

/// <summary>Connects the activities of one scope.</summary>
internal sealed class ScopeCompiler(CompiledScope scope, List<DefinitionProblem> problems)
{
    private readonly List<CompiledActivity> _activities = scope.Activities;

    /// <summary>Makes the scope's graph, from the connections of a flowchart or the order of a sequence.</summary>
    public void Connect(IReadOnlyList<ConnectionDefinition> connections)
    {
        var edges = scope.IsFlowchart ? Edges(connections) : InOrder();
        var start = scope.IsFlowchart ? StartOf(edges) : 0;
        scope.Graph = new FlowGraph(_activities.Count, start, edges);
        if (scope.IsFlowchart)
            UnconnectedOutcomes();
    }

    /// <summary>The connections of all scopes, and which of them enter and leave each activity.</summary>
    public static IReadOnlyList<CompiledConnection> Connections(IReadOnlyList<CompiledScope> scopes)
    {
        var all = new List<CompiledConnection>();
        foreach (var scope in scopes)
        {
            var ways = scope.Graph.Edges.Select((edge, index) => new CompiledConnection(
                all.Count + index, scope.Activities[edge.Source].Index, edge.Port, scope.Activities[edge.Target].Index, scope.Graph.IsBackward(edge))).ToList();
            all.AddRange(ways);
            var (leaving, entering) = (ways.ToLookup(way => way.Source), ways.Where(way => !way.Backward).ToLookup(way => way.Target));
            foreach (var activity in scope.Activities)
            {
                // Backward connections come first: a new round must not cancel what the same completion starts.
                activity.Outgoing = [.. leaving[activity.Index].OrderByDescending(way => way.Backward)];
                activity.ForwardInbound = [.. entering[activity.Index]];
            }
        }

        return all;
    }

    private List<Edge> InOrder() =>
        [.. Enumerable.Range(0, Math.Max(0, _activities.Count - 1)).Where(place => _activities[place].Outcomes.Count > 0)
            .Select((place, index) => new Edge(index, place, CompiledScope.AnyPort, place + 1))];

    // Elsa.Start, else one that may start the workflow, else the first that nothing leads to.
    private int StartOf(List<Edge> edges)
    {
        var entered = edges.Select(edge => edge.Target).ToHashSet();
        var start = _activities.FindIndex(activity => activity.Type.BuiltIn == BuiltIn.Start);
        if (start < 0)
            start = _activities.FindIndex(activity => activity.Definition.CanStartWorkflow);
        if (start < 0)
            start = _activities.FindIndex(activity => !entered.Contains(activity.Place));
        return Math.Max(start, 0);
    }

    private List<Edge> Edges(IReadOnlyList<ConnectionDefinition> connections)
    {
        var places = _activities.DistinctBy(activity => activity.Id).ToDictionary(activity => activity.Id, activity => activity.Place, StringComparer.Ordinal);
        var edges = new List<Edge>();
        var seen = new HashSet<ConnectionDefinition>();
        foreach (var connection in connections)
        {
            var hasSource = places.TryGetValue(connection.Source, out var source);
            var hasTarget = places.TryGetValue(connection.Target, out var target);
            if (!hasSource || !hasTarget)
            {
                problems.Add(LooseWays.Problem(scope.Container?.Id, connection, hasSource));
            }
            else if (!_activities[source].Outcomes.Concat(_activities[source].IdleOutcomes).Contains(connection.Port, StringComparer.Ordinal))
            {
                var ports = _activities[source].Outcomes;
                Problem(connection.Source, new("Problem.PortUnknown", connection.Target, connection.Port), ports.Count == 0 ? new("Remedy.NothingFollows") : new("Remedy.Outcomes", string.Join(", ", ports)));
            }
            else if (!seen.Add(connection))
            {
                Problem(connection.Source, new("Problem.WayTwice", connection.Port, connection.Target), new("Remedy.RemoveOne"));
            }
            else
            {
                edges.Add(new Edge(edges.Count, source, connection.Port, target));
            }
        }

        return edges;
    }

    private void UnconnectedOutcomes()
    {
        foreach (var activity in _activities)
        {
            if (activity.Outcomes is ["Done"])
                continue;
            var taken = scope.Graph.Outgoing(activity.Place).Select(edge => edge.Port).ToHashSet(StringComparer.Ordinal);
            foreach (var outcome in activity.Outcomes.Where(outcome => !taken.Contains(outcome)))
                Problem(activity.Id, new("Problem.OutcomeOpen", outcome), new("Remedy.ConnectOutcome", outcome));
        }
    }

    private void Problem(string? activity, ProblemText what, ProblemText toDo) =>
        problems.Add(new DefinitionProblem(activity, null, what, toDo));
}
