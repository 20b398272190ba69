using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Processes in words.</summary>
public static class ProcessWords
{
    /// <summary>What becomes of a case whose route is called off, as a sentence.</summary>
    public static string CalledOff(Texts texts, SubjectKind kind) => kind switch
    {
        SubjectKind.Milestone => texts["CalledOff.Milestone"],
        SubjectKind.Proposal => texts["CalledOff.Proposal"],
        SubjectKind.Agreement => texts["CalledOff.Agreement"],
        SubjectKind.Examination => texts["CalledOff.Examination"],
        SubjectKind.ChangeRequest => texts["CalledOff.ChangeRequest"],
        _ => texts["CalledOff.Other"],
    };

    /// <summary>What becomes of the case where this process is called off, as a sentence.</summary>
    public static string CalledOff(Texts texts, Process process) => process switch
    {
        { ParentBookmarkId: not null } => texts["CalledOff.SubRoute"],
        { ParentId: null, Subject: { } subject } => CalledOff(texts, subject.Kind),
        _ => texts["CalledOff.Other"],
    };

    /// <summary>What people call a step.</summary>
    public static string Step(Texts texts, CompiledWorkflow workflow, string activityId) =>
        workflow.Find(activityId) is { } activity ? StepTitles.Of(texts, activity.Definition) : activityId;

    /// <summary>An outcome of a step to choose from: "Approved".</summary>
    public static string Choice(Texts texts, CompiledWorkflow workflow, string activityId, string outcome) => OutcomeWords.Upper(Outcome(texts, workflow, activityId, outcome));

    /// <summary>An outcome of a step: what it came to.</summary>
    public static string Outcome(Texts texts, CompiledWorkflow workflow, string activityId, string outcome) =>
        (workflow.Find(activityId) is { } activity ? OutcomeWords.Of(texts, activity.Definition, outcome) : outcome) ?? texts["Journal.Done"];
}
