using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Runs a workflow in memory: answers are given by hand, and so is the time. Nothing is kept beyond the object.</summary>
/// <param name="workflow">What to run.</param>
/// <param name="now">Where the clock stands, UTC.</param>
/// <param name="host">Runs a step of the host's: it completes it, lets it wait or fails it.</param>
/// <param name="library">The workflows that it may start, by their <c>definitionId</c>; null where the host runs such steps too.</param>
public sealed class WorkflowTrial(CompiledWorkflow workflow, DateTime now, Action<WorkflowRun, ActivityCall> host, Func<string, CompiledWorkflow?>? library = null)
{
    /// <summary>So many may fall due while the clock moves once: a timer of a second would never let a year pass.</summary>
    public const int MostTimers = 200;

    private readonly List<JournalEntry> _journal = [];
    private readonly List<TrialInstance> _instances = [];

    // What an answer leads to in other instances, once the burst is over that led to it.
    private readonly Queue<Action> _next = [];
    private int _reached;

    /// <summary>How it stands; what it has started is not part of it.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public WorkflowInstance Instance => _instances.Count > 0 ? _instances[0].Instance : throw new InvalidOperationException("The trial was not started.");

    /// <summary>Where the clock stands, UTC.</summary>
    public DateTime Now { get; private set; } = now;

    /// <summary>What has happened so far, in order, in all that it has started too.</summary>
    public IReadOnlyList<JournalEntry> Journal => _journal;

    /// <summary>Starts it.</summary>
    /// <exception cref="ArgumentException">The workflow has no such input.</exception>
    public void Start(IReadOnlyDictionary<string, JsValue>? inputs = null)
    {
        var run = WorkflowRunner.Start(workflow, inputs, Now);
        _instances.Add(new TrialInstance(run.Instance, null));
        Finish(_instances[0], run);
    }

    /// <summary>Answers the place where an activity has waited longest: in the workflow itself, else in one that it has started.</summary>
    /// <returns>False if it does not wait: nothing has changed.</returns>
    /// <exception cref="AnswerRefusedException">The activity has no such outcome. Nothing has changed.</exception>
    public bool Answer(string activityId, string outcome, JsValue output)
    {
        foreach (var place in _instances)
        {
            if (place.Instance.Bookmarks.FirstOrDefault(open => open.ActivityId == activityId) is not { } bookmark)
                continue;
            Finish(place, WorkflowRunner.Resume(place.Instance, bookmark.Id, outcome, output, Now));
            return true;
        }

        return false;
    }

    /// <summary>Moves the clock; what falls due on the way goes on at its time, in order.</summary>
    /// <returns>False if more than <see cref="MostTimers"/> fell due: the clock stands at the last of them.</returns>
    public bool Advance(TimeSpan length)
    {
        var end = Now + length;
        for (var timers = 0; NextDue(end) is ({ } place, { } due); timers++)
        {
            if (timers == MostTimers)
                return false;
            Now = due.DueAt > Now ? due.DueAt.Value : Now;
            Finish(place, WorkflowRunner.ResumeDue(place.Instance, due.Id, Now));
        }

        Now = end;
        return true;
    }

    private (TrialInstance? Place, Bookmark? Due) NextDue(DateTime end) => _instances
        .SelectMany(place => place.Instance.Bookmarks, (place, open) => (place, open))
        .Where(at => at.open.DueAt <= end).OrderBy(at => at.open.DueAt).ThenBy(at => at.place.Depth).ThenBy(at => at.open.Id).FirstOrDefault();

    private void Finish(TrialInstance place, WorkflowRun run)
    {
        _reached = 0;
        Run(place, run);
        while (_next.TryDequeue(out var next))
            next();
    }

    private void Run(TrialInstance place, WorkflowRun run)
    {
        var written = 0;
        while (run.Next() is { } call)
        {
            written = Write(run, written);
            RunStep(place, run, call);
        }

        Write(run, written);
        foreach (var child in _instances.Where(child => child.IsAwaitedAt(place, run.Closed) && !child.HasReturned).ToList())
            Run(child, WorkflowRunner.Cancel(child.Instance, Now));
        if (place is { Parent: { } parent, Bookmark: { } bookmark, HasReturned: true })
            _next.Enqueue(() => Resume(parent, bookmark, place.Instance.Result));
    }

    private int Write(WorkflowRun run, int written)
    {
        _journal.AddRange(run.Journal.Skip(written));
        return run.Journal.Count;
    }

    private void Resume(TrialInstance place, int bookmark, JsValue output)
    {
        if (place.Instance.Bookmarks.Any(open => open.Id == bookmark))
            Run(place, WorkflowRunner.Resume(place.Instance, bookmark, "Done", output, Now));
    }

    private void RunStep(TrialInstance place, WorkflowRun run, ActivityCall call)
    {
        var type = call.Activity.Type;
        var starts = library is not null && HostTypes.StartsWorkflow(type.TypeName);
        if (!starts && !ReferenceEquals(type, HostTypes.PublishEvent))
            host(run, call);
        else if (++_reached > HostTypes.MostReached)
            run.Fault(call, $"One answer has reached {HostTypes.MostReached} other workflows, and it goes on without end.");
        else if (starts)
            StartOther(place, run, call, library!);
        else
            Tell(place, run, call);
    }

    private void StartOther(TrialInstance place, WorkflowRun run, ActivityCall call, Func<string, CompiledWorkflow?> library)
    {
        var id = call.Text("workflowDefinitionId") ?? "";
        try
        {
            var child = place.Start(library(id) ?? throw new FormatException($"There is no workflow '{id}'."), call, Now, out var start);
            _instances.Add(child);
            Run(child, start);
            if (!call.IsTrue("waitForCompletion"))
                run.Complete(call, "Done");
            else if (child.HasReturned)
                run.Complete(call, "Done", new Dictionary<string, JsValue> { ["result"] = child.Instance.Result });
            else
                child.Bookmark = run.Wait(call).Id;
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            run.Fault(call, problem.Message);
        }
    }

    private void Tell(TrialInstance place, WorkflowRun run, ActivityCall call)
    {
        if (!call.IsTrue("isLocalEvent"))
        {
            foreach (var other in _instances.Where(other => other != place))
            {
                foreach (var bookmark in other.Instance.WaitingFor(call.Text("eventName"), call.Text("correlationId")))
                    _next.Enqueue(() => Resume(other, bookmark.Id, call.Value("payload")));
            }
        }

        run.Complete(call, "Done");
    }
}

/// <summary>A workflow that runs in a trial: the one that is tried, or one that was started on the way.</summary>
internal sealed class TrialInstance(WorkflowInstance instance, TrialInstance? parent)
{
    public WorkflowInstance Instance { get; } = instance;

    public TrialInstance? Parent { get; } = parent;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>Where the parent waits for its end; null where it does not.</summary>
    public int? Bookmark { get; set; }

    /// <summary>Whether it came to its end. One that failed may still be mended.</summary>
    public bool HasReturned => Instance.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled;

    public bool IsAwaitedAt(TrialInstance place, IReadOnlyList<Bookmark> bookmarks) => Parent == place && bookmarks.Any(bookmark => bookmark.Id == Bookmark);

    /// <summary>Starts another workflow from a step of this one.</summary>
    /// <exception cref="FormatException">It may not.</exception>
    /// <exception cref="ArgumentException">The workflow has no such input.</exception>
    public TrialInstance Start(CompiledWorkflow workflow, ActivityCall call, DateTime now, out WorkflowRun run)
    {
        for (var above = this; above is not null; above = above.Parent)
        {
            if (above.Instance.Workflow.Definition.DefinitionId == workflow.Definition.DefinitionId)
                throw new FormatException($"'{workflow.Definition.DefinitionId}' would start itself.");
        }

        if (Depth == HostTypes.MostDepth)
            throw new FormatException($"Workflows may start each other {HostTypes.MostDepth} deep.");
        run = WorkflowRunner.Start(workflow, call.Fields("input"), now, call.Text("correlationId"));
        return new TrialInstance(run.Instance, this);
    }
}
