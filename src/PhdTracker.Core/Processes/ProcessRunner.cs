using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Core.Processes;

/// <summary>Starts and resumes processes inside the caller's transaction: it changes what the context tracks, and the caller saves once.</summary>
public sealed class ProcessRunner(PhdTrackerDb db, DefinitionLibrary definitions, Desks desks, IServiceProvider services, TimeProvider clock, ILogger<ProcessRunner> logger)
{
    private readonly FollowUps _followUps = new();

    /// <summary>Starts the route of a milestone for a version that was handed in.</summary>
    /// <exception cref="InvalidRouteException">There is no such route.</exception>
    /// <exception cref="DomainRuleException"><c>RouteRetired</c>.</exception>
    public Task<Process> StartAsync(string definitionId, Candidature candidature, Milestone milestone, Submission submission, Person? by, CancellationToken ct) =>
        StartWithAsync(definitionId, milestone, null, by, ct, candidature);

    /// <summary>Starts a route about a case.</summary>
    /// <exception cref="InvalidRouteException">There is no such route.</exception>
    /// <exception cref="DomainRuleException"><c>RouteRetired</c>.</exception>
    public Task<Process> StartAsync(string definitionId, IProcessSubject subject, Person? by, CancellationToken ct) => StartWithAsync(definitionId, subject, null, by, ct);

    /// <summary>Starts a route with inputs, about a case or about none.</summary>
    /// <exception cref="InvalidRouteException">There is no such route.</exception>
    /// <exception cref="DomainRuleException"><c>RouteRetired</c>.</exception>
    public async Task<Process> StartWithAsync(
        string definitionId, IProcessSubject? subject, IReadOnlyDictionary<string, JsValue>? inputs, Person? by, CancellationToken ct, Candidature? candidature = null)
    {
        var now = clock.UtcNow();
        var workflow = await definitions.LatestAsync(db, definitionId, now, ct);
        var process = subject is Milestone milestone
            ? new Process(definitionId, workflow.Definition.Version, candidature ?? milestone.Candidature, milestone, now)
            : new Process(definitionId, workflow.Definition.Version, subject, now);
        db.Processes.Add(process);
        await LoadSubjectAsync(process, ct);
        await RunAsync(process, WorkflowRunner.Start(workflow, inputs, now), null, by, ct);
        return process;
    }

    /// <summary>Somebody did what a <c>RequestAction</c> step asked for: its task is closed and the route goes on. The caller saves.</summary>
    /// <param name="action">As the step names it.</param>
    /// <param name="outcome">One of the step's outcomes.</param>
    /// <exception cref="NotFoundException">It is not asked for, or not of this person, or they no longer hold the role.</exception>
    /// <exception cref="TaskAlreadyClosedException">Somebody was faster.</exception>
    public async Task<ProcessTask> FulfilAsync(IProcessSubject subject, string action, string outcome, Person by, CancellationToken ct)
    {
        var task = await db.Tasks.About(subject.Kind, subject.Id).Include(t => t.Process).Include(t => t.Assignees).ThenInclude(a => a.Person)
            .Where(t => t.Kind == TaskKind.Action && t.Action == action && t.Assignees.Any(a => a.PersonId == by.Id))
            .OrderBy(t => t.State != TaskState.Open).ThenByDescending(t => t.Id).FirstOrDefaultAsync(ct) ?? throw new NotFoundException();
        if (task.State != TaskState.Open)
            throw new TaskAlreadyClosedException(await ClosedTask.OfAsync(db.Tasks, task.Id, ct), by.Id);
        await LoadSubjectAsync(task.Process, ct);
        if (!await desks.AskAsync(task, by, clock.Today(), ct))
            throw new NotFoundException();
        task.Fulfil(clock.UtcNow());
        await ResumeAsync(task, outcome, by, ct);
        return task;
    }

    /// <summary>Goes back to a question that was answered before: it is asked anew, and what is open behind it is closed. The caller saves.</summary>
    /// <exception cref="AnswerRefusedException">The route has no such question.</exception>
    public async Task MoveBackAsync(Process process, string activityId, Person? by, CancellationToken ct)
    {
        var instance = await InstanceAsync(await LoadSubjectAsync(process, ct), ct);
        var run = WorkflowRunner.MoveBack(instance, activityId, clock.UtcNow());
        await CancelAsync(await db.BehindAsync(process, instance.Workflow, activityId, ct), by, ct);
        await RunAsync(process, run, null, by, ct);
        await ResolveAsync(process, by, ct);
    }

    /// <summary>Ends a process that goes on no longer because of what happened to its case: its open tasks are cancelled, visibly.</summary>
    public async Task CancelAsync(Process process, Person? by, CancellationToken ct)
    {
        if (process is { Status: "Finished", SubStatus: not "Faulted" })
            return;
        var now = clock.UtcNow();
        var instance = await InstanceAsync(await LoadSubjectAsync(process, ct), ct);
        var run = WorkflowRunner.Cancel(instance, now);
        await KeepAsync(process, run, null, by, false, ct);
        await ResolveAsync(process, by, ct);
        await CancelAsync(await db.BelowAsync(process, ct), by, ct);
    }

    /// <summary>Ends all of these processes that still run, but for those whose own step led to this.</summary>
    public async Task CancelAsync(IQueryable<Process> processes, Person? by, CancellationToken ct)
    {
        foreach (var process in await processes.Where(p => p.Status != "Finished").OrderBy(p => p.Id).ToListAsync(ct))
        {
            if (_followUps.ComesOf(process))
                continue;
            await CancelAsync(process, by, ct);
            await _followUps.InTurnAsync(() => FailAwaitingAsync(process, by, ct));
        }
    }

    /// <summary>Calls a process off by itself: where another waits for its end, that step has failed, and can be run again or passed over. The caller saves.</summary>
    public async Task CallOffAsync(Process process, Person by, CancellationToken ct)
    {
        await CancelAsync(process, by, ct);
        await FailAwaitingAsync(process, by, ct);
    }

    /// <summary>The step that waits for the end of a process which was called off has failed.</summary>
    private async Task FailAwaitingAsync(Process process, Person? by, CancellationToken ct)
    {
        if (process is not { SubStatus: "Cancelled", Parent: { } parent, ParentBookmarkId: { } bookmark })
            return;
        var instance = await InstanceAsync(await LoadSubjectAsync(parent, ct), ct);
        if (instance.Bookmarks.Any(open => open.Id == bookmark))
            await RunAsync(parent, WorkflowRunner.FailStep(instance, bookmark, new DomainRuleException("SubRouteCalledOff", process.DefinitionId).In(Texts.English), clock.UtcNow()), null, by, ct);
    }

    /// <summary>Goes on where the task waited.</summary>
    /// <param name="task">Answered by the caller, with its process.</param>
    /// <param name="outcome">The port by which the route goes on.</param>
    /// <param name="by">Who answered.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="TaskAlreadyClosedException">Nothing waits there any more.</exception>
    public async Task ResumeAsync(ProcessTask task, string outcome, Person? by, CancellationToken ct)
    {
        var process = await LoadSubjectAsync(task.Process, ct);
        var instance = await InstanceAsync(process, ct);
        var bookmark = Bookmarks.Id(task.BookmarkId);
        if (instance.Bookmarks.All(open => open.Id != bookmark))
            throw new TaskAlreadyClosedException(await ClosedTask.OfAsync(db.Tasks, task.Id, ct), by?.Id);
        await RunAsync(process, WorkflowRunner.Resume(instance, bookmark, outcome, JsValue.Null, clock.UtcNow()), bookmark, by, ct);
    }

    /// <summary>Answers a step that waits for something other than a person of the programme: a task of another system, an event.</summary>
    /// <exception cref="AnswerRefusedException">Nothing waits there, or not for this outcome.</exception>
    public async Task ResumeAsync(Process process, int bookmarkId, string outcome, JsValue output, Person? by, CancellationToken ct)
    {
        var instance = await InstanceAsync(await LoadSubjectAsync(process, ct), ct);
        await RunAsync(process, WorkflowRunner.Resume(instance, bookmarkId, outcome, output, clock.UtcNow()), bookmarkId, by, ct);
    }

    /// <summary>Goes on where the time has come.</summary>
    /// <returns>False if nothing is due there, or not yet.</returns>
    internal async Task<bool> ResumeDueAsync(Process process, int bookmarkId, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var instance = await InstanceAsync(await LoadSubjectAsync(process, ct), ct);
        if (instance.Bookmarks.FirstOrDefault(open => open.Id == bookmarkId) is not { DueAt: { } due } || due > now)
            return false;
        await RunAsync(process, WorkflowRunner.ResumeDue(instance, bookmarkId, now), bookmarkId, null, ct, lapsed: true);
        return true;
    }

    /// <summary>Runs a failed step again, after what made it fail was mended.</summary>
    /// <exception cref="AnswerRefusedException">It is mended already.</exception>
    internal async Task RetryAsync(ProcessIncident incident, Person by, CancellationToken ct)
    {
        var instance = await InstanceAsync(await LoadSubjectAsync(incident.Process, ct), ct);
        incident.Resolve(by.Id, clock.UtcNow());
        await RunAsync(incident.Process, WorkflowRunner.Retry(instance, incident.Number, clock.UtcNow()), null, by, ct);
    }

    /// <summary>Goes on as if a failed step had ended with an outcome.</summary>
    /// <exception cref="AnswerRefusedException">It is mended already, or has no such outcome.</exception>
    internal async Task SkipAsync(ProcessIncident incident, string outcome, Person by, CancellationToken ct)
    {
        var instance = await InstanceAsync(await LoadSubjectAsync(incident.Process, ct), ct);
        incident.Resolve(by.Id, clock.UtcNow());
        await RunAsync(incident.Process, WorkflowRunner.Skip(instance, incident.Number, outcome, clock.UtcNow()), null, by, ct);
    }

    /// <summary>Passes over a step that waits, as if it had ended with an outcome. The caller saves.</summary>
    /// <exception cref="AnswerRefusedException">Nothing waits there, or not for this outcome.</exception>
    public async Task SkipStepAsync(Process process, int bookmarkId, string outcome, Person by, CancellationToken ct)
    {
        var instance = await InstanceAsync(await LoadSubjectAsync(process, ct), ct);
        await RunAsync(process, WorkflowRunner.SkipStep(instance, bookmarkId, outcome, clock.UtcNow()), null, by, ct);
    }

    /// <summary>Begins the route anew from its start: what is open is closed, what was said stays in the history. The caller saves.</summary>
    public async Task RestartAsync(Process process, Person by, CancellationToken ct)
    {
        var instance = await InstanceAsync(await LoadSubjectAsync(process, ct), ct);
        await CancelAsync(await db.BelowAsync(process, ct), by, ct);
        await RunAsync(process, WorkflowRunner.Restart(instance, clock.UtcNow()), null, by, ct);
        await ResolveAsync(process, by, ct);
    }

    /// <summary>Goes on by the version of its route with which a new process would start now. The caller saves.</summary>
    /// <exception cref="MigrationRefusedException">What waits or has failed has no place there.</exception>
    /// <exception cref="DomainRuleException"><c>RouteRetired</c>.</exception>
    public async Task MoveToLatestAsync(Process process, Person by, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var to = await definitions.LatestAsync(db, process.DefinitionId, now, ct);
        var instance = await InstanceAsync(await LoadSubjectAsync(process, ct), ct);
        var run = WorkflowMigration.Apply(instance, to, now);
        process.MoveTo(to.Definition.Version);
        await RunAsync(process, run, null, by, ct);
    }

    /// <summary>The process as the engine knows it: to be looked at, not to be run.</summary>
    public async Task<WorkflowInstance> InstanceAsync(Process process, CancellationToken ct) =>
        WorkflowInstance.FromJson(await definitions.GetAsync(db, process.DefinitionId, process.DefinitionVersion, ct), Encoding.UTF8.GetBytes(process.State));

    /// <summary>Loads what the process is about, with the people whom pages and mails name, and the processes that led to it.</summary>
    public Task<Process> LoadSubjectAsync(Process process, CancellationToken ct) => db.LoadSubjectAsync(process, ct);

    /// <summary>Starts another route about the case of a process, from a step of it.</summary>
    internal async Task<Process> StartSubRouteAsync(RouteStep step, CompiledWorkflow workflow, IReadOnlyDictionary<string, JsValue> inputs, CancellationToken ct)
    {
        _followUps.Reach(1);
        var parent = step.Process;
        if (parent is { HasReplacements: true, Id: > 0 })
            await db.ProcessReplacements.Include(r => r.InsteadOf).Include(r => r.Person).Include(r => r.By).Where(r => r.ProcessId == parent.Id).LoadAsync(ct);
        var run = WorkflowRunner.Start(workflow, inputs, step.Now, step.Call.Text("correlationId"));
        var child = db.Processes.Add(Process.SubRouteOf(parent, step.Call.Activity.Id, workflow.Definition.DefinitionId, workflow.Definition.Version, step.Now)).Entity;
        await RunAsync(child, run, null, step.By, ct);
        return child;
    }

    /// <summary>An event has happened: every other process about the same case that waits for it now goes on, once.</summary>
    /// <param name="correlationId">Only those that have this one; null for all.</param>
    internal async Task TellAsync(RouteStep step, string eventName, string? correlationId, JsValue payload, CancellationToken ct)
    {
        if (step.Process.Subject is not { } subject)
            return;
        await db.Processes.About(subject.Kind, subject.Id).Where(p => p.Status == "Running" && db.Bookmarks.Any(b => b.ProcessId == p.Id && b.Name == eventName)).LoadAsync(ct);
        var waiting = new List<(Process Process, int Bookmark)>();
        foreach (var process in db.Processes.Local.Where(p => p != step.Process && p.Subject == subject && p.Status == "Running").OrderBy(p => p.StartedAt).ToList())
        {
            var instance = _followUps.InstanceOf(process) ?? await InstanceAsync(process, ct);
            waiting.AddRange(instance.WaitingFor(eventName, correlationId).Select(bookmark => (process, bookmark.Id)));
        }

        // All of them or, where that is too many, none.
        _followUps.Reach(waiting.Count);
        foreach (var (process, bookmark) in waiting)
            _followUps.Add(() => GoOnAsync(process, bookmark, payload, step.By, ct));
    }

    private Task RunAsync(Process process, WorkflowRun run, int? answered, Person? by, CancellationToken ct, bool lapsed = false) => _followUps.RunAsync(process, run, async () =>
    {
        await RunBurstAsync(process, run, answered, by, lapsed, ct);
        // A route that went back comes again to an event that happens once: there is nothing left to wait for.
        foreach (var bookmark in run.Opened.Where(b => b.Name is { } name && process.Subject?.HasHappened(name) == true && run.Instance.Bookmarks.Contains(b)).ToList())
            await RunBurstAsync(process, WorkflowRunner.Resume(run.Instance, bookmark.Id, "Done", JsValue.Null, run.Now), bookmark.Id, by, false, ct);
        if (process is { HasReturned: true, Parent: { } parent, ParentBookmarkId: { } awaited })
            _followUps.Add(() => GoOnAsync(parent, awaited, run.Instance.Result, by, ct));
    });

    /// <summary>What a step waited for has come: it goes on, unless it waits no more.</summary>
    private async Task GoOnAsync(Process process, int bookmarkId, JsValue output, Person? by, CancellationToken ct)
    {
        var instance = await InstanceAsync(await LoadSubjectAsync(process, ct), ct);
        if (instance.Bookmarks.Any(open => open.Id == bookmarkId))
            await RunAsync(process, WorkflowRunner.Resume(instance, bookmarkId, "Done", output, clock.UtcNow()), bookmarkId, by, ct);
    }

    private async Task RunBurstAsync(Process process, WorkflowRun run, int? answered, Person? by, bool lapsed, CancellationToken ct)
    {
        while (run.Next() is { } call)
            await RunStepAsync(process, run, call, by, ct);
        await KeepAsync(process, run, answered, by, lapsed, ct);
    }

    private async Task CancelAsync(IReadOnlyList<Process> processes, Person? by, CancellationToken ct)
    {
        foreach (var process in processes)
            await CancelAsync(process, by, ct);
    }

    /// <summary>What failed on a way that is not gone any more waits for nobody.</summary>
    private async Task ResolveAsync(Process process, Person? by, CancellationToken ct)
    {
        var waiting = process.Status == "Finished" && process.SubStatus != "Faulted" ? [] : (await InstanceAsync(process, ct)).Incidents.Select(i => i.Id).ToList();
        await db.Incidents.Where(i => i.ProcessId == process.Id && i.ResolvedAt == null).LoadAsync(ct);
        foreach (var incident in db.Incidents.Local.Where(i => i.Process == process && i.ResolvedAt is null && !waiting.Contains(i.Number)).ToList())
            incident.Resolve(by?.Id, clock.UtcNow());
    }

    private async Task KeepAsync(Process process, WorkflowRun run, int? answered, Person? by, bool lapsed, CancellationToken ct)
    {
        process.Keep(Encoding.UTF8.GetString(run.Instance.ToJson()), run.Instance.Status.ToString(), run.Instance.SubStatus.ToString(), run.Now);
        var record = new BurstRecord(db, process, run);
        await record.KeepAsync(answered, lapsed, by, ct);
        await CancelAsync(await record.LeftAsync(ct), by, ct);
    }

    private async Task RunStepAsync(Process process, WorkflowRun run, ActivityCall call, Person? by, CancellationToken ct)
    {
        var before = TrackedChanges.Remember(db);
        try
        {
            var step = new RouteStep(db, process, call, by, run.Now);
            var end = await RouteActivities.Find(services, call.Activity.Type).RunAsync(step, ct);
            if (end.Outcome is { } outcome)
                run.Complete(call, outcome, end.Outputs);
            else
                end.Waits?.Invoke(run.Wait(call, null, end.DueAt, end.DueOutcome));
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The decision that led here stands: only what this step did is undone.
            before.Undo();
            logger.LogError(problem, "The step {Activity} of the route {Route} failed", call.Activity.Id, process.DefinitionId);
            run.Fault(call, problem is DomainRuleException rule ? rule.In(Texts.English) : problem.Message);
        }
    }
}
