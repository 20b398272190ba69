using PhdTracker.Core.Candidatures;

namespace PhdTracker.Core.Demo;

/// <summary>How one demo student fares.</summary>
/// <param name="ClosedMonths">Months after the start at which it ended; null while it goes on.</param>
/// <param name="Interruption">First month after the start, and months; null for none.</param>
/// <param name="Fte">Share of full time at the start.</param>
internal sealed record DemoCourse(CandidatureState State, int? ClosedMonths = null, (int From, int Months)? Interruption = null, decimal Fte = 1);

/// <summary>What becomes of the two students of each demo project: every state is there.</summary>
internal static class DemoPlan
{
    private static readonly DemoCourse Active = new(CandidatureState.Active);
    private static readonly DemoCourse Registered = new(CandidatureState.Registered);
    private static readonly DemoCourse WritingUp = new(CandidatureState.WritingUp);

    /// <summary>UK and French student, by call (oldest first) and project.</summary>
    public static readonly (DemoCourse Uk, DemoCourse Fr)[][] Calls =
    [
        [
            (new(CandidatureState.Alumnus, 50), new(CandidatureState.Alumnus, 39)),
            (new(CandidatureState.Awarded, 52), new(CandidatureState.Awarded, 41)),
            (new(CandidatureState.Awarded, 55, (14, 4)), new(CandidatureState.Withdrawn, 17)),
            (new(CandidatureState.Alumnus, 49), new(CandidatureState.Awarded, 44, (20, 5))),
        ],
        [
            (new(CandidatureState.Awarded, 53), new(CandidatureState.Alumnus, 38)),
            (new(CandidatureState.Corrections), new(CandidatureState.Awarded, 42)),
            (new(CandidatureState.Withdrawn, 14), new(CandidatureState.Awarded, 40)),
            (new(CandidatureState.Examined), new(CandidatureState.Alumnus, 37)),
        ],
        [
            (new(CandidatureState.Submitted), new(CandidatureState.Awarded, 39)),
            (new(CandidatureState.WritingUp), new(CandidatureState.Corrections)),
            (new(CandidatureState.WritingUp, Interruption: (16, 3)), new(CandidatureState.Awarded, 41)),
            (new(CandidatureState.Terminated, 26), new(CandidatureState.Terminated, 26)),
            (new(CandidatureState.Active, Fte: 0.5m), new(CandidatureState.Submitted)),
        ],
        [
            (WritingUp, WritingUp),
            (WritingUp, new(CandidatureState.Active, Interruption: (15, 6))),
            (new(CandidatureState.Active, Fte: 0.5m), new(CandidatureState.Transferred, 20)),
            (new(CandidatureState.Active, Interruption: (10, 4)), WritingUp),
        ],
        [
            (Active, Active),
            (Active, Active),
            (new(CandidatureState.Interrupted, Interruption: (22, 8)), Active),
            (new(CandidatureState.Active, Fte: 0.5m), Active),
        ],
        [
            (Active, Active),
            (Active, Active),
            (Active, new(CandidatureState.Active, Interruption: (4, 3))),
            (Active, Active),
            (new(CandidatureState.Active, Interruption: (5, 3)), Active),
        ],
        [
            (Registered, Registered),
            (Registered, Registered),
            (new(CandidatureState.Offered), new(CandidatureState.Offered)),
            (new(CandidatureState.Offered), new(CandidatureState.Offered)),
        ],
    ];
}
