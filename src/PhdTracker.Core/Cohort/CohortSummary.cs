using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Cohort;

/// <summary>Everything that the cohort page shows, read in a number of commands that does not grow with the cohort.</summary>
public sealed record CohortSummary
{
    public required IReadOnlyList<string> Sides { get; init; }
    public required int Projects { get; init; }
    public required int Places { get; init; }

    /// <summary>Students who have neither finished nor left.</summary>
    public required int Current { get; init; }
    public required IReadOnlyList<StateCount> States { get; init; }
    public required DueNumber Overdue { get; init; }
    public required DueNumber Due30 { get; init; }
    public required DueNumber Due60 { get; init; }
    public required DueNumber Due90 { get; init; }

    /// <summary>The due date that passed longest ago.</summary>
    public DateOnly? OldestOverdueOn { get; init; }
    public required MetNumber Met { get; init; }

    /// <summary>The same for the twelve months before.</summary>
    public required MetNumber MetBefore { get; init; }
    public required int OpenTasks { get; init; }
    public required int IdleTasks { get; init; }

    /// <summary>The tasks that have lain longest.</summary>
    public required IReadOnlyList<OpenTask> Stuck { get; init; }
    public required IReadOnlyList<HeatRow> Heat { get; init; }

    /// <summary>Columns of <see cref="Heat"/> that somebody has.</summary>
    public required IReadOnlyList<CohortStage> Stages { get; init; }
    public required IReadOnlyList<MonthCount> Months { get; init; }
}

/// <summary>Students of one side in one state.</summary>
public sealed record StateCount(CandidatureState State, string Side, int Count);

/// <summary>How many milestones, and how many on each side.</summary>
public sealed record DueNumber(IReadOnlyDictionary<string, int> BySide)
{
    public int Total => BySide.Values.Sum();
}

/// <summary>Milestones reached, and how many of them by their due date.</summary>
public sealed record MetNumber(int Met, int OnTime)
{
    /// <summary>0 to 100; null where none was reached.</summary>
    public int? Percent => Met == 0 ? null : (int)Math.Round(100m * OnTime / Met, MidpointRounding.AwayFromZero);
}

/// <summary>Milestones that fall due in one month, on each side.</summary>
/// <param name="Month">Its first day.</param>
public sealed record MonthCount(DateOnly Month, IReadOnlyDictionary<string, int> BySide);

/// <summary>The students who began in one year.</summary>
/// <param name="Students">Those who did not leave.</param>
/// <param name="Awarded">Those who have the degree.</param>
public sealed record HeatRow(int Year, int Students, int Awarded, IReadOnlyList<HeatCell> Cells);

/// <summary>How one cohort stands with one stage.</summary>
/// <param name="All">Students' milestones of that stage.</param>
/// <param name="Met">Those reached.</param>
/// <param name="Late">Those reached after their day.</param>
/// <param name="Overdue">Those not reached whose day has passed.</param>
public sealed record HeatCell(CohortStage Stage, int All, int Met, int Late, int Overdue)
{
    public HeatLevel Level =>
        All == 0 ? HeatLevel.None
        : Overdue > 0 ? HeatLevel.Overdue
        : Met == 0 ? HeatLevel.NotYet
        : Late > 0 ? HeatLevel.Late
        : Met == All ? HeatLevel.AllOnTime
        : HeatLevel.OnTheWay;
}

/// <summary>From nobody has it, to all reached it on time, or somebody is overdue now.</summary>
public enum HeatLevel { None, NotYet, OnTheWay, AllOnTime, Late, Overdue }
