using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Editing;

namespace PhdTracker.Web.Features.Routes;

/// <summary>A form with the parameters of a step.</summary>
public interface IStepForm
{
    /// <summary>What can be typed, by the name of the parameter.</summary>
    Dictionary<string, string?> Inputs { get; }

    /// <summary>What is typed instead of one of the values to choose from: a person, a group, a number.</summary>
    Dictionary<string, string?> Others { get; }

    /// <summary>The parameters, in the order of the form.</summary>
    IReadOnlyList<StepInput> Fields { get; }

    /// <summary>The values to be kept: what was typed goes before what was chosen.</summary>
    IReadOnlyDictionary<string, string?> Typed => Inputs.ToDictionary(i => i.Key, i => Others.GetValueOrDefault(i.Key) is { } other && !string.IsNullOrWhiteSpace(other) ? other : i.Value);

    /// <summary>The values that were typed, in words.</summary>
    IEnumerable<(string Label, string Value)> WordsOf(Texts texts) =>
        Typed.Where(i => !string.IsNullOrWhiteSpace(i.Value)).Select(i => (StepWords.Label(texts, i.Key), StepWords.Value(texts, i.Key, i.Value!)));

    /// <summary>Fills the form with the parameters as they are, or with what is missing of what was typed.</summary>
    void Fill()
    {
        foreach (var (input, value, _) in Fields)
        {
            var isOther = input is { Allowed: not null, Forms: not null } && value is not null && !input.Allowed.Contains(value);
            Inputs.TryAdd(input.Name, isOther ? null : value);
            Others.TryAdd(input.Name, isOther ? value : null);
        }
    }
}
