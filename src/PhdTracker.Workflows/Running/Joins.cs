namespace PhdTracker.Workflows;

/// <summary>Decides which joins run, and what a new round, a first arrival or an end puts aside.</summary>
internal sealed class Joins(WorkflowInstance instance, List<CompiledActivity> queue, Journal journal)
{
    /// <summary>Schedules the joins that are ready, and passes over those that cannot become ready.</summary>
    public void Release()
    {
        while (instance.Arrived.Count > 0)
        {
            var waiting = instance.Arrived.Select(way => instance.Workflow.Activities[way.Target])
                .Distinct().Where(join => !queue.Contains(join)).ToList();
            var ready = new List<CompiledActivity>();
            var passedOver = false;
            foreach (var join in waiting)
            {
                switch (Decide(join, waiting))
                {
                    case Verdict.Ready:
                        ready.Add(join);
                        break;
                    case Verdict.Dead:
                        instance.Arrived.RemoveAll(way => way.Target == join.Index);
                        passedOver = true;
                        break;
                }
            }

            // Ends go first: nothing starts after them.
            queue.AddRange(ready.OrderByDescending(join => join.Type.EndsWorkflow));
            if (!passedOver)
                return;
        }
    }

    /// <summary>The joins that wait for all, with something that has arrived or is coming, and another way that cannot come any more.</summary>
    public IEnumerable<CompiledActivity> Doomed()
    {
        var waiting = Reached();
        foreach (var join in instance.Workflow.Activities.Where(activity => activity is { IsJoin: true, JoinMode: JoinMode.WaitAll }))
        {
            var (arrived, coming, dead) = Count(join, Active(join, waiting));
            if (dead > 0 && arrived + coming > 0)
                yield return join;
        }
    }

    /// <summary>The joins that nothing holds any more.</summary>
    public IEnumerable<CompiledActivity> Ready()
    {
        var waiting = Reached();
        return waiting.Where(join => Decide(join, waiting) == Verdict.Ready);
    }

    private List<CompiledActivity> Reached() => [.. instance.Arrived.Select(way => instance.Workflow.Activities[way.Target]).Distinct()];

    /// <summary>A join runs: what has arrived is used up, and the first arrival of a WaitAny ends what is still on its way.</summary>
    public void Pass(CompiledActivity join)
    {
        instance.Arrived.RemoveAll(way => way.Target == join.Index);
        if (join.JoinMode != JoinMode.WaitAny)
            return;
        var upstream = new NodeSet(instance.Workflow.Activities.Count);
        foreach (var node in join.Upstream.SelectMany(set => set.Items()))
            upstream.Add(node);
        PutAside(upstream);
        instance.Arrived.RemoveAll(way => upstream.Contains(way.Target));
    }

    /// <summary>A backward connection was followed: what is open behind its target is put aside and what came from there is forgotten.</summary>
    public void BeginRound(CompiledActivity target)
    {
        var region = new NodeSet(instance.Workflow.Activities.Count);
        foreach (var node in target.Behind.Items())
            region.Add(node);
        region.Add(target.Index);
        PutAside(region);
        instance.Arrived.RemoveAll(way => region.Contains(way.Source));
    }

    /// <summary>
    /// An activity is asked again: what is open on the ways from it is put aside and what came from there is forgotten. A join that
    /// needs all its ways has used up those beside it: they count as arrived still.
    /// </summary>
    public void Forget(CompiledActivity activity)
    {
        var region = Ahead(activity);
        PutAside(region);
        instance.Arrived.RemoveAll(way => region.Contains(way.Source));
        var joins = region.Items().Select(index => instance.Workflow.Activities[index]).Where(a => a.IsJoin && a.JoinMode == JoinMode.WaitAll && a != activity);
        foreach (var join in joins)
        {
            var active = Active(join, []);
            for (var way = 0; way < join.ForwardInbound.Count; way++)
            {
                var inbound = join.ForwardInbound[way];
                if (!region.Contains(inbound.Source) && !instance.Arrived.Contains(inbound) && !join.Upstream[way].Overlaps(active))
                    instance.Arrived.Add(inbound);
            }
        }
    }

    private NodeSet Ahead(CompiledActivity activity)
    {
        var ahead = new NodeSet(instance.Workflow.Activities.Count);
        var open = new Stack<CompiledActivity>([activity]);
        ahead.Add(activity.Index);
        while (open.TryPop(out var next))
        {
            foreach (var way in next.Outgoing.Where(way => !way.Backward && ahead.Add(way.Target)))
                open.Push(instance.Workflow.Activities[way.Target]);
        }
        return ahead;
    }

    /// <summary>Cancels everything for good.</summary>
    public void CancelAll()
    {
        foreach (var bookmark in instance.OpenBookmarks.ToList())
            journal.Cancel(bookmark);
        queue.Clear();
        instance.OpenIncidents.Clear();
        instance.Arrived.Clear();
        instance.Halted.Clear();
    }

    /// <summary>Cancels what waits because of a fault, and tells what must be taken up again when it is mended.</summary>
    public List<CompiledActivity> Halt()
    {
        var halted = instance.OpenBookmarks.Select(bookmark => instance.Workflow.Find(bookmark.ActivityId)!).Concat(queue).ToList();
        foreach (var bookmark in instance.OpenBookmarks.ToList())
            journal.Cancel(bookmark);
        queue.Clear();
        return halted;
    }

    private void PutAside(NodeSet nodes)
    {
        foreach (var bookmark in instance.OpenBookmarks.Where(open => nodes.Contains(IndexOf(open.ActivityId))).ToList())
            journal.Cancel(bookmark);
        queue.RemoveAll(activity => nodes.Contains(activity.Index));
        instance.OpenIncidents.RemoveAll(incident => nodes.Contains(IndexOf(incident.ActivityId)));
    }

    private Verdict Decide(CompiledActivity join, List<CompiledActivity> waiting)
    {
        if (join.JoinMode == JoinMode.WaitAny)
            return Verdict.Ready;
        var (arrived, coming, _) = Count(join, Active(join, waiting));
        if (join.JoinMode == JoinMode.WaitAll && arrived == join.ForwardInbound.Count)
            return Verdict.Ready;
        if (coming > 0)
            return Verdict.Waits;
        return join.JoinMode == JoinMode.WaitAll ? Verdict.Dead : Verdict.Ready;
    }

    private (int Arrived, int Coming, int Dead) Count(CompiledActivity join, NodeSet active)
    {
        var (arrived, coming) = (0, 0);
        for (var way = 0; way < join.ForwardInbound.Count; way++)
        {
            if (instance.Arrived.Contains(join.ForwardInbound[way]))
                arrived++;
            else if (join.Upstream[way].Overlaps(active))
                coming++;
        }

        return (arrived, coming, join.ForwardInbound.Count - arrived - coming);
    }

    // What runs, waits, waits on an incident, or has arrived at another join that has not run.
    private NodeSet Active(CompiledActivity join, List<CompiledActivity> waiting)
    {
        var active = new NodeSet(instance.Workflow.Activities.Count);
        foreach (var activity in queue)
            active.Add(activity.Index);
        foreach (var bookmark in instance.OpenBookmarks)
            active.Add(IndexOf(bookmark.ActivityId));
        foreach (var incident in instance.OpenIncidents)
            active.Add(IndexOf(incident.ActivityId));
        foreach (var other in waiting)
            active.Add(other.Index);
        active.Remove(join.Index);
        return active;
    }

    private int IndexOf(string activityId) => instance.Workflow.Find(activityId)!.Index;

    private enum Verdict
    {
        Waits,
        Ready,
        Dead,
    }
}
