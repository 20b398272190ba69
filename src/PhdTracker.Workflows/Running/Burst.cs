using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Runs step after step: what a step leads to, what a container does when nothing is left in it, what a failure stops.</summary>
internal sealed class Burst
{
    private static readonly IReadOnlyList<string> OnlyDone = ["Done"];
    private readonly WorkflowInstance _instance;
    private readonly DateTime _now;
    private readonly List<Step> _queue = [];
    private readonly Containers _containers;
    private int _steps;

    public Burst(WorkflowInstance instance, DateTime now)
    {
        (_instance, _now) = (instance, now);
        Journal = new Journal(instance, now);
        Joins = new Joins(instance, _queue, Journal);
        _containers = new Containers(instance, Enqueue, SetOutput);
    }

    public Journal Journal { get; }

    public Joins Joins { get; }

    /// <summary>Whether nothing starts any more.</summary>
    public bool HasEnded { get; private set; }

    public void Enqueue(Step step)
    {
        if (!_queue.Exists(step.Is))
            _queue.Add(step);
    }

    /// <summary>Runs on; gives the next step that the host must run, or null when the burst is over.</summary>
    public ActivityCall? Next()
    {
        while (!HasEnded && _queue.Count > 0)
        {
            var step = _queue[0];
            _queue.RemoveAt(0);
            if (Begin(step) is { } call)
                return call;
        }

        Settle();
        return null;
    }

    public void Complete(Step step, IReadOnlyList<string> outcomes, string? text = null)
    {
        var (activity, frame) = (step.Activity, step.Frame);
        Journal.Add(activity, JournalEvent.Completed, outcomes.Count == 0 ? OnlyDone : outcomes, text);
        if (activity.Type.EndsWorkflow)
        {
            EndAt(step);
            return;
        }

        foreach (var way in activity.Outgoing)
        {
            if (way.IsFollowedOn(outcomes))
                Follow(way, frame);
        }

        Joins.Release(frame);
        if (frame.Parent is not null && IsIdle(frame))
            Leave(frame);
    }

    private void Follow(CompiledConnection way, Frame frame)
    {
        var target = _instance.Workflow.Activities[way.Target];
        if (way.Backward)
            Joins.BeginRound(target, frame);
        if (target.IsJoin && !way.Backward)
            _instance.Arrived.Add(new Arrival(way, frame));
        else
            Enqueue(new Step(target, frame));
    }

    private ActivityCall? Begin(Step step)
    {
        var activity = step.Activity;
        if (++_steps > WorkflowRun.MostSteps)
        {
            Fault(step, $"The burst has run {WorkflowRun.MostSteps} steps without waiting.", null);
            return null;
        }

        Journal.Add(activity, JournalEvent.Started, []);
        if (activity.IsJoin)
            Joins.Pass(step);
        Dictionary<string, JsValue>? inputs = null;
        try
        {
            _instance.Enter(step.Frame);
            inputs = StepInputs.Evaluate(activity, _instance.Scope);
            if (activity.Type.IsOfHost)
                return new ActivityCall(step, inputs);
            if (activity.Type.IsContainer)
            {
                if (!_containers.Open(step, inputs))
                    Complete(step, OnlyDone);
                return null;
            }

            var result = BuiltInSteps.Run(activity, inputs, _instance, _now);
            if (result.Waits)
                Journal.Open(step, result.Name, result.DueAt, result.DueAt is null ? null : "Done");
            else
                Complete(step, result.Outcomes, result.Text);
        }
        catch (Exception problem) when (problem is ExpressionException or FormatException or StepFaultException)
        {
            Fault(step, problem.Message, inputs is null ? null : ActivityCall.Json(inputs));
        }

        return null;
    }

    // An end in a container ends its flowchart; one in the root, and Elsa.Finish, the workflow.
    private void EndAt(Step step)
    {
        if (step.Frame.Parent is null || step.Activity.Type.BuiltIn == BuiltIn.Finish)
        {
            Joins.CancelAll();
            End(WorkflowSubStatus.Finished);
            return;
        }

        Joins.CancelWithin(step.Frame);
        Leave(step.Frame);
    }

    private bool IsIdle(Frame frame) =>
        !_queue.Exists(step => step.Frame == frame)
        && !_instance.OpenBookmarks.Exists(open => open.FrameId == frame.Id)
        && !_instance.OpenIncidents.Exists(open => open.FrameId == frame.Id)
        && !_instance.Frames.Exists(inner => inner.Parent == frame);

    // Nothing is left to do in a frame: its container goes on, or completes.
    private void Leave(Frame frame)
    {
        _instance.Close(frame);
        try
        {
            if (_containers.GoesOn(frame))
                return;
        }
        catch (StepFaultException problem)
        {
            Fault(frame.Container, problem.Message, null);
            return;
        }

        Complete(frame.Container, OnlyDone);
    }

    // A branch was cut off: a container in which nothing else is left is cut off with it. Of several items, one may be.
    public void Abandon(Frame frame)
    {
        Joins.Release(frame);
        if (frame.Parent is null || !IsIdle(frame))
            return;
        if (frame.Container.Activity.Type.BuiltIn == BuiltIn.ParallelForEach)
        {
            Leave(frame);
            return;
        }

        _instance.Close(frame);
        Journal.Add(frame.Container.Activity, JournalEvent.Cancelled, []);
        Abandon(frame.Parent);
    }

    public void Fault(Step step, string message, string? input)
    {
        if (step.Activity.Retry is { } retry && step.Failed + 1 < retry.Attempts && _steps <= WorkflowRun.MostSteps)
        {
            Journal.Add(step.Activity, JournalEvent.Faulted, [], message);
            Journal.Open(step with { Failed = step.Failed + 1 }, null, _now + retry.WaitAfter(step.Failed + 1), "Done");
            return;
        }

        Journal.Fail(step, message, input);
        if (_instance.Workflow.Definition.IncidentStrategy == IncidentStrategy.ContinueWithIncidents && _steps <= WorkflowRun.MostSteps)
            return;
        _instance.Halted.AddRange(Joins.Halt());
        End(WorkflowSubStatus.Faulted);
    }

    public void End(WorkflowSubStatus how)
    {
        HasEnded = true;
        _instance.Status = WorkflowStatus.Finished;
        _instance.SubStatus = how;
    }

    public void SetOutput(Step step, string name, JsValue value)
    {
        _instance.Enter(step.Frame);
        foreach (var target in step.Activity.OutputTargets)
        {
            if (target.Output == name)
                _instance.Scope.Variables[target.VariableSlot] = value;
        }

        if (_instance.Workflow.Names.OutputsRead.Contains((step.Activity.Id, name)))
            _instance.Scope.ActivityOutputs[(step.Activity.Id, name)] = value;
        if (_instance.Workflow.Names.ReadsLastResult)
            _instance.Scope.LastResult = value;
    }

    private void Settle()
    {
        if (HasEnded)
            return;
        HasEnded = true;
        var waits = _instance.OpenBookmarks.Count > 0 || _instance.OpenIncidents.Count > 0;
        _instance.Status = waits ? WorkflowStatus.Running : WorkflowStatus.Finished;
        _instance.SubStatus = waits ? WorkflowSubStatus.Suspended : WorkflowSubStatus.Finished;
    }
}
