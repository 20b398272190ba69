using PhdTracker.Core.Localisation;

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
        _ => texts["CalledOff.Other"],
    };

    /// <summary>An outcome of a step; what a route has named itself is shown as it is written.</summary>
    public static string Outcome(Texts texts, string outcome) => outcome switch
    {
        "Approved" => texts["Outcome.Approved"],
        "Returned" => texts["Outcome.Returned"],
        "Rejected" => texts["Outcome.Rejected"],
        "Lapsed" => texts["Outcome.Lapsed"],
        "Submitted" => texts["Outcome.Submitted"],
        "Withdrawn" => texts["Outcome.Withdrawn"],
        "Done" => texts["Outcome.Done"],
        _ => outcome,
    };
}
