using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Cohort;

/// <summary>By what curves are told apart.</summary>
public enum CurveGroup { Cohort, Side }

/// <summary>How long it takes to reach one stage.</summary>
/// <param name="All">Everybody in sight.</param>
/// <param name="Groups">By year of start or by side, each under its name.</param>
/// <param name="Unknown">Students left out as days of theirs are not known.</param>
/// <param name="Undated">Milestones of this stage that were met on a day that nobody recorded: without them the curves show too few.</param>
public sealed record SurvivalReport(SurvivalCurve All, IReadOnlyList<(string Name, SurvivalCurve Curve)> Groups, int Unknown, int Undated)
{
    /// <summary>Whether all who have reached it did so on a day that nobody recorded: nothing can be said of how long it takes.</summary>
    public bool IsBlind => All.Reached == 0 && Undated > 0;
}

/// <summary>
/// Reads how long students took to a stage, counted from their start by calendar days. Who has not reached it is censored today; who left is censored
/// on the day they left: withdrawal is treated as the end of watching, not as an event of its own. A waived milestone is not waited for.
/// Students of whom a sheet told stages without their days are left out whether they have reached this one or not: to leave out only those who have
/// would make everybody look slow.
/// </summary>
public static class SurvivalReader
{
    /// <summary>Three commands: the database counts by year, side and days, and those who are left out.</summary>
    public static async Task<SurvivalReport> ReadAsync(IQueryable<Candidature> candidatures, CohortStage stage, CurveGroup by, DateOnly today, CancellationToken ct)
    {
        var (left, closed) = (CohortFilter.LeftStates, Candidature.ClosedStates);
        var counts = await Of(candidatures.Where(c => !c.Milestones.AsQueryable().Any(Undated)), stage, today)
            .Select(x => new
            {
                x.Candidature.StartOn,
                x.Candidature.Studentship.Party.Side,
                Outcome = x.Milestone.State == MilestoneState.Passed || x.Milestone.State == MilestoneState.PassedWithConditions ? Reached
                    : left.Contains(x.Candidature.State) ? Left
                    : closed.Contains(x.Candidature.State) ? Unknown
                    : Waiting,
                x.Milestone.DoneOn,
                x.Candidature.ClosedOn,
            })
            .GroupBy(x => new { x.StartOn.Year, x.Side, x.Outcome, Days = (x.Outcome == Reached ? x.DoneOn!.Value.DayNumber : x.Outcome == Left ? x.ClosedOn!.Value.DayNumber : today.DayNumber) - x.StartOn.DayNumber })
            .Select(g => new Counted(g.Key.Year, g.Key.Side, g.Key.Outcome, (int?)g.Key.Days, g.Count())).ToListAsync(ct);
        var undated = await Of(candidatures.Where(c => c.Milestones.AsQueryable().Any(Undated)), stage, today).CountAsync(ct);
        var unrecorded = await MilestoneList.Of(candidatures).Where(stage.Covers).Standing(Standing.MetUndated, today).CountAsync(ct);
        var known = counts.Where(c => c is { Outcome: not Unknown, Days: >= 0 }).ToList();
        var groups = by == CurveGroup.Cohort
            ? known.GroupBy(c => c.Year.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : known.GroupBy(c => c.Side);
        return new SurvivalReport(Curve(known), [.. groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, Curve(g)))], undated + counts.Sum(c => c.Count) - known.Sum(c => c.Count), unrecorded);
    }

    /// <summary>A stage of which a sheet told that it was reached, and not when.</summary>
    private static readonly Expression<Func<Milestone, bool>> Undated = m => m.EquivalentToId == null && m.DoneOn == null && (m.State == MilestoneState.Passed || m.State == MilestoneState.PassedWithConditions);

    /// <summary>The stage of each student who has begun and of whom it is, or was, waited for.</summary>
    private static IQueryable<Awaited> Of(IQueryable<Candidature> candidatures, CohortStage stage, DateOnly today)
    {
        var (left, asked) = (CohortFilter.LeftStates, NotWaitedFor);
        var (codes, occurrence) = (stage.RuleCodes, stage.Occurrence);
        return candidatures.AsNoTracking().Where(c => c.StartOn <= today).SelectMany(c => c.Milestones, (c, m) => new Awaited { Candidature = c, Milestone = m })
            .Where(x => codes.Contains(x.Milestone.RuleCode) && (occurrence == null || x.Milestone.Occurrence == occurrence) && x.Milestone.EquivalentToId == null)
            .Where(x => x.Milestone.PartyId == null || x.Milestone.PartyId == x.Candidature.Studentship.PartyId)
            .Where(x => !asked.Contains(x.Milestone.State) || (x.Milestone.State == MilestoneState.Skipped && left.Contains(x.Candidature.State)));
    }

    private const int Reached = 1, Waiting = 2, Left = 3, Unknown = 4;

    private static readonly List<MilestoneState> NotWaitedFor = [MilestoneState.Waived, MilestoneState.Skipped];

    private static SurvivalCurve Curve(IEnumerable<Counted> counts) => KaplanMeier.Estimate(counts.Select(c => new Observation(c.Days!.Value, c.Outcome == Reached, c.Count)));

    private sealed record Awaited
    {
        public required Candidature Candidature { get; init; }
        public required Milestone Milestone { get; init; }
    }

    private sealed record Counted(int Year, string Side, int Outcome, int? Days, int Count);
}
