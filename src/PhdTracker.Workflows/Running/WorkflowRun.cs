using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>One burst: runs until everything waits or has ended. The host pulls the steps that are its own:
/// <c>while (run.Next() is { } call)</c> it runs the step and then says <see cref="Complete(ActivityCall, string, IReadOnlyDictionary{string, JsValue}?)"/>, <see cref="Wait"/> or <see cref="Fault(ActivityCall, Exception)"/>.</summary>
public sealed class WorkflowRun
{
    /// <summary>More steps than this in one burst are an incident, not an endless loop.</summary>
    public const int MostSteps = 1000;

    private static readonly IReadOnlyList<string> OnlyDone = ["Done"];
    private readonly List<CompiledActivity> _queue = [];
    private readonly Journal _journal;
    private readonly Joins _joins;
    private ActivityCall? _pending;
    private int _steps;
    private bool _ended;

    internal WorkflowRun(WorkflowInstance instance, DateTime now)
    {
        Instance = instance;
        Now = now;
        _journal = new Journal(instance, now);
        _joins = new Joins(instance, _queue, _journal);
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
            var activity = _queue[0];
            _queue.RemoveAt(0);
            if (Begin(activity) is { } call)
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
            SetOutput(call.Activity, name, value);
        CompleteStep(call.Activity, outcomes);
    }

    /// <summary>Lets a step of the host's wait.</summary>
    /// <param name="call">The step.</param>
    /// <param name="name">What it waits for, for the host to find it by.</param>
    /// <param name="dueAt">When it goes on without an answer, UTC; null if never.</param>
    /// <param name="dueOutcome">The outcome that it then has.</param>
    public Bookmark Wait(ActivityCall call, string? name = null, DateTime? dueAt = null, string? dueOutcome = null)
    {
        Ended(call);
        return _journal.Open(call.Activity, name, dueAt, dueOutcome);
    }

    /// <summary>Says that a step of the host's failed. What it had done, the host undoes; what led there stands.</summary>
    public void Fault(ActivityCall call, Exception exception) => Fault(call, exception.Message);

    /// <summary>The same, in the host's words.</summary>
    public void Fault(ActivityCall call, string message)
    {
        Ended(call);
        FaultStep(call.Activity, message, call.InputJson());
    }

    internal void Enqueue(CompiledActivity activity)
    {
        if (!_queue.Contains(activity))
            _queue.Add(activity);
    }

    internal void Answer(Bookmark bookmark, CompiledActivity activity, string outcome, JsValue output)
    {
        _journal.Close(bookmark);
        try
        {
            if (activity.Type.AnswerOutput is { } answer)
                SetOutput(activity, answer, Literals.Fit(output, InputType.Any));
            if (activity.Type.OutcomeOutput is { } decision)
                SetOutput(activity, decision, JsValue.From(outcome));
        }
        catch (FormatException problem)
        {
            FaultStep(activity, problem.Message, null);
            return;
        }

        CompleteStep(activity, [outcome]);
    }

    internal void PassOver(Bookmark bookmark, CompiledActivity activity, string outcome)
    {
        _journal.Close(bookmark);
        PassOver(activity, outcome);
    }

    internal void PassOver(CompiledActivity activity, string outcome)
    {
        if (activity.Type.OutcomeOutput is { } decision)
            SetOutput(activity, decision, JsValue.From(outcome));
        CompleteStep(activity, [outcome], "Skipped");
    }

    internal void EndBranch(Bookmark bookmark)
    {
        _journal.Cancel(bookmark);
        _joins.Release();
    }

    internal void BeginAgain()
    {
        _joins.CancelAll();
        Instance.Forget();
        Enqueue(Instance.Workflow.Start);
    }

    // What a version brings to an instance that moves to it: joins that are ready there. One that had ended on a fault stays so.
    internal void Arrive(WorkflowSubStatus before, IEnumerable<CompiledActivity> entered)
    {
        if (before == WorkflowSubStatus.Faulted)
        {
            End(before);
            return;
        }

        foreach (var activity in entered)
            Enqueue(activity);
        _joins.Release();
    }

    internal void Reopen()
    {
        Instance.Halted.ForEach(Enqueue);
        Instance.Halted.Clear();
    }

    internal void GoBack(CompiledActivity activity)
    {
        _joins.Forget(activity);
        Enqueue(activity);
    }

    internal void CallOff()
    {
        _joins.CancelAll();
        End(WorkflowSubStatus.Cancelled);
    }

    internal void CompleteStep(CompiledActivity activity, IReadOnlyList<string> outcomes, string? text = null)
    {
        _journal.Add(activity, JournalEvent.Completed, outcomes.Count == 0 ? OnlyDone : outcomes, text);
        if (activity.Type.EndsWorkflow)
        {
            _joins.CancelAll();
            End(WorkflowSubStatus.Finished);
            return;
        }

        foreach (var way in activity.Outgoing)
        {
            if (outcomes.Contains(way.Port, StringComparer.Ordinal))
                Follow(way);
        }

        _joins.Release();
    }

    private void Follow(CompiledConnection way)
    {
        var target = Instance.Workflow.Activities[way.Target];
        if (way.Backward)
            _joins.BeginRound(target);
        if (target.IsJoin && !way.Backward)
            Instance.Arrived.Add(way);
        else
            Enqueue(target);
    }

    private ActivityCall? Begin(CompiledActivity activity)
    {
        if (++_steps > MostSteps)
        {
            FaultStep(activity, $"The burst has run {MostSteps} steps without waiting.", null);
            return null;
        }

        _journal.Add(activity, JournalEvent.Started, []);
        if (activity.IsJoin)
            _joins.Pass(activity);
        Dictionary<string, JsValue>? inputs = null;
        try
        {
            inputs = StepInputs.Evaluate(activity, Instance.Scope);
            if (activity.Type.BuiltIn == BuiltIn.None)
                return new ActivityCall(activity, inputs);
            var result = BuiltInSteps.Run(activity, inputs, Instance, Now);
            if (result.Waits)
                _journal.Open(activity, result.Name, result.DueAt, result.DueAt is null ? null : "Done");
            else
                CompleteStep(activity, result.Outcomes, result.Text);
        }
        catch (Exception problem) when (problem is ExpressionException or FormatException or StepFaultException)
        {
            FaultStep(activity, problem.Message, inputs is null ? null : ActivityCall.Json(inputs));
        }

        return null;
    }

    private void FaultStep(CompiledActivity activity, string message, string? input)
    {
        _journal.Fail(activity, message, input);
        if (Instance.Workflow.Definition.IncidentStrategy == IncidentStrategy.ContinueWithIncidents && _steps <= MostSteps)
            return;
        Instance.Halted.AddRange(_joins.Halt());
        End(WorkflowSubStatus.Faulted);
    }

    private void End(WorkflowSubStatus how)
    {
        _ended = true;
        Instance.Status = WorkflowStatus.Finished;
        Instance.SubStatus = how;
    }

    private void SetOutput(CompiledActivity activity, string name, JsValue value)
    {
        foreach (var target in activity.OutputTargets)
        {
            if (target.Output == name)
                Instance.Scope.Variables[target.VariableSlot] = value;
        }

        if (Instance.Workflow.Names.OutputsRead.Contains((activity.Id, name)))
            Instance.Scope.ActivityOutputs[(activity.Id, name)] = value;
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
