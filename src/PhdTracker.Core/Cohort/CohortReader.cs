using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Cohort;

/// <summary>Reads the numbers of the cohort page from the same queries as the lists that they lead to. The database counts; no row of a student is read.</summary>
public static class CohortReader
{
    private const int StuckShown = 6;
    private const int MonthsShown = 12;

    /// <summary>Counts what the person may see of the cohort, narrowed by the filter.</summary>
    public static async Task<CohortSummary> ReadAsync(PhdTrackerDb db, Access access, CohortFilter filter, Idleness idleness, DateOnly today, CancellationToken ct)
    {
        var candidatures = filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature), today);
        var rows = MilestoneList.Of(candidatures);
        var open = OpenTasks.InSight(db, access, filter, today).Open(new OpenTaskFilter(), today);
        var counts = await CountAsync(db, access, filter, rows, open, idleness.Of(open, today), today, ct);
        var students = await StudentsAsync(candidatures, ct);
        var due = await DueAsync(rows, today, ct);
        return new CohortSummary
        {
            Sides = students.Select(s => s.Side).Distinct().OrderDescending(StringComparer.Ordinal).ToList(),
            Projects = counts.GetValueOrDefault(Figure.Projects),
            Places = counts.GetValueOrDefault(Figure.Places),
            Current = students.Where(s => !Candidature.IsClosed(s.State)).Sum(s => s.Count),
            States = students.GroupBy(s => (s.State, s.Side)).Select(g => new StateCount(g.Key.State, g.Key.Side, g.Sum(s => s.Count))).ToList(),
            Overdue = Number(due.Where(d => d.DueOn < today)),
            OldestOverdueOn = due.Where(d => d.DueOn < today).Select(d => (DateOnly?)d.DueOn).Min(),
            Due30 = Within(due, today, 30),
            Due60 = Within(due, today, 60),
            Due90 = Within(due, today, 90),
            Shared = counts.GetValueOrDefault(Figure.Shared),
            Met = Met(counts, Figure.MetOnTime, Figure.MetLate),
            MetBefore = Met(counts, Figure.MetOnTimeBefore, Figure.MetLateBefore),
            OpenTasks = counts.GetValueOrDefault(Figure.OpenTasks),
            IdleTasks = counts.GetValueOrDefault(Figure.IdleTasks),
            Stuck = await OpenTasks.ReadAsync(open, ReadableCases.Named(db, access), db.TaskNudges, 0, StuckShown, ct),
            Heat = await HeatMap.ReadAsync(rows, Years(students), today, ct),
            Months = Months(due, today),
        };
    }

    /// <summary>Students by state, side and year.</summary>
    public static Task<List<StudentCount>> StudentsAsync(IQueryable<Candidature> candidatures, CancellationToken ct) =>
        candidatures.AsNoTracking().GroupBy(c => new { c.State, c.Studentship.Party.Side, c.StartOn.Year })
            .Select(g => new StudentCount(g.Key.State, g.Key.Side, g.Key.Year, g.Count())).ToListAsync(ct);

    /// <summary>The rows of the table of cohorts.</summary>
    public static IReadOnlyList<HeatYear> Years(IEnumerable<StudentCount> students) =>
        [.. students.Where(s => !CohortFilter.LeftStates.Contains(s.State)).GroupBy(s => s.Year)
            .Select(g => new HeatYear(g.Key, g.Sum(s => s.Count), g.Where(s => OutcomeReader.AwardedStates.Contains(s.State)).Sum(s => s.Count)))];

    /// <summary>Numbers that have nothing in common but that one command brings them all.</summary>
    private static async Task<Dictionary<int, int>> CountAsync(
        PhdTrackerDb db, Access access, CohortFilter filter, IQueryable<MilestoneRow> rows, IQueryable<ProcessTask> open, IQueryable<ProcessTask> idle, DateOnly today, CancellationToken ct)
    {
        var projects = filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature), access.Filter(db.Projects, Permission.ViewProject), today);
        return await projects.Select(p => Figure.Projects)
            .Concat(projects.SelectMany(p => p.Studentships).Where(s => filter.Side == null || s.Party.Side == filter.Side).Select(s => Figure.Places))
            .Concat(open.Select(t => Figure.OpenTasks))
            .Concat(idle.Select(t => Figure.IdleTasks))
            .Concat(rows.Where(MilestoneList.In(MilestoneGroup.Shared, today)).Select(r => Figure.Shared))
            .Concat(MetFigures(rows, today))
            .GroupBy(figure => figure).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    private static Task<List<Due>> DueAsync(IQueryable<MilestoneRow> rows, DateOnly today, CancellationToken ct)
    {
        var end = new DateOnly(today.Year, today.Month, 1).AddMonths(MonthsShown);
        return rows.Where(MilestoneList.In(MilestoneGroup.Open, today)).Where(r => r.DueOn < end)
            .GroupBy(r => new { r.Side, r.DueOn }).Select(g => new Due(g.Key.Side, g.Key.DueOn!.Value, g.Count())).ToListAsync(ct);
    }

    /// <summary>Of each milestone reached in the last two years: in which of them, and whether by its day.</summary>
    private static IQueryable<int> MetFigures(IQueryable<MilestoneRow> rows, DateOnly today)
    {
        var (yearAgo, twoYearsAgo) = (today.AddYears(-1), today.AddYears(-2));
        return rows.Where(OutcomeReader.MetBetween(twoYearsAgo.AddDays(1), today))
            .Select(r => r.DoneOn > yearAgo ? (r.DoneOn <= r.DueOn ? Figure.MetOnTime : Figure.MetLate) : (r.DoneOn <= r.DueOn ? Figure.MetOnTimeBefore : Figure.MetLateBefore));
    }

    private static MetNumber Met(Dictionary<int, int> counts, int onTime, int late) => new(counts.GetValueOrDefault(onTime) + counts.GetValueOrDefault(late), counts.GetValueOrDefault(onTime));

    private static DueNumber Number(IEnumerable<Due> due) => new(due.GroupBy(d => d.Side).ToDictionary(g => g.Key, g => g.Sum(d => d.Count)));

    private static DueNumber Within(List<Due> due, DateOnly today, int days) => Number(due.Where(d => d.DueOn >= today && d.DueOn <= today.AddDays(days)));

    private static List<MonthCount> Months(List<Due> due, DateOnly today)
    {
        var first = new DateOnly(today.Year, today.Month, 1);
        var byMonth = due.Where(d => d.DueOn >= first).ToLookup(d => new DateOnly(d.DueOn.Year, d.DueOn.Month, 1));
        return Enumerable.Range(0, MonthsShown).Select(i => first.AddMonths(i)).Select(m => new MonthCount(m, Number(byMonth[m]).BySide)).ToList();
    }

    private static class Figure
    {
        public const int Projects = 1, Places = 2, OpenTasks = 3, IdleTasks = 4, Shared = 5, MetOnTime = 6, MetLate = 7, MetOnTimeBefore = 8, MetLateBefore = 9;
    }

    private sealed record Due(string Side, DateOnly DueOn, int Count);
}
