using PhdTracker.Core.Processes.Editing;

namespace PhdTracker.Web.Features.Routes;

/// <summary>A form with the parameters of a step.</summary>
public interface IStepForm
{
    /// <summary>What can be typed, by the name of the parameter.</summary>
    Dictionary<string, string?> Inputs { get; }

    /// <summary>The parameters, in the order of the form.</summary>
    IReadOnlyList<StepInput> Fields { get; }
}
