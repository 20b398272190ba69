using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Passes over a step that waits: the route goes on as if it had ended with an outcome, and nobody has answered.</summary>
/// <param name="Version">The version of the process that the page was loaded with.</param>
/// <param name="BookmarkId">Where it waits, as the engine counts.</param>
public sealed record SkipStep(int ProcessId, int Version, int BookmarkId, string Outcome, string Reason);

/// <inheritdoc cref="SkipStep"/>
public sealed class SkipStepHandler(PhdTrackerDb db, ManagedProcesses processes, ProcessPeople people, CaseReturn cases, ProcessRunner runner, Notifier notifier)
{
    /// <exception cref="NotFoundException">There is no such process, or the person may not repair it.</exception>
    /// <exception cref="DomainRuleException"><c>ProcessWentOn</c>, <c>NothingWaitsThere</c>, <c>StepNotSkippable</c>, <c>OutcomeMissing</c>, and those of <see cref="ManagedProcesses.Reason"/>.</exception>
    public Task<Process> HandleAsync(SkipStep command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => SkipAsync(command, me!, ct), ct);

    private async Task<Process> SkipAsync(SkipStep command, Person by, CancellationToken ct)
    {
        var process = await processes.LoadAsync(command.ProcessId, command.Version, by, ct);
        var instance = await runner.InstanceAsync(process, ct);
        var bookmark = instance.Bookmarks.FirstOrDefault(b => b.Id == command.BookmarkId) ?? throw new DomainRuleException("NothingWaitsThere");
        var task = process.Tasks.SingleOrDefault(t => t.State == TaskState.Open && t.BookmarkId == Running.Bookmarks.Key(bookmark));
        var outcomes = Outcomes(instance.Workflow.Find(bookmark.ActivityId)!, bookmark, task);
        if (outcomes.Count == 0)
            throw new DomainRuleException("StepNotSkippable");
        if (!outcomes.Contains(command.Outcome))
            throw new DomainRuleException("OutcomeMissing") { Field = "Outcome" };
        var reason = ManagedProcesses.Reason(command.Reason);
        var left = (task is null ? await SubRouteTasksAsync(process, bookmark, ct) : [task]).SelectMany(t => t.Asked);
        List<Person> concerned = [.. left.Concat(await people.ConcernedAsync(process, ct, task)).DistinctBy(p => p.Id)];

        if (process.Subject is { } subject)
            await cases.LoadAroundAsync(subject, ct);
        await runner.SkipStepAsync(process, bookmark.Id, command.Outcome, by, ct);
        foreach (var person in concerned.Where(p => p.Id != by.Id && process.Subject is not null))
        {
            var texts = Texts.For(person.Language);
            var (step, outcome) = (ProcessWords.Step(texts, instance.Workflow, bookmark.ActivityId), ProcessWords.Outcome(texts, instance.Workflow, bookmark.ActivityId, command.Outcome));
            notifier.Tell(person, "StepSkipped", process.Subject!.Path(), null, process.Subject!.TitleIn(texts), step, by.DisplayName, reason, outcome);
        }
        db.Record(process.Subject?.CaseKey ?? CaseKey.System, new Act(nameof(SkipStep), by.Id, SubjectKind: nameof(Process), SubjectId: process.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
        return process;
    }

    /// <summary>What is asked in the sub-route that a step waits for, and is asked no more once that is passed over.</summary>
    private Task<List<ProcessTask>> SubRouteTasksAsync(Process process, Bookmark bookmark, CancellationToken ct)
    {
        var awaited = db.Processes.Where(p => p.ParentId == process.Id && p.ParentBookmarkId == bookmark.Id);
        return db.Tasks.Include(t => t.Assignees).ThenInclude(a => a.Person)
            .Where(t => t.State == TaskState.Open && awaited.Any(p => p.Id == t.ProcessId || p.Id == t.Process.ParentId || p.Id == t.Process.Parent!.ParentId)).ToListAsync(ct);
    }

    /// <summary>
    /// The outcomes with which a step may be passed over. None where people do something on a page of its own, decide for one side of a call or publish:
    /// there the case itself would lack what the route says was done.
    /// </summary>
    /// <param name="task">Null for a step that waits for nobody of the programme.</param>
    public static IReadOnlyList<string> Outcomes(CompiledActivity activity, Bookmark bookmark, ProcessTask? task) => task switch
    {
        null => bookmark.Name == AgreeToPublishHandler.Event ? [] : activity.Outcomes,
        { Kind: TaskKind.Action } or { Choices: TaskChoices.Side } => [],
        // A version that nobody handed in cannot be decided on.
        { Kind: TaskKind.Submission } => [.. activity.Outcomes.Where(o => o != "Submitted")],
        _ => [.. activity.Outcomes.Where(o => o == "Lapsed" || ProcessTask.Answers(task.Kind, task.Choices).Any(a => Decision.Outcome(a) == o))],
    };
}
