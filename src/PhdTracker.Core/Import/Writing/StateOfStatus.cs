using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Rows;

namespace PhdTracker.Core.Import.Writing;

/// <summary>The state of the candidature that an office's status stands for.</summary>
internal static class StateOfStatus
{
    /// <summary>The state by the word alone.</summary>
    public static CandidatureState Of(SheetStatus status) => status switch
    {
        SheetStatus.Offered => CandidatureState.Offered,
        SheetStatus.NotStarted => CandidatureState.Registered,
        SheetStatus.Enrolled => CandidatureState.Active,
        SheetStatus.Interrupted => CandidatureState.Interrupted,
        SheetStatus.WritingUp => CandidatureState.WritingUp,
        SheetStatus.ThesisSubmitted or SheetStatus.DefencePlanned => CandidatureState.Submitted,
        SheetStatus.Defended => CandidatureState.Examined,
        SheetStatus.Corrections => CandidatureState.Corrections,
        SheetStatus.Awarded => CandidatureState.Awarded,
        SheetStatus.Withdrawn => CandidatureState.Withdrawn,
        SheetStatus.Terminated => CandidatureState.Terminated,
        SheetStatus.Transferred => CandidatureState.Transferred,
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The state on a day: who is enrolled is active from the start on, but for the time away.</summary>
    public static CandidatureState Of(ImportRow row, DateOnly today)
    {
        if (row.Status != SheetStatus.Enrolled)
            return Of(row.Status);
        if (row.StartOn > today)
            return CandidatureState.Registered;
        return row.Interruptions.Any(period => period.FromOn <= today && today <= period.ToOn) ? CandidatureState.Interrupted : CandidatureState.Active;
    }

    /// <summary>Whether a sheet that says <paramref name="told"/> is behind what is known: it never takes a student back.</summary>
    public static bool IsBehind(CandidatureState told, CandidatureState known) => Rank(told) < Rank(known);

    /// <summary>Whether the two say the same about how far a student is.</summary>
    public static bool IsAsFar(CandidatureState told, CandidatureState known) => Rank(told) == Rank(known);

    private static int Rank(CandidatureState state) => state switch
    {
        CandidatureState.Offered => 0,
        CandidatureState.Registered => 1,
        CandidatureState.Active or CandidatureState.Interrupted => 2,
        CandidatureState.WritingUp => 3,
        CandidatureState.Submitted => 4,
        CandidatureState.Examined => 5,
        CandidatureState.Corrections => 6,
        CandidatureState.Awarded => 7,
        CandidatureState.Alumnus => 8,
        _ => 9,
    };
}
