using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Running;

/// <summary>
/// What bursts set going in other processes, in the same transaction: each in its turn, once no burst is under way, so that none runs
/// on a state that another is about to change.
/// </summary>
internal sealed class FollowUps
{
    private readonly Queue<Func<Task>> _next = [];
    private readonly Stack<(Process Process, WorkflowRun Run)> _bursts = [];
    private bool _busy;
    private int _reached;

    /// <summary>Runs a burst; the outermost runs what it and all inner ones have set going.</summary>
    public async Task RunAsync(Process process, WorkflowRun run, Func<Task> burst)
    {
        var outermost = !_busy;
        if (outermost)
            Begin();
        try
        {
            _bursts.Push((process, run));
            try
            {
                await burst();
            }
            finally
            {
                _bursts.Pop();
            }

            while (outermost && _next.TryDequeue(out var next))
                await next();
        }
        finally
        {
            _busy = _busy && !outermost;
        }
    }

    public void Add(Func<Task> next) => _next.Enqueue(next);

    /// <summary>At once, or once the bursts that are under way have ended.</summary>
    public Task InTurnAsync(Func<Task> next)
    {
        if (!_busy)
            return next();
        Add(next);
        return Task.CompletedTask;
    }

    /// <summary>Counts processes that are started or woken.</summary>
    /// <exception cref="DomainRuleException"><c>RouteReachesTooFar</c>.</exception>
    public void Reach(int processes)
    {
        _reached += processes;
        if (_reached > HostTypes.MostReached)
            throw new DomainRuleException("RouteReachesTooFar", HostTypes.MostReached);
    }

    /// <summary>The state of a process whose burst is under way; null for any other.</summary>
    public WorkflowInstance? InstanceOf(Process process) => _bursts.Where(b => b.Process == process).Select(b => b.Run.Instance).FirstOrDefault();

    /// <summary>Whether what happens now comes of a step of this process, or of one of its sub-routes.</summary>
    public bool ComesOf(Process process) => _bursts.Any(b => b.Process == process || b.Process.Above().Contains(process));

    // What a try has left behind that was given up counts no more.
    private void Begin()
    {
        _next.Clear();
        (_busy, _reached) = (true, 0);
    }
}
