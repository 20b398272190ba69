using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Begins bursts: the start of an instance, an answer, a mended incident, a cancellation.</summary>
public static class WorkflowRunner
{
    /// <summary>Starts a new instance.</summary>
    /// <param name="workflow">What to run.</param>
    /// <param name="inputs">By name; those that are missing are nothing.</param>
    /// <param name="now">UTC.</param>
    /// <param name="correlationId">As <c>Elsa.Correlate</c> would set it.</param>
    /// <exception cref="ArgumentException">The workflow has no such input.</exception>
    public static WorkflowRun Start(CompiledWorkflow workflow, IReadOnlyDictionary<string, JsValue>? inputs, DateTime now, string? correlationId = null)
    {
        var instance = new WorkflowInstance(workflow) { CorrelationId = correlationId };
        foreach (var (name, value) in inputs ?? new Dictionary<string, JsValue>())
        {
            if (!workflow.Names.HasInput(name))
                throw new ArgumentException($"The workflow '{workflow.Definition.DefinitionId}' has no input '{name}'.", nameof(inputs));
            instance.Scope.Inputs[name] = value;
        }

        var run = new WorkflowRun(instance, now);
        run.Enqueue(new Step(workflow.Start, instance.Root));
        return run;
    }

    /// <summary>Answers a bookmark.</summary>
    /// <param name="instance">The instance that waits.</param>
    /// <param name="bookmarkId">Where it waits.</param>
    /// <param name="outcome">One of the outcomes of the activity that waits.</param>
    /// <param name="output">What came with the answer.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="AnswerRefusedException">Nothing waits there, or the activity has no such outcome. Nothing has changed.</exception>
    public static WorkflowRun Resume(WorkflowInstance instance, int bookmarkId, string outcome, JsValue output, DateTime now)
    {
        var bookmark = OpenBookmark(instance, bookmarkId);
        if (bookmark.IsRetry)
            throw new AnswerRefusedException($"'{bookmark.ActivityId}' has failed and is tried again by itself; nobody can answer it.");
        RefuseUnknown(instance.Workflow.Find(bookmark.ActivityId)!, outcome);
        var run = new WorkflowRun(instance, now);
        run.Answer(bookmark, outcome, output);
        return run;
    }

    /// <summary>Resumes a bookmark whose time has come.</summary>
    /// <exception cref="AnswerRefusedException">Nothing waits there, or it is not due. Nothing has changed.</exception>
    public static WorkflowRun ResumeDue(WorkflowInstance instance, int bookmarkId, DateTime now)
    {
        var bookmark = instance.OpenBookmarks.Find(open => open.Id == bookmarkId);
        if (bookmark?.DueOutcome is null || bookmark.DueAt is not { } due || due > now)
            throw new AnswerRefusedException("Nothing is due there.");
        if (!bookmark.IsRetry)
            return Resume(instance, bookmarkId, bookmark.DueOutcome, JsValue.Null, now);
        var run = new WorkflowRun(instance, now);
        run.TryAgain(bookmark);
        return run;
    }

    /// <summary>Runs a failed activity again; what its fault had cut off is asked again.</summary>
    /// <exception cref="AnswerRefusedException">There is no such incident. Nothing has changed.</exception>
    public static WorkflowRun Retry(WorkflowInstance instance, int incidentId, DateTime now)
    {
        var step = Mend(instance, incidentId, null);
        var run = new WorkflowRun(instance, now);
        run.Reopen();
        run.Enqueue(step);
        return run;
    }

    /// <summary>Goes on as if a failed activity had completed with <paramref name="outcome"/>.</summary>
    /// <exception cref="AnswerRefusedException">There is no such incident or outcome. Nothing has changed.</exception>
    public static WorkflowRun Skip(WorkflowInstance instance, int incidentId, string outcome, DateTime now)
    {
        var step = Mend(instance, incidentId, outcome);
        var run = new WorkflowRun(instance, now);
        run.Reopen();
        run.PassOver(step, outcome);
        return run;
    }

    /// <summary>Goes back to an activity that waited before and asks it anew: what is open behind it is cancelled, what is open or has arrived beside it stays. An instance that had ended goes on.</summary>
    /// <exception cref="AnswerRefusedException">There is no such activity, or it does not wait for anybody. Nothing has changed.</exception>
    public static WorkflowRun MoveBack(WorkflowInstance instance, string activityId, DateTime now)
    {
        if (instance.Workflow.Find(activityId) is not { Waits: true } activity)
            throw new AnswerRefusedException($"The route has no step '{activityId}' that waits for an answer.");
        var frame = activity.Container is null ? instance.Root : instance.Frames.FindLast(open => open.Scope == activity.Scope);
        if (frame is null)
            throw new AnswerRefusedException($"The step '{activityId}' stands in '{activity.Container!.Id}', which is not under way.");
        var run = new WorkflowRun(instance, now);
        run.GoBack(new Step(activity, frame));
        return run;
    }

    /// <summary>Passes over a step that waits, as if it had been answered with <paramref name="outcome"/>; the journal says "Skipped".</summary>
    /// <exception cref="AnswerRefusedException">Nothing waits there, or the activity has no such outcome. Nothing has changed.</exception>
    public static WorkflowRun SkipStep(WorkflowInstance instance, int bookmarkId, string outcome, DateTime now)
    {
        var bookmark = OpenBookmark(instance, bookmarkId);
        RefuseUnknown(instance.Workflow.Find(bookmark.ActivityId)!, outcome);
        var run = new WorkflowRun(instance, now);
        run.PassOver(bookmark, outcome);
        return run;
    }

    /// <summary>What a step waits for cannot come any more: the step has failed, and can be retried or skipped like any other.</summary>
    /// <exception cref="AnswerRefusedException">Nothing waits there. Nothing has changed.</exception>
    public static WorkflowRun FailStep(WorkflowInstance instance, int bookmarkId, string message, DateTime now)
    {
        var bookmark = OpenBookmark(instance, bookmarkId);
        var run = new WorkflowRun(instance, now);
        run.Fail(bookmark, message);
        return run;
    }

    /// <summary>Ends the branch that waits at a bookmark: its way is dead, and a join behind it decides without it. What waits elsewhere stays.</summary>
    /// <exception cref="AnswerRefusedException">Nothing waits there. Nothing has changed.</exception>
    public static WorkflowRun CancelStep(WorkflowInstance instance, int bookmarkId, DateTime now)
    {
        var bookmark = OpenBookmark(instance, bookmarkId);
        var run = new WorkflowRun(instance, now);
        run.EndBranch(bookmark);
        return run;
    }

    /// <summary>Begins again from the start, in the same journal: what waits is cancelled, arrivals, variables and results are forgotten,
    /// the inputs stay. An instance that had ended runs again.</summary>
    public static WorkflowRun Restart(WorkflowInstance instance, DateTime now)
    {
        var run = new WorkflowRun(instance, now);
        run.BeginAgain();
        return run;
    }

    /// <summary>Calls an instance off; everything that waits is cancelled.</summary>
    public static WorkflowRun Cancel(WorkflowInstance instance, DateTime now)
    {
        var run = new WorkflowRun(instance, now);
        run.CallOff();
        return run;
    }

    private static Bookmark OpenBookmark(WorkflowInstance instance, int bookmarkId) =>
        instance.OpenBookmarks.Find(open => open.Id == bookmarkId) ?? throw new AnswerRefusedException("Nothing waits for this answer any more.");

    private static Step Mend(WorkflowInstance instance, int incidentId, string? outcome)
    {
        if (instance.OpenIncidents.Find(open => open.Id == incidentId) is not { } incident)
            throw new AnswerRefusedException("There is no such incident any more.");
        var step = instance.StepOf(incident);
        if (outcome is not null)
            RefuseUnknown(step.Activity, outcome);
        instance.OpenIncidents.Remove(incident);
        return step;
    }

    private static void RefuseUnknown(CompiledActivity activity, string outcome)
    {
        if (!activity.Outcomes.Contains(outcome, StringComparer.Ordinal))
            throw new AnswerRefusedException($"'{activity.Id}' cannot end with '{outcome}'; its outcomes are {string.Join(", ", activity.Outcomes)}.");
    }
}
