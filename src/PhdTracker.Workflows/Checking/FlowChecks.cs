namespace PhdTracker.Workflows;

/// <summary>Finds what would make a flowchart stop silently, run for ever or depend on chance.</summary>
internal sealed class FlowChecks(FlowGraph graph, IReadOnlyList<CompiledActivity> activities, List<DefinitionProblem> problems)
{
    public void Run()
    {
        Unreachable();
        SidewaysLoops();
        RestlessLoops();
        foreach (var join in activities.Where(activity => activity.JoinMode == JoinMode.WaitAll && graph.Reachable.Contains(activity.Index)))
            ImpassableJoin(join);
    }

    private void Unreachable()
    {
        foreach (var activity in activities.Where(activity => !graph.Reachable.Contains(activity.Index)))
        {
            Problem(activity.Index, "Nothing leads to this step.",
                $"Connect a step to it, or remove it. The workflow starts at '{activities[graph.Start].Id}'.");
        }
    }

    private void SidewaysLoops()
    {
        foreach (var edge in graph.LoopClosers(_ => true, edge => !graph.IsBackward(edge)))
        {
            var gate = activities[graph.NearestGate(edge.Source, edge.Target)].Id;
            Problem(edge.Source, $"Its way back on '{edge.Port}' leads to '{activities[edge.Target].Id}', which not every way from the start to here passes.",
                $"Lead it back to '{gate}', which every way passes, or give this way its own step.");
        }
    }

    private void RestlessLoops()
    {
        foreach (var edge in graph.LoopClosers(node => !activities[node].Type.Waits, _ => true))
        {
            Problem(edge.Source, $"Its way on '{edge.Port}' to '{activities[edge.Target].Id}' closes a loop in which no step waits for anybody.",
                "Put a step that waits into the loop, or take the loop out.");
        }
    }

    private void ImpassableJoin(CompiledActivity join)
    {
        var inbound = graph.Incoming(join.Index).Where(edge => !graph.IsBackward(edge)).ToList();
        if (inbound.Count < 2)
            return;
        var together = new TogetherPairs(graph, activities, join.Index);
        for (var first = 0; first < inbound.Count; first++)
        {
            for (var second = first + 1; second < inbound.Count; second++)
            {
                if (together.Contains(inbound[first], inbound[second]))
                    continue;
                Problem(join.Index, $"It waits for all, but {Way(inbound[first])} and {Way(inbound[second])} exclude each other, so no run can pass it.",
                    "Give it the mode WaitAllActive, or bring the two ways together before it.");
                return;
            }
        }
    }

    private string Way(Edge edge) => $"the way from '{activities[edge.Source].Id}' on '{edge.Port}'";

    private void Problem(int node, string message, string remedy) =>
        problems.Add(new DefinitionProblem(activities[node].Id, null, message, remedy));
}
