using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Cohort;

/// <summary>The table of cohorts: how the students who began in one year stand with each stage.</summary>
/// <param name="Stages">The columns that somebody has.</param>
public sealed record HeatMap(IReadOnlyList<HeatRow> Rows, IReadOnlyList<CohortStage> Stages)
{
    /// <summary>All cells together.</summary>
    public IEnumerable<HeatCell> Cells => Rows.SelectMany(r => r.Cells);

    /// <summary>Reads it in one command: the database counts by year, rule and standing.</summary>
    /// <param name="years">Students who did not leave, by the year in which they began.</param>
    public static async Task<HeatMap> ReadAsync(IQueryable<MilestoneRow> rows, IReadOnlyList<HeatYear> years, DateOnly today, CancellationToken ct)
    {
        var (codes, none) = (CohortStage.AllRuleCodes, (int)Standing.NotCounted);
        var counts = await rows.Where(r => codes.Contains(r.RuleCode)).WithStanding(today).Where(r => r.Standing != none)
            .GroupBy(r => new { r.Row.StartOn.Year, r.Row.RuleCode, r.Row.Occurrence, r.Standing })
            .Select(g => new { g.Key.Year, g.Key.RuleCode, g.Key.Occurrence, g.Key.Standing, Count = g.Count() }).ToListAsync(ct);
        var stages = CohortStage.All.Where(s => counts.Any(c => s.Includes(c.RuleCode, c.Occurrence))).ToList();
        var ofYear = counts.ToLookup(c => c.Year);
        return new HeatMap(
            [.. years.OrderBy(y => y.Year).Select(y => new HeatRow(y.Year, y.Students, y.Awarded, [.. stages.Select(s => new HeatCell(s, ofYear[y.Year].Where(c => s.Includes(c.RuleCode, c.Occurrence))
                .GroupBy(c => (Standing)c.Standing).ToDictionary(g => g.Key, g => g.Sum(c => c.Count))))]))],
            stages);
    }
}

/// <summary>How many students began in a year, and how many of them have the degree.</summary>
public sealed record HeatYear(int Year, int Students, int Awarded);

/// <summary>The students who began in one year.</summary>
/// <param name="Students">Those who did not leave.</param>
/// <param name="Awarded">Those who have the degree.</param>
public sealed record HeatRow(int Year, int Students, int Awarded, IReadOnlyList<HeatCell> Cells);

/// <summary>How one cohort stands with one stage.</summary>
/// <param name="Counts">How many milestones stand each way; what is missing is 0.</param>
public sealed record HeatCell(CohortStage Stage, IReadOnlyDictionary<Standing, int> Counts)
{
    /// <summary>How many stand one way.</summary>
    public int Of(Standing standing) => Counts.GetValueOrDefault(standing);

    /// <summary>Students' milestones of that stage, without those that were waived.</summary>
    public int All => Counts.Where(c => c.Key != Standing.Waived).Sum(c => c.Value);

    /// <summary>Those reached.</summary>
    public int Met => Of(Standing.MetOnTime) + Of(Standing.MetLate) + Of(Standing.MetUndated);

    public HeatLevel Level =>
        All == 0 ? HeatLevel.None
        : Of(Standing.Overdue) > 0 ? HeatLevel.Overdue
        : Met == 0 ? HeatLevel.NotYet
        : Of(Standing.MetLate) > 0 ? HeatLevel.Late
        : Met == All ? HeatLevel.AllMet
        : HeatLevel.OnTheWay;
}

/// <summary>From nobody has it, to all reached it and none is known to be late, or somebody is overdue now.</summary>
public enum HeatLevel { None, NotYet, OnTheWay, AllMet, Late, Overdue }
