using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Editing;

/// <summary>A value of a step's parameter, and what people call it.</summary>
public sealed record StepOption(string Value, string Word);

/// <summary>The words of the forms that change a step.</summary>
public static class StepWords
{
    /// <summary>What a step is called, in the reader's language.</summary>
    public static string Title(Texts texts, ActivityDefinition step) => StepTitles.Of(texts, step);

    /// <summary>What all steps of a route are called, by their ids; those that would be called the same have their ids behind.</summary>
    public static IReadOnlyDictionary<string, string> Names(Texts texts, WorkflowDefinition definition)
    {
        var statuses = new StatusWords(definition, texts);
        return definition.Activities.GroupBy(step => Name(texts, statuses, step), StringComparer.Ordinal)
            .SelectMany(same => same.Select(step => (step.Id, Name: same.Skip(1).Any() ? texts["Routes.StepNamed", same.Key, step.Id] : same.Key)))
            .ToDictionary(step => step.Id, step => step.Name, StringComparer.Ordinal);
    }

    /// <summary>A way by its outcome and the step that it leaves.</summary>
    /// <param name="name">What that step is called.</param>
    public static string Way(Texts texts, ActivityDefinition from, string name, string port) =>
        OutcomeWords.Of(texts, from, port) is { } word ? texts["Routes.WayFrom", name, word] : name;

    /// <summary>The values that a parameter may have, in words; null where anything may be typed.</summary>
    public static IReadOnlyList<StepOption>? Options(Texts texts, ActivityInput input) =>
        input.Allowed is { } allowed ? [.. allowed.Select(value => new StepOption(value, Word(texts, input.Name, value)))] : null;

    /// <summary>What a step does where a parameter is not set; null where it has no such value.</summary>
    public static string? Usual(string input) => input switch
    {
        "choices" => "Review",
        "complete" => "any",
        "order" => "parallel",
        _ => null,
    };

    /// <summary>The name of a parameter.</summary>
    public static string Label(Texts texts, string input) => input switch
    {
        "title" => texts["Routes.Input.Title"],
        "titleFr" => texts["Routes.Input.TitleFr"],
        "assignee" => texts["Routes.Input.Assignee"],
        "to" => texts["Routes.Input.To"],
        "choices" => texts["Routes.Input.Choices"],
        "complete" => texts["Routes.Input.Complete"],
        "order" => texts["Routes.Input.Order"],
        "dueIn" => texts["Routes.Input.DueIn"],
        "lapsesAfter" => texts["Routes.Input.LapsesAfter"],
        "reminders" => texts["Routes.Input.Reminders"],
        _ => input,
    };

    /// <summary>What helps to fill a parameter in; null where the name says it.</summary>
    public static string? Hint(Texts texts, string input) => input switch
    {
        "complete" => texts["Routes.Input.CompleteHint"],
        "order" => texts["Routes.Input.OrderHint"],
        "dueIn" => texts["Routes.Input.DueInHint"],
        "lapsesAfter" => texts["Routes.Input.LapsesAfterHint"],
        "reminders" => texts["Routes.Input.RemindersHint", string.Join(", ", ReminderDays.Usual), ReminderDays.NoneTyped],
        _ => null,
    };

    /// <summary>The name of the field in which another value than those to choose from is typed.</summary>
    public static string OtherLabel(Texts texts, string input) => input == "complete" ? texts["Routes.Other.Complete"] : texts["Routes.Other.Asked"];

    /// <summary>How such a value is written.</summary>
    public static string OtherHint(Texts texts, string input) => input == "complete" ? texts["Routes.Other.CompleteHint"] : texts["Routes.Other.AskedHint"];

    /// <summary>A value that was typed or chosen, in words.</summary>
    public static string Value(Texts texts, string input, string value) => Word(texts, input, value);

    private static string Name(Texts texts, StatusWords statuses, ActivityDefinition step) => step.Type switch
    {
        "PhdTracker.SetStatus" when step.Text("status") is { } status => OutcomeWords.Upper(texts["Words.Status", statuses.Of(status)]),
        "Elsa.FlowFork" => texts["Words.Fork"],
        "Elsa.FlowJoin" => texts["Words.Join"],
        _ => StepTitles.Of(texts, step),
    };

    private static string Word(Texts texts, string input, string value) => (input, value) switch
    {
        ("choices", "Review") => texts["Routes.Choices.Review"],
        ("choices", "Endorse") => texts["Routes.Choices.Endorse"],
        ("choices", "Check") => texts["Routes.Choices.Check"],
        ("choices", "Side") => texts["Routes.Choices.Side"],
        ("complete", "any") => texts["Routes.Complete.Any"],
        ("complete", "all") => texts["Routes.Complete.All"],
        ("order", "parallel") => texts["Routes.Order.Parallel"],
        ("order", "sequential") => texts["Routes.Order.Sequential"],
        ("assignee" or "to", _) => OutcomeWords.Upper(StepTitles.Asked(texts, value)),
        _ => value,
    };
}
