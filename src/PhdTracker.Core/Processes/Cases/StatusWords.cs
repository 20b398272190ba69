using PhdTracker.Core.Localisation;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>What the states of a case are called, for a route that names them. A definition does not say what its cases are: the states that it sets do.</summary>
internal sealed class StatusWords
{
    private readonly Texts _texts;
    private readonly string? _states;

    public StatusWords(WorkflowDefinition definition, Texts texts)
    {
        _texts = texts;
        var set = definition.Activities.Where(a => a.Type == "PhdTracker.SetStatus").Select(a => a.Text("status")).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        // A milestone that is rejected is passed, taken again or failed: its route says none of these words.
        _states = set.TrueForAll(s => s is "Passed" or "Returned" or "Rejected")
            ? "MilestoneState"
            : texts.Keys.Where(key => key.StartsWith("Enum.", StringComparison.Ordinal)).Select(key => key.Split('.')[1]).Where(type => type.EndsWith("State", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).MaxBy(type => set.Count(s => texts.Has($"Enum.{type}.{s}")));
    }

    /// <summary>The word for a state; as the route writes it where there is none.</summary>
    public string Of(string status) => (_states, status) switch
    {
        ("MilestoneState", "Passed") => _texts["Route.Passed"],
        ("MilestoneState", "Rejected") => _texts["Route.Failed"],
        (not null, _) when _texts.Has($"Enum.{_states}.{status}") => _texts[$"Enum.{_states}.{status}"],
        _ => OutcomeWords.Spaced(status),
    };
}
