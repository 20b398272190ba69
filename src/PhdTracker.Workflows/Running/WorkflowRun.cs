using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>One burst: runs until everything waits or has ended. The host pulls the steps that are its own:
/// <c>while (run.Next() is { } call)</c> it runs the step and then says <see cref="Complete(ActivityCall, string, IReadOnlyDictionary{string, JsValue}?)"/>, <see cref="Wait"/> or <see cref="Fault(ActivityCall, Exception)"/>.</summary>
public sealed class WorkflowRun
{
    /// <summary>More steps than this in one burst are an incident, not an endless loop.</summary>
    public const int MostSteps = 1000;

    private readonly Burst _burst;
    private ActivityCall? _pending;

    internal WorkflowRun(WorkflowInstance instance, DateTime now)
    {
        Instance = instance;
        Now = now;
        _burst = new Burst(instance, now);
        instance.Status = WorkflowStatus.Running;
        instance.SubStatus = WorkflowSubStatus.Executing;
    }

    /// <summary>What runs. Its state is that after the burst once <see cref="Next"/> has given null.</summary>
    public WorkflowInstance Instance { get; }

    /// <summary>When the burst happens, UTC.</summary>
    public DateTime Now { get; }

    /// <summary>What has happened in this burst.</summary>
    public IReadOnlyList<JournalEntry> Journal => _burst.Journal.Entries;

    /// <summary>The step to which the run has gone back; null for every other run.</summary>
    public string? AskedAnew { get; private set; }

    /// <summary>Bookmarks that this burst has opened, those that it has closed again among them.</summary>
    public IReadOnlyList<Bookmark> Opened => _burst.Journal.Opened;

    /// <summary>Bookmarks that were answered or cancelled in this burst.</summary>
    public IReadOnlyList<Bookmark> Closed => _burst.Journal.Closed;

    /// <summary>Incidents of this burst.</summary>
    public IReadOnlyList<Incident> Raised => _burst.Journal.Raised;

    /// <summary>Runs on; gives the next step that the host must run, or null when the burst is over.</summary>
    /// <exception cref="InvalidOperationException">The step given before was not ended.</exception>
    public ActivityCall? Next()
    {
        if (_pending is not null)
            throw new InvalidOperationException($"The step '{_pending.Activity.Id}' was not ended.");
        return _pending = _burst.Next();
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
            _burst.SetOutput(call.Step, name, value);
        _burst.Complete(call.Step, outcomes);
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
        return _burst.Journal.Open(call.Step with { Failed = 0 }, name, dueAt, dueOutcome);
    }

    /// <summary>Says that a step of the host's failed. What it had done, the host undoes; what led there stands.</summary>
    public void Fault(ActivityCall call, Exception exception) => Fault(call, exception.Message);

    /// <summary>The same, in the host's words.</summary>
    public void Fault(ActivityCall call, string message)
    {
        Ended(call);
        _burst.Fault(call.Step, message, call.InputJson());
    }

    internal void Answer(Bookmark bookmark, string outcome, JsValue output)
    {
        var step = Instance.StepOf(bookmark);
        _burst.Journal.Close(bookmark);
        try
        {
            if (step.Activity.Type.AnswerOutput is { } answer)
                _burst.SetOutput(step, answer, Literals.Fit(output, InputType.Any));
            if (step.Activity.Type.OutcomeOutput is { } decision)
                _burst.SetOutput(step, decision, JsValue.From(outcome));
        }
        catch (FormatException problem)
        {
            _burst.Fault(step, problem.Message, null);
            return;
        }

        _burst.Complete(step, [outcome]);
    }

    internal void TryAgain(Bookmark bookmark)
    {
        var step = Instance.StepOf(bookmark);
        _burst.Journal.Close(bookmark);
        _burst.Enqueue(step);
    }

    internal void PassOver(Bookmark bookmark, string outcome)
    {
        var step = Instance.StepOf(bookmark);
        _burst.Journal.Close(bookmark);
        PassOver(step, outcome);
    }

    internal void PassOver(Step step, string outcome)
    {
        if (step.Activity.Type.OutcomeOutput is { } decision)
            _burst.SetOutput(step, decision, JsValue.From(outcome));
        _burst.Complete(step, [outcome], "Skipped");
    }

    internal void Fail(Bookmark bookmark, string message)
    {
        var step = Instance.StepOf(bookmark);
        _burst.Journal.Close(bookmark);
        _burst.Fault(step, message, null);
    }

    internal void EndBranch(Bookmark bookmark)
    {
        var frame = Instance.FrameOf(bookmark.FrameId);
        _burst.Journal.Cancel(bookmark);
        _burst.Abandon(frame);
    }

    internal void BeginAgain()
    {
        _burst.Joins.CancelAll();
        Instance.Forget();
        _burst.Enqueue(new Step(Instance.Workflow.Start, Instance.Root));
    }

    // What a version brings to an instance that moves to it: joins that are ready there. One that had ended on a fault stays so.
    internal void Arrive(WorkflowSubStatus before, IEnumerable<Step> entered)
    {
        if (before == WorkflowSubStatus.Faulted)
        {
            _burst.End(before);
            return;
        }

        foreach (var step in entered)
            _burst.Enqueue(step);
        _burst.Joins.Release(Instance.Root);
        Instance.Frames.ForEach(_burst.Joins.Release);
    }

    internal void Reopen()
    {
        Instance.Halted.ForEach(_burst.Enqueue);
        Instance.Halted.Clear();
    }

    internal void GoBack(Step step)
    {
        AskedAnew = step.Activity.Id;
        _burst.Joins.GoBack(step);
        _burst.Enqueue(step);
    }

    internal void CallOff()
    {
        _burst.Joins.CancelAll();
        _burst.End(WorkflowSubStatus.Cancelled);
    }

    // The steps of this instance that wait for the event which it has told itself.
    private void TellOwn(ActivityCall call)
    {
        foreach (var bookmark in Instance.WaitingFor(call.Text("eventName"), call.Text("correlationId")))
        {
            if (!_burst.HasEnded && Instance.OpenBookmarks.Contains(bookmark))
                Answer(bookmark, "Done", call.Value("payload"));
        }
    }

    internal void Enqueue(Step step) => _burst.Enqueue(step);

    private void Ended(ActivityCall call)
    {
        if (!ReferenceEquals(call, _pending))
            throw new InvalidOperationException($"The step '{call.Activity.Id}' is not the one that runs.");
        _pending = null;
    }
}
