using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Runs a workflow in memory: answers are given by hand, and so is the time. Nothing is kept beyond the object.</summary>
/// <param name="workflow">What to run.</param>
/// <param name="now">Where the clock stands, UTC.</param>
/// <param name="host">Runs a step of the host's: it completes it, lets it wait or fails it.</param>
public sealed class WorkflowTrial(CompiledWorkflow workflow, DateTime now, Action<WorkflowRun, ActivityCall> host)
{
    /// <summary>So many may fall due while the clock moves once: a timer of a second would never let a year pass.</summary>
    public const int MostTimers = 200;

    private readonly List<JournalEntry> _journal = [];
    private WorkflowInstance? _instance;

    /// <summary>How it stands.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public WorkflowInstance Instance => _instance ?? throw new InvalidOperationException("The trial was not started.");

    /// <summary>Where the clock stands, UTC.</summary>
    public DateTime Now { get; private set; } = now;

    /// <summary>What has happened so far, in order.</summary>
    public IReadOnlyList<JournalEntry> Journal => _journal;

    /// <summary>Starts it.</summary>
    /// <exception cref="ArgumentException">The workflow has no such input.</exception>
    public void Start(IReadOnlyDictionary<string, JsValue>? inputs = null) => Finish(WorkflowRunner.Start(workflow, inputs, Now));

    /// <summary>Answers the place where an activity has waited longest.</summary>
    /// <returns>False if it does not wait: nothing has changed.</returns>
    /// <exception cref="AnswerRefusedException">The activity has no such outcome. Nothing has changed.</exception>
    public bool Answer(string activityId, string outcome, JsValue output)
    {
        if (Instance.Bookmarks.FirstOrDefault(open => open.ActivityId == activityId) is not { } bookmark)
            return false;
        Finish(WorkflowRunner.Resume(Instance, bookmark.Id, outcome, output, Now));
        return true;
    }

    /// <summary>Moves the clock; what falls due on the way goes on at its time, in order.</summary>
    /// <returns>False if more than <see cref="MostTimers"/> fell due: the clock stands at the last of them.</returns>
    public bool Advance(TimeSpan length)
    {
        var end = Now + length;
        for (var timers = 0; Instance.Bookmarks.Where(open => open.DueAt <= end).OrderBy(open => open.DueAt).ThenBy(open => open.Id).FirstOrDefault() is { } due; timers++)
        {
            if (timers == MostTimers)
                return false;
            Now = due.DueAt > Now ? due.DueAt.Value : Now;
            Finish(WorkflowRunner.ResumeDue(Instance, due.Id, Now));
        }

        Now = end;
        return true;
    }

    private void Finish(WorkflowRun run)
    {
        while (run.Next() is { } call)
            host(run, call);
        _journal.AddRange(run.Journal);
        _instance = run.Instance;
    }
}
