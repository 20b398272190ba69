using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Cohort;

/// <summary>How a candidature ended, or that it has not.</summary>
public enum CandidatureOutcome { Here, Awarded, Left }

/// <summary>What became of the students who began in one year.</summary>
public sealed record OutcomeRow(int Year, int Here, int Awarded, int Left)
{
    public int All => Here + Awarded + Left;
}

/// <summary>Milestones reached in three months of a year, and how many of them by their day.</summary>
/// <param name="Quarter">1 to 4.</param>
public sealed record QuarterRow(int Year, int Quarter, MetNumber Met);

/// <summary>Who completes, who leaves, and how many milestones are met on time as time goes by.</summary>
public static class OutcomeReader
{
    /// <summary>Quarters shown: five years.</summary>
    public const int Quarters = 20;

    internal static readonly List<CandidatureState> AwardedStates = [CandidatureState.Awarded, CandidatureState.Alumnus];

    /// <summary>Of these candidatures, those with an outcome.</summary>
    public static IQueryable<Candidature> With(this IQueryable<Candidature> candidatures, CandidatureOutcome outcome)
    {
        var (awarded, closed, left) = (AwardedStates, Candidature.ClosedStates, CohortFilter.LeftStates);
        return outcome switch
        {
            CandidatureOutcome.Awarded => candidatures.Where(c => awarded.Contains(c.State)),
            CandidatureOutcome.Left => candidatures.Where(c => left.Contains(c.State)),
            _ => candidatures.Where(c => !closed.Contains(c.State)),
        };
    }

    /// <summary>By year of start, from counts that the database made.</summary>
    public static IReadOnlyList<OutcomeRow> Outcomes(IEnumerable<StudentCount> students) =>
        [.. students.GroupBy(s => s.Year).OrderBy(g => g.Key).Select(g => new OutcomeRow(
            g.Key,
            g.Where(s => !Candidature.IsClosed(s.State)).Sum(s => s.Count),
            g.Where(s => AwardedStates.Contains(s.State)).Sum(s => s.Count),
            g.Where(s => CohortFilter.LeftStates.Contains(s.State)).Sum(s => s.Count)))];

    /// <summary>The last five years, by quarter; one command.</summary>
    public static async Task<IReadOnlyList<QuarterRow>> QuartersAsync(IQueryable<MilestoneRow> rows, DateOnly today, CancellationToken ct)
    {
        var last = Index(today.Year, Quarter(today));
        var from = FirstDay(last - Quarters + 1);
        var counts = await rows.Where(MetBetween(from, today)).GroupBy(r => new { r.DoneOn!.Value.Year, r.DoneOn.Value.Month, OnTime = r.DoneOn <= r.DueOn ? 1 : 0 })
            .Select(g => new { g.Key.Year, g.Key.Month, g.Key.OnTime, Count = g.Count() }).ToListAsync(ct);
        var byQuarter = counts.ToLookup(c => Index(c.Year, ((c.Month - 1) / 3) + 1));
        return [.. Enumerable.Range(last - Quarters + 1, Quarters).Select(q => new QuarterRow(q / 4, (q % 4) + 1, new MetNumber(byQuarter[q].Sum(c => c.Count), byQuarter[q].Where(c => c.OnTime == 1).Sum(c => c.Count))))
            .SkipWhile(q => q.Met.Met == 0)];
    }

    /// <summary>The milestones with a due date that were reached in a quarter, up to today.</summary>
    public static IQueryable<MilestoneRow> ReachedIn(this IQueryable<MilestoneRow> rows, int year, int quarter, DateOnly today)
    {
        var index = Index(year, quarter);
        var end = FirstDay(index + 1).AddDays(-1);
        return rows.Where(MetBetween(FirstDay(index), end < today ? end : today));
    }

    /// <summary>The milestones with a due date that were reached from one day to another, both included.</summary>
    internal static System.Linq.Expressions.Expression<Func<MilestoneRow, bool>> MetBetween(DateOnly from, DateOnly to) =>
        r => (r.State == MilestoneState.Passed || r.State == MilestoneState.PassedWithConditions) && r.DueOn != null && r.DoneOn >= from && r.DoneOn <= to;

    private static int Quarter(DateOnly day) => ((day.Month - 1) / 3) + 1;

    private static int Index(int year, int quarter) => (year * 4) + quarter - 1;

    private static DateOnly FirstDay(int index) => new(index / 4, ((index % 4) * 3) + 1, 1);
}
