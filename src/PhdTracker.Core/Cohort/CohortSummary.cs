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

    /// <summary>Of those, the ones by the day of which the other student of the project has something to do too.</summary>
    public required int Shared { get; init; }

    /// <summary>The due date that passed longest ago.</summary>
    public DateOnly? OldestOverdueOn { get; init; }
    public required MetNumber Met { get; init; }

    /// <summary>The same for the twelve months before.</summary>
    public required MetNumber MetBefore { get; init; }
    public required int OpenTasks { get; init; }
    public required int IdleTasks { get; init; }

    /// <summary>The tasks that have lain longest.</summary>
    public required IReadOnlyList<OpenTask> Stuck { get; init; }
    public required HeatMap Heat { get; init; }
    public required IReadOnlyList<MonthCount> Months { get; init; }
}

/// <summary>Students of one side in one state.</summary>
public sealed record StateCount(CandidatureState State, string Side, int Count);

/// <summary>Students of one side in one state who began in one year.</summary>
public sealed record StudentCount(CandidatureState State, string Side, int Year, int Count);

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
