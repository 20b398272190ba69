using System.Globalization;
using PhdTracker.Core.Localisation;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>What steps are called, and whom they ask.</summary>
internal static class StepTitles
{
    /// <summary>The title of a step, in the reader's language.</summary>
    public static string Of(Texts texts, ActivityDefinition step) => step.Type switch
    {
        _ when step.Text("title") is { } title => texts.Of(title, step.Text("titleFr") ?? title),
        "Elsa.Start" => texts["Step.Start"],
        "Elsa.End" or "Elsa.Finish" => texts["Step.End"],
        "Elsa.Event" => Event(texts, step),
        "Elsa.PublishEvent" => texts["Step.PublishEvent", OutcomeWords.Spaced(step.Text("eventName") ?? step.Id)],
        "Elsa.DispatchWorkflow" or "Elsa.ExecuteWorkflow" => SubRoute(texts, step),
        "Elsa.Delay" => step.Text("timeSpan") is { } span ? texts["Step.Delay", Duration(texts, span)] : texts["Step.DelayComputed"],
        "Elsa.StartAt" or "Elsa.Timer" or "Elsa.Cron" => texts["Step.Time"],
        "PhdTracker.ApplyDecision" => texts["Step.ApplyDecision"],
        "PhdTracker.CreateProject" => texts["Step.CreateProject"],
        "PhdTracker.ApplyRequest" => texts["Step.ApplyRequest"],
        "PhdTracker.ReleasePartner" => texts["Step.ReleasePartner"],
        "PhdTracker.ComputeDates" => texts["Step.ComputeDates"],
        "PhdTracker.SetStatus" => texts["Step.SetStatus"],
        "PhdTracker.Notify" => step.Text("to") is { } to ? texts["Step.Notify", Asked(texts, to)] : texts["Step.NotifyComputed"],
        _ => step.DisplayText == step.Id ? OutcomeWords.Upper(OutcomeWords.Spaced(step.Id)) : step.DisplayText,
    };

    /// <summary>An event by what happens, where the app knows it.</summary>
    public static string Event(Texts texts, ActivityDefinition step) =>
        step.Text("eventName") is "decisions-published" ? texts["Step.DecisionsPublished"] : texts["Step.Event", OutcomeWords.Spaced(step.Text("eventName") ?? step.Id)];

    /// <summary>A step that starts another route: as the file calls it, else by that route.</summary>
    private static string SubRoute(Texts texts, ActivityDefinition step) =>
        step.DisplayText != step.Id ? step.DisplayText
        : step.Text("workflowDefinitionId") is { } id && !step.IsComputed("workflowDefinitionId") ? texts["Step.SubRoute", RouteNames.ById(texts, id)]
        : texts["Step.SubRouteComputed"];

    /// <summary>Who is asked: a role with its side, a person by address, a group.</summary>
    public static string Asked(Texts texts, string assignee) => assignee.Split(':', 2) switch
    {
        ["person", var address] => address,
        ["group", var code] => texts["Step.Group", code],
        ["lead", "home"] => texts["Asked.Lead"],
        ["lead", "partner"] => texts["Asked.PartnerSupervisor"],
        ["student", ..] => texts["Asked.Student"],
        ["assessor", ..] => texts["Asked.Assessor"],
        ["committee", ..] => texts["Asked.Committee"],
        [var role, "home"] => texts["Step.OfHome", Role(texts, role)],
        [var role, "partner"] => texts["Step.OfPartner", Role(texts, role)],
        [var role, "both"] => texts["Step.OfBoth", Role(texts, role)],
        [var role, "either"] => texts["Step.OfEither", Role(texts, role)],
        [var role, ..] => Role(texts, role),
        _ => assignee,
    };

    private static string Role(Texts texts, string role) => role switch
    {
        "lead" => texts["Asked.Lead"],
        "director" => texts["Step.Director"],
        "unit" => texts["Step.UnitHead"],
        "registry" => texts["Step.Registry"],
        "office" => texts["Asked.Office"],
        "investigator" => texts["Asked.Investigator"],
        "legal" => texts["Asked.LegalOffice"],
        "signatory" => texts["Asked.Signatory"],
        _ => OutcomeWords.Spaced(role),
    };

    /// <summary>A length of time in its largest whole unit.</summary>
    public static string Duration(Texts texts, string span)
    {
        if (!TimeSpan.TryParse(span, CultureInfo.InvariantCulture, out var time))
            return span;
        return time switch
        {
            { TotalDays: >= 1 } when time.TotalDays % 1 == 0 => texts.Count("Step.Days", (long)time.TotalDays),
            { TotalHours: >= 1 } when time.TotalHours % 1 == 0 => texts.Count("Step.Hours", (long)time.TotalHours),
            _ => texts.Count("Step.Minutes", (long)Math.Ceiling(time.TotalMinutes)),
        };
    }
}
