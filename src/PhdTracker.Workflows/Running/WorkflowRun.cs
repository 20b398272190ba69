using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>One burst: runs until everything waits or has ended. The host pulls the steps that are its own:
/// <c>while (run.Next() is { } call)</c> it runs the step and then says <see cref="Complete(ActivityCall, string, IReadOnlyDictionary{string, JsValue}?)"/>, <see cref="Wait"/> or <see cref="Fault(ActivityCall, Exception)"/>.</summary>
public sealed class WorkflowRun
{
    /// <summary>More steps than this in one burst are an incident, not an endless loop.</summary>
    public const int MostSteps = 1000;

    private static readonly IReadOnlyList<string> OnlyDone = ["Done"];
    private readonly List<Step> _queue = [];
    private readonly Journal _journal;
    private readonly Joins _joins;
    private readonly Containers _containers;
    private ActivityCall? _pending;
    private int _steps;
    private bool _ended;

    internal WorkflowRun(WorkflowInstance instance, DateTime now)
    {
        Instance = instance;
        Now = now;
        _journal = new Journal(instance, now);
        _joins = new Joins(instance, _queue, _journal);
        _containers = new Containers(instance, Enqueue, SetOutput);
        instance.Status = WorkflowStatus.Running;
        instance.SubStatus = WorkflowSubStatus.Executing;
    }

    /// <summary>What runs. Its state is that after the burst once <see cref="Next"/> has given null.</summary>
    public WorkflowInstance Instance { get; }

    /// <summary>When the burst happens, UTC.</summary>
    public DateTime Now { get; }

    /// <summary>What has happened in this burst.</summary>
    public IReadOnlyList<JournalEntry> Journal => _journal.Entries;

    /// <summary>Bookmarks that this burst has opened, those that it has closed again among them.</summary>
    public IReadOnlyList<Bookmark> Opened => _journal.Opened;

    /// <summary>Bookmarks that were answered or cancelled in this burst.</summary>
    public IReadOnlyList<Bookmark> Closed => _journal.Closed;

    /// <summary>Incidents of this burst.</summary>
    public IReadOnlyList<Incident> Raised => _journal.Raised;

    /// <summary>Runs on; gives the next step that the host must run, or null when the burst is over.</summary>
    /// <exception cref="InvalidOperationException">The step given before was not ended.</exception>
    public ActivityCall? Next()
    {
        if (_pending is not null)
            throw new InvalidOperationException($"The step '{_pending.Activity.Id}' was not ended.");
        while (!_ended && _queue.Count > 0)
        {
            var step = _queue[0];
            _queue.RemoveAt(0);
            if (Begin(step) is { } call)
                return _pending = call;
        }

        Settle();
        return null;
    }

    /// <summary>Ends a step of the host's with one outcome.</summary>
    public void Complete(ActivityCall call, string outcome, IReadOnlyDictionary<string, JsValue>? outputs = null) =>
        Complete(call, [outcome], outputs);

    /// <summary>Ends a step of the host's with outcomes.</summary>
    /// <exception cref="ArgumentException">The activity has no such outcome.</exception>
    public void Complete(ActivityCall call, IReadOnlyList<string> outcomes, IReadOnlyDictionary<string, JsValue>? outputs = null)
    {
        Ended(call);
        foreach (var outcome in outcomes)
        {
            if (!call.Activity.Outcomes.Contains(outcome, StringComparer.Ordinal))
                throw new ArgumentException($"'{call.Activity.Id}' cannot end with '{outcome}'.", nameof(outcomes));
        }

        foreach (var (name, value) in outputs ?? new Dictionary<string, JsValue>())
            SetOutput(call.Step, name, value);
        CompleteStep(call.Step, outcomes);
        if (ReferenceEquals(call.Activity.Type, HostTypes.PublishEvent))
            TellOwn(call);
    }

    /// <summary>Lets a step of the host's wait.</summary>
    /// <param name="call">The step.</param>
    /// <param name="name">What it waits for, for the host to find it by.</param>
    /// <param name="dueAt">When it goes on without an answer, UTC; null if never.</param>
    /// <param name="dueOutcome">The outcome that it then has.</param>
    public Bookmark Wait(ActivityCall call, string? name = null, DateTime? dueAt = null, string? dueOutcome = null)
    {
        Ended(call);
        return _journal.Open(call.Step with { Failed = 0 }, name, dueAt, dueOutcome);
    }

    /// <summary>Says that a step of the host's failed. What it had done, the host undoes; what led there stands.</summary>
    public void Fault(ActivityCall call, Exception exception) => Fault(call, exception.Message);

    /// <summary>The same, in the host's words.</summary>
    public void Fault(ActivityCall call, string message)
    {
        Ended(call);
        FaultStep(call.Step, message, call.InputJson());
    }

    internal void Enqueue(Step step)
    {
        if (!_queue.Exists(step.Is))
            _queue.Add(step);
    }

    internal void Answer(Bookmark bookmark, string outcome, JsValue output)
    {
        var step = Instance.StepOf(bookmark);
        _journal.Close(bookmark);
        try
        {
            if (step.Activity.Type.AnswerOutput is { } answer)
                SetOutput(step, answer, Literals.Fit(output, InputType.Any));
            if (step.Activity.Type.OutcomeOutput is { } decision)
                SetOutput(step, decision, JsValue.From(outcome));
        }
        catch (FormatException problem)
        {
            FaultStep(step, problem.Message, null);
            return;
        }

        CompleteStep(step, [outcome]);
    }

    internal void TryAgain(Bookmark bookmark)
    {
        var step = Instance.StepOf(bookmark);
        _journal.Close(bookmark);
        Enqueue(step);
    }

    internal void PassOver(Bookmark bookmark, string outcome)
    {
        var step = Instance.StepOf(bookmark);
        _journal.Close(bookmark);
        PassOver(step, outcome);
    }

    internal void PassOver(Step step, string outcome)
    {
        if (step.Activity.Type.OutcomeOutput is { } decision)
            SetOutput(step, decision, JsValue.From(outcome));
        CompleteStep(step, [outcome], "Skipped");
    }

    internal void EndBranch(Bookmark bookmark)
    {
        var frame = Instance.FrameOf(bookmark.FrameId);
        _journal.Cancel(bookmark);
        Abandon(frame);
    }

    internal void BeginAgain()
    {
        _joins.CancelAll();
        Instance.Forget();
        Enqueue(new Step(Instance.Workflow.Start, Instance.Root));
    }

    // What a version brings to an instance that moves to it: joins that are ready there. One that had ended on a fault stays so.
    internal void Arrive(WorkflowSubStatus before, IEnumerable<Step> entered)
    {
        if (before == WorkflowSubStatus.Faulted)
        {
            End(before);
            return;
        }

        foreach (var step in entered)
            Enqueue(step);
        _joins.Release(Instance.Root);
        Instance.Frames.ForEach(_joins.Release);
    }

    internal void Reopen()
    {
        Instance.Halted.ForEach(Enqueue);
        Instance.Halted.Clear();
    }

    internal void GoBack(Step step)
    {
        _joins.GoBack(step);
        Enqueue(step);
    }

    internal void CallOff()
    {
        _joins.CancelAll();
        End(WorkflowSubStatus.Cancelled);
    }

    internal void CompleteStep(Step step, IReadOnlyList<string> outcomes, string? text = null)
    {
        var (activity, frame) = (step.Activity, step.Frame);
        _journal.Add(activity, JournalEvent.Completed, outcomes.Count == 0 ? OnlyDone : outcomes, text);
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

        _joins.Release(frame);
        if (frame.Parent is not null && IsIdle(frame))
            Leave(frame);
    }

    private void Follow(CompiledConnection way, Frame frame)
    {
        var target = Instance.Workflow.Activities[way.Target];
        if (way.Backward)
            _joins.BeginRound(target, frame);
        if (target.IsJoin && !way.Backward)
            Instance.Arrived.Add(new Arrival(way, frame));
        else
            Enqueue(new Step(target, frame));
    }

    private ActivityCall? Begin(Step step)
    {
        var activity = step.Activity;
        if (++_steps > MostSteps)
        {
            FaultStep(step, $"The burst has run {MostSteps} steps without waiting.", null);
            return null;
        }

        _journal.Add(activity, JournalEvent.Started, []);
        if (activity.IsJoin)
            _joins.Pass(step);
        Dictionary<string, JsValue>? inputs = null;
        try
        {
            Instance.Enter(step.Frame);
            inputs = StepInputs.Evaluate(activity, Instance.Scope);
            if (activity.Type.IsOfHost)
                return new ActivityCall(step, inputs);
            if (activity.Type.IsContainer)
            {
                if (!_containers.Open(step, inputs))
                    CompleteStep(step, OnlyDone);
                return null;
            }

            var result = BuiltInSteps.Run(activity, inputs, Instance, Now);
            if (result.Waits)
                _journal.Open(step, result.Name, result.DueAt, result.DueAt is null ? null : "Done");
            else
                CompleteStep(step, result.Outcomes, result.Text);
        }
        catch (Exception problem) when (problem is ExpressionException or FormatException or StepFaultException)
        {
            FaultStep(step, problem.Message, inputs is null ? null : ActivityCall.Json(inputs));
        }

        return null;
    }

    // An end in a container ends its flowchart; one in the root, and Elsa.Finish, the workflow.
    private void EndAt(Step step)
    {
        if (step.Frame.Parent is null || step.Activity.Type.BuiltIn == BuiltIn.Finish)
        {
            _joins.CancelAll();
            End(WorkflowSubStatus.Finished);
            return;
        }

        _joins.CancelWithin(step.Frame);
        Leave(step.Frame);
    }

    private bool IsIdle(Frame frame) =>
        !_queue.Exists(step => step.Frame == frame)
        && !Instance.OpenBookmarks.Exists(open => open.FrameId == frame.Id)
        && !Instance.OpenIncidents.Exists(open => open.FrameId == frame.Id)
        && !Instance.Frames.Exists(inner => inner.Parent == frame);

    // Nothing is left to do in a frame: its container goes on, or completes.
    private void Leave(Frame frame)
    {
        Instance.Close(frame);
        try
        {
            if (_containers.GoesOn(frame))
                return;
        }
        catch (StepFaultException problem)
        {
            FaultStep(frame.Container, problem.Message, null);
            return;
        }

        CompleteStep(frame.Container, OnlyDone);
    }

    // A branch was cut off: a container in which nothing else is left is cut off with it. Of several items, one may be.
    private void Abandon(Frame frame)
    {
        _joins.Release(frame);
        if (frame.Parent is null || !IsIdle(frame))
            return;
        if (frame.Container.Activity.Type.BuiltIn == BuiltIn.ParallelForEach)
        {
            Leave(frame);
            return;
        }

        Instance.Close(frame);
        _journal.Add(frame.Container.Activity, JournalEvent.Cancelled, []);
        Abandon(frame.Parent);
    }

    private void FaultStep(Step step, string message, string? input)
    {
        if (step.Activity.Retry is { } retry && step.Failed + 1 < retry.Attempts && _steps <= MostSteps)
        {
            _journal.Add(step.Activity, JournalEvent.Faulted, [], message);
            _journal.Open(step with { Failed = step.Failed + 1 }, null, Now + retry.WaitAfter(step.Failed + 1), "Done");
            return;
        }

        _journal.Fail(step, message, input);
        if (Instance.Workflow.Definition.IncidentStrategy == IncidentStrategy.ContinueWithIncidents && _steps <= MostSteps)
            return;
        Instance.Halted.AddRange(_joins.Halt());
        End(WorkflowSubStatus.Faulted);
    }

    // The steps of this instance that wait for the event which it has told itself.
    private void TellOwn(ActivityCall call)
    {
        var (name, correlation) = (call.Text("eventName"), call.Text("correlationId"));
        if (_ended || (correlation is not null && correlation != Instance.CorrelationId))
            return;
        foreach (var bookmark in Instance.OpenBookmarks.Where(open => open.Name == name && Instance.StepOf(open).Activity.Type.BuiltIn == BuiltIn.Event).ToList())
        {
            if (!_ended && Instance.OpenBookmarks.Contains(bookmark))
                Answer(bookmark, "Done", call.Value("payload"));
        }
    }

    private void End(WorkflowSubStatus how)
    {
        _ended = true;
        Instance.Status = WorkflowStatus.Finished;
        Instance.SubStatus = how;
    }

    private void SetOutput(Step step, string name, JsValue value)
    {
        Instance.Enter(step.Frame);
        foreach (var target in step.Activity.OutputTargets)
        {
            if (target.Output == name)
                Instance.Scope.Variables[target.VariableSlot] = value;
        }

        if (Instance.Workflow.Names.OutputsRead.Contains((step.Activity.Id, name)))
            Instance.Scope.ActivityOutputs[(step.Activity.Id, name)] = value;
        if (Instance.Workflow.Names.ReadsLastResult)
            Instance.Scope.LastResult = value;
    }

    private void Settle()
    {
        if (_ended)
            return;
        _ended = true;
        var waits = Instance.OpenBookmarks.Count > 0 || Instance.OpenIncidents.Count > 0;
        Instance.Status = waits ? WorkflowStatus.Running : WorkflowStatus.Finished;
        Instance.SubStatus = waits ? WorkflowSubStatus.Suspended : WorkflowSubStatus.Finished;
    }

    private void Ended(ActivityCall call)
    {
        if (!ReferenceEquals(call, _pending))
            throw new InvalidOperationException($"The step '{call.Activity.Id}' is not the one that runs.");
        _pending = null;
    }
}
