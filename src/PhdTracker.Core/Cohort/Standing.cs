using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Cohort;

/// <summary>How one student stands with one milestone in the table of cohorts. Each milestone stands one way only.</summary>
public enum Standing
{
    /// <summary>Of a student who left, or not known of one who finished.</summary>
    NotCounted,

    /// <summary>Reached by its day.</summary>
    MetOnTime,
    MetLate,

    /// <summary>Reached on a day that nobody recorded, as where a sheet tells only the fact.</summary>
    MetUndated,

    /// <summary>Still to be reached, and nobody is late.</summary>
    Open,
    Overdue,
    Waived,

    /// <summary>Not passed, without another try.</summary>
    Failed,
}

/// <summary>A milestone and how it stands.</summary>
public sealed record StandingRow
{
    public required MilestoneRow Row { get; init; }

    /// <summary>Number of a <see cref="Cohort.Standing"/>: a plain number can be grouped by in every database.</summary>
    public required int Standing { get; init; }
}

/// <summary>The one definition of <see cref="Standing"/>, in queries.</summary>
public static class Standings
{
    /// <summary>The standings that the table of cohorts shows, in the order in which it does.</summary>
    public static readonly IReadOnlyList<Standing> Shown = [Cohort.Standing.MetOnTime, Cohort.Standing.MetLate, Cohort.Standing.MetUndated, Cohort.Standing.Open, Cohort.Standing.Overdue, Cohort.Standing.Waived, Cohort.Standing.Failed];

    /// <summary>Says of each milestone how it stands on a day.</summary>
    public static IQueryable<StandingRow> WithStanding(this IQueryable<MilestoneRow> rows, DateOnly today)
    {
        var (left, closed, interrupted) = (CohortFilter.LeftStates, Candidature.ClosedStates, CandidatureState.Interrupted);
        return rows.Select(r => new StandingRow
        {
            Row = r,
            Standing = left.Contains(r.CandidatureState) ? (int)Cohort.Standing.NotCounted
            : r.State == MilestoneState.Waived ? (int)Cohort.Standing.Waived
            : r.State == MilestoneState.Passed || r.State == MilestoneState.PassedWithConditions ? (r.DoneOn == null ? (int)Cohort.Standing.MetUndated : r.DoneOn > r.DueOn ? (int)Cohort.Standing.MetLate : (int)Cohort.Standing.MetOnTime)
            : closed.Contains(r.CandidatureState) ? (int)Cohort.Standing.NotCounted
            : r.State == MilestoneState.Failed ? (int)Cohort.Standing.Failed
            : r.DueOn < today && !r.IsOptional && r.State != MilestoneState.Submitted && r.CandidatureState != interrupted ? (int)Cohort.Standing.Overdue
            : (int)Cohort.Standing.Open,
        });
    }

    /// <summary>Of these milestones, those that stand so; without a standing, all that a cell of the table counts: not the waived ones.</summary>
    public static IQueryable<MilestoneRow> Standing(this IQueryable<MilestoneRow> rows, Standing? standing, DateOnly today)
    {
        var standings = rows.WithStanding(today);
        var (asked, none, waived) = ((int?)standing, (int)Cohort.Standing.NotCounted, (int)Cohort.Standing.Waived);
        return (asked is { } one ? standings.Where(r => r.Standing == one) : standings.Where(r => r.Standing != none && r.Standing != waived)).Select(r => r.Row);
    }
}
