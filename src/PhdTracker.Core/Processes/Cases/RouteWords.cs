using PhdTracker.Core.Localisation;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>Routes and their differences in plain words.</summary>
public static class RouteWords
{
    /// <summary>The steps of a route, in the order in which they are reached: a sentence or two each.</summary>
    public static IReadOnlyList<string> Steps(WorkflowDefinition definition, Texts texts) => new StepSentences(definition, texts).All();

    /// <summary>What differs between two versions, a sentence each; one that says so where nothing does.</summary>
    public static IReadOnlyList<string> Differences(RouteDifference difference, Texts texts)
    {
        if (difference.IsEmpty)
            return [texts["Difference.None"]];
        var (old, now) = (Names(difference.Before, texts), Names(difference.After, texts));
        return
        [
            .. difference.Added.Select(step => texts["Difference.Added", now[step.Id]]),
            .. difference.Removed.Select(step => texts["Difference.Removed", old[step.Id]]),
            .. difference.Changed.SelectMany(step => step.Inputs.Select(input => texts["Difference.Changed", now[step.After.Id], Change(texts, difference, step, input)])),
            .. difference.AddedWays.Select(way => Way(texts, difference.After, way, now, "Difference.WayAdded")),
            .. difference.RemovedWays.Select(way => Way(texts, difference.Before, way, old, "Difference.WayRemoved")),
        ];
    }

    /// <summary>One changed input: <c>working days to answer: 10 before, 5 now</c>.</summary>
    internal static string Change(Texts texts, RouteDifference difference, ChangedStep step, InputChange input)
    {
        string Value(WorkflowDefinition definition, string? written) => written is null ? NotSet(texts, input.Input) : Word(texts, definition, input.Input, written);
        return texts["Difference.FromTo", Input(texts, input.Input), Value(difference.Before, input.Before), Value(difference.After, input.After)];
    }

    private static string NotSet(Texts texts, string input) =>
        input == "reminders" ? texts["Value.UsualReminders", texts.List(ReminderDays.Usual.Select(day => day.ToString(texts.Culture)))] : texts["Difference.NotSet"];

    private static string Way(Texts texts, WorkflowDefinition definition, ConnectionDefinition way, Dictionary<string, string> names, string key)
    {
        var source = definition.Activities.FirstOrDefault(step => step.Id == way.Source);
        var (from, to) = (names.GetValueOrDefault(way.Source, way.Source), names.GetValueOrDefault(way.Target, way.Target));
        var label = source is null ? null : OutcomeWords.Of(texts, source, way.Port);
        (from, to) = (OutcomeWords.Lower(from), OutcomeWords.Lower(to));
        return texts[key, label is null ? from : texts["Difference.If", from, label], to];
    }

    private static Dictionary<string, string> Names(WorkflowDefinition definition, Texts texts)
    {
        var statuses = new StatusWords(definition, texts);
        return definition.Activities.DistinctBy(step => step.Id, StringComparer.Ordinal).ToDictionary(step => step.Id, step => Name(texts, statuses, step), StringComparer.Ordinal);
    }

    private static string Name(Texts texts, StatusWords statuses, ActivityDefinition step) => step.Type switch
    {
        "PhdTracker.SetStatus" when step.Text("status") is { } status => OutcomeWords.Upper(texts["Words.Status", statuses.Of(status)]),
        "Elsa.FlowFork" => texts["Words.Fork"],
        "Elsa.FlowJoin" => texts["Words.Join"],
        _ => texts["Words.Quoted", StepTitles.Of(texts, step)],
    };

    private static string Input(Texts texts, string input) => input switch
    {
        "assignee" or "to" => texts["Input.Assignee"],
        "title" => texts["Input.Title"],
        "titleFr" => texts["Input.TitleFr"],
        "kind" => texts["Input.Kind"],
        "choices" => texts["Input.Choices"],
        "dueIn" => texts["Input.DueIn"],
        "lapsesAfter" => texts["Input.LapsesAfter"],
        "reminders" => texts["Input.Reminders"],
        "complete" => texts["Input.Complete"],
        "order" => texts["Input.Order"],
        "status" => texts["Input.Status"],
        "outcomes" => texts["Input.Outcomes"],
        "message" => texts["Input.Message"],
        "condition" => texts["Input.Condition"],
        "mode" => texts["Input.Mode"],
        "workflowDefinitionId" => texts["Input.SubRoute"],
        "waitForCompletion" => texts["Input.WaitsForEnd"],
        "eventName" => texts["Input.EventName"],
        _ => OutcomeWords.Spaced(input),
    };

    private static string Word(Texts texts, WorkflowDefinition definition, string input, string written) => (input, written) switch
    {
        ("assignee" or "to", _) => StepTitles.Asked(texts, written),
        ("status", _) => texts["Words.Quoted", new StatusWords(definition, texts).Of(written)],
        ("title" or "titleFr", _) => texts["Words.Quoted", written],
        ("reminders", _) when ReminderDays.Read(written) is { } days => days.Count == 0 ? texts["Value.NoReminders"] : texts.List(days.Select(day => day.ToString(texts.Culture))),
        ("kind", "Decision") => texts["Value.Decision"],
        ("kind", "Opinion") => texts["Value.Opinion"],
        ("choices", "Review") => texts["Value.Review"],
        ("choices", "Endorse") => texts["Value.Endorse"],
        ("choices", "Check") => texts["Value.Check"],
        ("choices", "Side") => texts["Value.Side"],
        ("complete", "any") => texts["Value.Any"],
        ("complete", "all") => texts["Value.All"],
        ("order", "parallel") => texts["Value.Parallel"],
        ("order", "sequential") => texts["Value.Sequential"],
        ("workflowDefinitionId", _) => texts["Words.Quoted", RouteNames.ById(texts, written)],
        ("waitForCompletion", "true") => texts["Way.Yes"],
        ("waitForCompletion", "false") => texts["Way.No"],
        _ => written,
    };
}
