using System.Globalization;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Workflows;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Core.Processes.Trials;

/// <summary>One answer that can be given in a trial.</summary>
/// <param name="Act">What to add to the acts of the trial.</param>
public sealed record TrialAnswer(string Act, string Word);

/// <summary>A step that waits in a trial.</summary>
/// <param name="Who">Whose turn it is, in words.</param>
public sealed record TrialTurn(string ActivityId, string Title, string Who, DateOnly? DueOn, DateOnly? LapsesOn, IReadOnlyList<TrialAnswer> Answers)
{
    /// <summary>When whoever is asked would be reminded.</summary>
    public IReadOnlyList<DateOnly> RemindedOn { get; init; } = [];
}

/// <summary>One line of what happened in a trial.</summary>
public sealed record TrialLine(DateTime At, string Text, NodeState State);

/// <summary>
/// A dry run of a route: the acts that were chosen so far, run from the start each time, so that nothing is kept anywhere. An act is
/// <c>step.Outcome</c>, or <c>+5</c> for five days that pass.
/// </summary>
public sealed class TriedRoute
{
    /// <summary>More acts than these are no trial any more.</summary>
    public const int MostActs = 100;

    /// <summary>Most days that pass at once.</summary>
    public const int MostDays = 400;

    private readonly WorkflowDefinition _definition;
    private readonly Texts _texts;
    private readonly WorkflowTrial _trial;
    private readonly StatusWords _states;

    private TriedRoute(CompiledWorkflow workflow, DateTime from, Texts texts)
    {
        (_definition, _texts, _trial) = (workflow.Definition, texts, RouteTrial.AsPeople(workflow, from));
        _states = new StatusWords(_definition, texts);
    }

    /// <summary>Where the clock stands, UTC.</summary>
    public DateTime Now => _trial.Now;

    /// <summary>The acts that took effect, in order.</summary>
    public IReadOnlyList<string> Acts { get; private set; } = [];

    /// <summary>Whether an act was passed over, because nothing waited for it.</summary>
    public bool PassedOver { get; private set; }

    /// <summary>Whether the time did not pass to its end, because something falls due again and again.</summary>
    public bool Restless { get; private set; }

    public bool IsOver => _trial.Instance.Status == WorkflowStatus.Finished;

    /// <summary>What failed; null where nothing did.</summary>
    public string? Failure => _trial.Instance.Incidents.Count > 0 ? _trial.Instance.Incidents[0].Message : null;

    /// <summary>Runs the acts.</summary>
    /// <param name="from">When the trial begins, UTC.</param>
    public static TriedRoute Run(CompiledWorkflow workflow, DateTime from, IReadOnlyList<string> acts, Texts texts)
    {
        var tried = new TriedRoute(workflow, from, texts);
        tried._trial.Start();
        var done = new List<string>();
        foreach (var act in acts.Take(MostActs))
        {
            if (tried.Do(act))
                done.Add(act);
            else
                tried.PassedOver = true;
        }

        tried.Acts = done;
        return tried;
    }

    /// <summary>Whose turn it is; empty when it is over, or only the time brings it on.</summary>
    public IReadOnlyList<TrialTurn> Turns => [.. _trial.Instance.Bookmarks.DistinctBy(b => b.ActivityId).Select(Turn)];

    /// <summary>What happened, the first first; machinery is passed over.</summary>
    public IReadOnlyList<TrialLine> Lines => [.. _trial.Journal.Select(Line).OfType<TrialLine>()];

    /// <summary>The route with what is done and what waits.</summary>
    public RouteDiagram Diagram
    {
        get
        {
            var waits = _trial.Instance.Bookmarks.Select(b => b.ActivityId).ToHashSet(StringComparer.Ordinal);
            var failed = _trial.Instance.Incidents.Select(i => i.ActivityId).ToHashSet(StringComparer.Ordinal);
            var marks = new Dictionary<string, NodeMark>(StringComparer.Ordinal);
            foreach (var step in _trial.Journal.Where(e => e.Event == JournalEvent.Completed))
                marks[step.ActivityId] = new NodeMark(NodeState.Done, Word(step) is { } word ? [OutcomeWords.Upper(word)] : []);
            foreach (var turn in Turns)
                marks[turn.ActivityId] = new NodeMark(NodeState.Now, [turn.Who]);
            foreach (var id in failed)
                marks[id] = new NodeMark(NodeState.Failed, []);
            var taken = _trial.Journal.Where(e => e.Event == JournalEvent.Completed).SelectMany(e => e.Outcomes, (e, port) => (e.ActivityId, port)).ToHashSet();
            return RouteDiagrams.Of(_definition, _texts, marks, taken);
        }
    }

    private bool Do(string act)
    {
        if (act is ['+', .. var length])
        {
            if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > MostDays || IsOver)
                return false;
            Restless |= !_trial.Advance(TimeSpan.FromDays(days));
            return true;
        }

        var dot = act.LastIndexOf('.');
        try
        {
            return dot > 0 && _trial.Answer(act[..dot], act[(dot + 1)..], JsValue.Null);
        }
        catch (AnswerRefusedException)
        {
            return false;
        }
    }

    private TrialTurn Turn(Bookmark bookmark)
    {
        var activity = _trial.Instance.Workflow.Find(bookmark.ActivityId)!;
        var step = activity.Definition;
        return new TrialTurn(
            step.Id, StepTitles.Of(_texts, step), IsTime(activity, bookmark) ? _texts["Trial.Time"] : Who(step),
            step.Number("dueIn") is { } due ? RouteTrial.DayAfter(bookmark.CreatedAt, due) : null,
            bookmark.DueAt is { } at ? DateOnly.FromDateTime(bookmark.DueOutcome == "Lapsed" ? at.AddTicks(-1) : at) : null,
            // A time that is waited for comes by itself; an opinion lapses by itself.
            [.. activity.Outcomes.Where(o => o != "Lapsed" && OutcomeWords.CanBe(step, o) && !IsTime(activity, bookmark))
                .Select(o => new TrialAnswer($"{step.Id}.{o}", OutcomeWords.Upper(OutcomeWords.Of(_texts, step, o) ?? _texts["Trial.Done"])))])
        {
            RemindedOn = activity.Type.Inputs.Contains(RequestDecision.Reminders)
                ? [.. ProcessTask.RemindedAfter(step.Written("reminders")).Select(days => RouteTrial.DayAfter(bookmark.CreatedAt, days))]
                : [],
        };
    }

    private string Who(ActivityDefinition step) => step.Type switch
    {
        "PhdTracker.RequestSubmission" => OutcomeWords.Upper(_texts["Asked.Student"]),
        "Elsa.Event" => _texts["Trial.Event"],
        "Elsa.RunTask" => _texts["Trial.System"],
        "Elsa.DispatchWorkflow" or "Elsa.ExecuteWorkflow" => _texts["Trial.SubRoute"],
        _ when step.Text("assignee") is { } asked => OutcomeWords.Upper(StepTitles.Asked(_texts, asked)),
        _ => _texts["Trial.App"],
    };

    private TrialLine? Line(Workflows.JournalEntry entry)
    {
        if (_trial.Instance.Workflow.Find(entry.ActivityId) is not { Definition: var step } activity)
            return null;
        var title = StepTitles.Of(_texts, step);
        return (entry.Event, step.Type) switch
        {
            (JournalEvent.Faulted, _) => new(entry.At, _texts["Trial.Failed", title, entry.Text ?? ""], NodeState.Failed),
            (JournalEvent.Cancelled, _) => new(entry.At, _texts["Trial.NotNeeded", title], NodeState.Neutral),
            (JournalEvent.Started, _) when IsAsked(activity) => new(entry.At, _texts["Trial.Asked", Who(step), title], NodeState.Now),
            (JournalEvent.Completed, _) when activity.Type.Waits || IsAsked(activity) => new(entry.At, Word(entry) is { } word ? _texts["Trial.Answered", title, word] : _texts["Trial.Happened", title], NodeState.Done),
            (JournalEvent.Completed, "PhdTracker.SetStatus") => new(entry.At, _texts["Trial.WouldSet", step.Text("status") is { } status ? _states.Of(status) : title], NodeState.Done),
            (JournalEvent.Completed, "PhdTracker.Notify") => new(entry.At, _texts["Trial.WouldTell", step.Text("to") is { } to ? StepTitles.Asked(_texts, to) : title], NodeState.Done),
            (JournalEvent.Completed, "Elsa.End" or "Elsa.Finish") => new(entry.At, _texts["Trial.Ended"], NodeState.Done),
            (JournalEvent.Completed, _) when activity.Type.IsOfHost => new(entry.At, _texts["Trial.Would", title], NodeState.Done),
            _ => null,
        };
    }

    private static bool IsTime(CompiledActivity activity, Bookmark bookmark) => !activity.Type.IsOfHost && bookmark.DueAt is not null;

    /// <summary>Whether somebody is asked: a person, another system, or the visitor for what the app would work out.</summary>
    private static bool IsAsked(CompiledActivity activity) =>
        activity.Type.IsOfHost ? activity.Waits || !activity.Outcomes.Contains("Done") : activity.Type.TypeName is "Elsa.Event" or "Elsa.RunTask";

    private string? Word(Workflows.JournalEntry entry) =>
        entry.Outcomes.Count == 1 && _trial.Instance.Workflow.Find(entry.ActivityId) is { } activity ? OutcomeWords.Of(_texts, activity.Definition, entry.Outcomes[0]) : null;
}
