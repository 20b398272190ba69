using System.Text;
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
public sealed class ProcessRunner(PhdTrackerDb db, DefinitionLibrary definitions, IServiceProvider services, TimeProvider clock, ILogger<ProcessRunner> logger)
{
    /// <summary>Starts the route of a milestone for a version that was handed in.</summary>
    /// <exception cref="InvalidRouteException">There is no such route.</exception>
    public Task<Process> StartAsync(string definitionId, Candidature candidature, Milestone milestone, Submission submission, Person? by, CancellationToken ct) =>
        StartWithAsync(definitionId, candidature, milestone, null, by, ct);

    /// <summary>Starts a route with inputs, about a case or about none.</summary>
    /// <exception cref="InvalidRouteException">There is no such route.</exception>
    public async Task<Process> StartWithAsync(
        string definitionId, Candidature? candidature, Milestone? milestone, IReadOnlyDictionary<string, JsValue>? inputs, Person? by, CancellationToken ct)
    {
        var (workflow, now) = (definitions.Latest(definitionId), clock.UtcNow());
        await definitions.EnsureStoredAsync(db, definitionId, now, ct);
        var process = new Process(definitionId, workflow.Definition.Version, candidature, milestone, now);
        db.Processes.Add(process);
        await RunAsync(process, WorkflowRunner.Start(workflow, inputs, now), null, by, ct);
        return process;
    }

    /// <summary>Goes on where the task waited.</summary>
    /// <param name="task">Answered by the caller, with its process.</param>
    /// <param name="outcome">The port by which the route goes on.</param>
    /// <param name="by">Who answered.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="TaskAlreadyClosedException">Nothing waits there any more.</exception>
    public async Task ResumeAsync(ProcessTask task, string outcome, Person? by, CancellationToken ct)
    {
        var process = await WithSubjectAsync(task.Process, ct);
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
        var instance = await InstanceAsync(await WithSubjectAsync(process, ct), ct);
        await RunAsync(process, WorkflowRunner.Resume(instance, bookmarkId, outcome, output, clock.UtcNow()), bookmarkId, by, ct);
    }

    /// <summary>Goes on where the time has come.</summary>
    /// <returns>False if nothing is due there, or not yet.</returns>
    internal async Task<bool> ResumeDueAsync(Process process, int bookmarkId, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var instance = await InstanceAsync(await WithSubjectAsync(process, ct), ct);
        if (instance.Bookmarks.FirstOrDefault(open => open.Id == bookmarkId) is not { DueAt: { } due } || due > now)
            return false;
        await RunAsync(process, WorkflowRunner.ResumeDue(instance, bookmarkId, now), bookmarkId, null, ct, lapsed: true);
        return true;
    }

    /// <summary>Runs a failed step again, after what made it fail was mended.</summary>
    /// <exception cref="AnswerRefusedException">It is mended already.</exception>
    internal async Task RetryAsync(ProcessIncident incident, Person by, CancellationToken ct)
    {
        var instance = await InstanceAsync(await WithSubjectAsync(incident.Process, ct), ct);
        incident.Resolve(by.Id, clock.UtcNow());
        await RunAsync(incident.Process, WorkflowRunner.Retry(instance, incident.Number, clock.UtcNow()), null, by, ct);
    }

    /// <summary>Goes on as if a failed step had ended with an outcome.</summary>
    /// <exception cref="AnswerRefusedException">It is mended already, or has no such outcome.</exception>
    internal async Task SkipAsync(ProcessIncident incident, string outcome, Person by, CancellationToken ct)
    {
        var instance = await InstanceAsync(await WithSubjectAsync(incident.Process, ct), ct);
        incident.Resolve(by.Id, clock.UtcNow());
        await RunAsync(incident.Process, WorkflowRunner.Skip(instance, incident.Number, outcome, clock.UtcNow()), null, by, ct);
    }

    private async Task<WorkflowInstance> InstanceAsync(Process process, CancellationToken ct) =>
        WorkflowInstance.FromJson(await definitions.GetAsync(db, process.DefinitionId, process.DefinitionVersion, ct), Encoding.UTF8.GetBytes(process.State));

    private async ValueTask<Process> WithSubjectAsync(Process process, CancellationToken ct)
    {
        if (process is { MilestoneId: not null, Milestone: null })
            await db.Entry(process).Reference(p => p.Milestone).LoadAsync(ct);
        if (process is { CandidatureId: not null, Candidature: null })
            await db.Entry(process).Reference(p => p.Candidature).LoadAsync(ct);
        if (process.Candidature is { Student: null } candidature)
            await db.Entry(candidature).Reference(c => c.Student).LoadAsync(ct);
        return process;
    }

    private async Task RunAsync(Process process, WorkflowRun run, int? answered, Person? by, CancellationToken ct, bool lapsed = false)
    {
        while (run.Next() is { } call)
            await RunStepAsync(process, run, call, by, ct);
        process.Keep(Encoding.UTF8.GetString(run.Instance.ToJson()), run.Instance.Status.ToString(), run.Instance.SubStatus.ToString(), run.Now);
        await new BurstRecord(db, process, run).KeepAsync(answered, lapsed, by, ct);
    }

    private async Task RunStepAsync(Process process, WorkflowRun run, ActivityCall call, Person? by, CancellationToken ct)
    {
        var before = TrackedChanges.Remember(db);
        try
        {
            var step = new RouteStep(db, process, call, by, run.Now);
            var end = await RouteActivities.Find(services, call.Activity.Type).RunAsync(step, ct);
            if (end.Outcome is { } outcome)
                run.Complete(call, outcome);
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
