namespace PhdTracker.Workflows;

/// <summary>Decides which joins run, and what a new round, a first arrival or an end puts aside. All within one frame, where whatever
/// is open in a container counts as the container.</summary>
internal sealed class Joins(WorkflowInstance instance, List<Step> queue, Journal journal)
{
    /// <summary>Schedules the joins that are ready, and passes over those that cannot become ready.</summary>
    public void Release(Frame frame)
    {
        while (instance.Arrived.Count > 0)
        {
            var waiting = Reached(frame);
            var ready = new List<CompiledActivity>();
            var passedOver = false;
            foreach (var join in waiting)
            {
                switch (Decide(join, frame, waiting))
                {
                    case Verdict.Ready:
                        ready.Add(join);
                        break;
                    case Verdict.Dead:
                        Forget(frame, way => way.Target == join.Index);
                        passedOver = true;
                        break;
                }
            }

            // Ends go first: nothing starts after them.
            queue.AddRange(ready.OrderByDescending(join => join.Type.EndsWorkflow).Select(join => new Step(join, frame)));
            if (!passedOver)
                return;
        }
    }

    /// <summary>The joins that wait for all, with something that has arrived or is coming, and another way that cannot come any more.</summary>
    public IEnumerable<CompiledActivity> Doomed(Frame frame)
    {
        var waiting = Reached(frame);
        foreach (var join in frame.Scope.Activities.Where(activity => activity is { IsJoin: true, JoinMode: JoinMode.WaitAll }))
        {
            var (arrived, coming, dead) = Count(join, frame, Active(join, frame, waiting));
            if (dead > 0 && arrived + coming > 0)
                yield return join;
        }
    }

    /// <summary>The joins that nothing holds any more.</summary>
    public IEnumerable<CompiledActivity> Ready(Frame frame)
    {
        var waiting = Reached(frame);
        return waiting.Where(join => Decide(join, frame, waiting) == Verdict.Ready);
    }

    /// <summary>A join runs: what has arrived is used up, and the first arrival of a WaitAny ends what is still on its way.</summary>
    public void Pass(Step step)
    {
        var (join, frame) = (step.Activity, step.Frame);
        Forget(frame, way => way.Target == join.Index);
        if (join.JoinMode != JoinMode.WaitAny)
            return;
        PutAside(frame, activity => join.Upstream.Any(upstream => upstream.Contains(activity.Place)));
        Forget(frame, way => join.Upstream.Any(upstream => upstream.Contains(Activity(way.Target).Place)));
    }

    /// <summary>A backward connection was followed: what is open behind its target is put aside and what came from there is forgotten.</summary>
    public void BeginRound(CompiledActivity target, Frame frame)
    {
        var graph = frame.Scope.Graph;
        PutAside(frame, activity => graph.Dominates(target.Place, activity.Place));
        Forget(frame, way => graph.Dominates(target.Place, Activity(way.Source).Place));
    }

    /// <summary>
    /// An activity is asked again: what is open on the ways from it is put aside and what came from there is forgotten. A join that
    /// needs all its ways has used up those beside it: they count as arrived still.
    /// </summary>
    public void GoBack(Step step)
    {
        var frame = step.Frame;
        var region = Ahead(step.Activity);
        PutAside(frame, activity => region.Contains(activity.Place));
        Forget(frame, way => region.Contains(Activity(way.Source).Place));
        foreach (var join in region.Items().Select(place => frame.Scope.Activities[place]).Where(a => a.IsJoin && a.JoinMode == JoinMode.WaitAll && a != step.Activity))
        {
            var active = Active(join, frame, []);
            for (var way = 0; way < join.ForwardInbound.Count; way++)
            {
                var inbound = join.ForwardInbound[way];
                if (!region.Contains(Activity(inbound.Source).Place) && !HasArrived(inbound, frame) && !join.Upstream[way].Overlaps(active))
                    instance.Arrived.Add(new Arrival(inbound, frame));
            }
        }
    }

    /// <summary>Cancels everything for good.</summary>
    public void CancelAll()
    {
        PutAside(instance.Root, _ => true);
        queue.Clear();
        instance.OpenIncidents.Clear();
        instance.Arrived.Clear();
        instance.Halted.Clear();
    }

    /// <summary>Cancels everything in a frame that ends before its time.</summary>
    public void CancelWithin(Frame frame)
    {
        PutAside(frame, _ => true);
        Forget(frame, _ => true);
    }

    /// <summary>Cancels what waits because of a fault, and tells what must be taken up again when it is mended.</summary>
    public List<Step> Halt()
    {
        var halted = instance.OpenBookmarks.Select(instance.StepOf).Concat(queue).ToList();
        foreach (var bookmark in instance.OpenBookmarks.ToList())
            journal.Cancel(bookmark);
        queue.Clear();
        return halted;
    }

    private NodeSet Ahead(CompiledActivity activity)
    {
        var ahead = new NodeSet(activity.Scope.Activities.Count);
        var open = new Stack<CompiledActivity>([activity]);
        ahead.Add(activity.Place);
        while (open.TryPop(out var next))
        {
            foreach (var way in next.Outgoing.Where(way => !way.Backward && ahead.Add(Activity(way.Target).Place)))
                open.Push(Activity(way.Target));
        }

        return ahead;
    }

    private void PutAside(Frame frame, Predicate<CompiledActivity> inside)
    {
        bool IsInside(Step step) => step.Within(frame) is { } activity && inside(activity);
        foreach (var bookmark in instance.OpenBookmarks.Where(open => IsInside(instance.StepOf(open))).ToList())
            journal.Cancel(bookmark);
        queue.RemoveAll(IsInside);
        instance.Halted.RemoveAll(IsInside);
        instance.OpenIncidents.RemoveAll(incident => IsInside(instance.StepOf(incident)));
        if (instance.Frames.Count == 0)
            return;
        // Inner ones first; the branches of one container are one container.
        var closed = instance.Frames.Where(open => IsInside(open.Container)).Reverse().ToList();
        closed.ForEach(instance.Close);
        foreach (var container in closed.Select(open => open.Container).Distinct())
            journal.Add(container.Activity, JournalEvent.Cancelled, []);
    }

    private void Forget(Frame frame, Predicate<CompiledConnection> ways) =>
        instance.Arrived.RemoveAll(arrival => arrival.Frame == frame && ways(arrival.Way));

    private List<CompiledActivity> Reached(Frame frame) =>
        [.. instance.Arrived.Where(arrival => arrival.Frame == frame).Select(arrival => Activity(arrival.Way.Target)).Distinct()
            .Where(join => !queue.Exists(step => step.Activity == join && step.Frame == frame))];

    private Verdict Decide(CompiledActivity join, Frame frame, List<CompiledActivity> waiting)
    {
        if (join.JoinMode == JoinMode.WaitAny)
            return Verdict.Ready;
        var (arrived, coming, _) = Count(join, frame, Active(join, frame, waiting));
        if (join.JoinMode == JoinMode.WaitAll && arrived == join.ForwardInbound.Count)
            return Verdict.Ready;
        if (coming > 0)
            return Verdict.Waits;
        return join.JoinMode == JoinMode.WaitAll ? Verdict.Dead : Verdict.Ready;
    }

    private (int Arrived, int Coming, int Dead) Count(CompiledActivity join, Frame frame, NodeSet active)
    {
        var (arrived, coming) = (0, 0);
        for (var way = 0; way < join.ForwardInbound.Count; way++)
        {
            if (HasArrived(join.ForwardInbound[way], frame))
                arrived++;
            else if (join.Upstream[way].Overlaps(active))
                coming++;
        }

        return (arrived, coming, join.ForwardInbound.Count - arrived - coming);
    }

    // What runs, waits, waits on an incident, or has arrived at another join that has not run.
    private NodeSet Active(CompiledActivity join, Frame frame, List<CompiledActivity> waiting)
    {
        var active = new NodeSet(frame.Scope.Activities.Count);
        foreach (var step in queue)
            AddTo(active, step, frame);
        foreach (var bookmark in instance.OpenBookmarks)
            AddTo(active, instance.StepOf(bookmark), frame);
        foreach (var incident in instance.OpenIncidents)
            AddTo(active, instance.StepOf(incident), frame);
        foreach (var other in waiting)
            active.Add(other.Place);
        active.Remove(join.Place);
        return active;
    }

    private static void AddTo(NodeSet active, Step step, Frame frame)
    {
        if (step.Within(frame) is { } activity)
            active.Add(activity.Place);
    }

    private bool HasArrived(CompiledConnection way, Frame frame) => instance.Arrived.Exists(arrival => ReferenceEquals(arrival.Way, way) && arrival.Frame == frame);

    private CompiledActivity Activity(int index) => instance.Workflow.Activities[index];

    private enum Verdict
    {
        Waits,
        Ready,
        Dead,
    }
}
