using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Cohort;

/// <summary>Reads the numbers of the cohort page from the same queries as the lists that they lead to.</summary>
public static class CohortReader
{
    private const int StuckShown = 6;
    private const int MonthsShown = 12;

    /// <summary>Counts what the person may see of the cohort, narrowed by the filter.</summary>
    public static async Task<CohortSummary> ReadAsync(PhdTrackerDb db, Access access, CohortFilter filter, Idleness idleness, DateOnly today, CancellationToken ct)
    {
        var candidatures = filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature));
        var projects = filter.Apply(access.Filter(db.Projects, Permission.ViewProject));
        var rows = MilestoneList.Of(candidatures);

        var projectCount = await projects.CountAsync(ct);
        var places = await projects.SelectMany(p => p.Studentships).CountAsync(s => filter.Side == null || s.Party.Side == filter.Side, ct);
        var students = await candidatures.AsNoTracking().Select(c => new Student(c.State, c.Studentship.Party.Side, c.StartOn.Year)).ToListAsync(ct);
        var due = await DueAsync(rows, today, ct);
        var met = await rows.Where(r => (r.State == MilestoneState.Passed || r.State == MilestoneState.PassedWithConditions) && r.DueOn != null && r.DoneOn > today.AddYears(-2) && r.DoneOn <= today)
            .Select(r => new Reached(r.DoneOn!.Value, r.DueOn!.Value)).ToListAsync(ct);
        var staged = await StagedAsync(rows, ct);
        var open = OpenTasks.Of(db, candidatures, new OpenTaskFilter(), today);
        var idle = OpenTasks.Of(db, candidatures, new OpenTaskFilter(Idle: idleness), today);

        var (heat, stages) = Heat(students, staged, today);
        return new CohortSummary
        {
            Sides = students.Select(s => s.Side).Distinct().OrderDescending(StringComparer.Ordinal).ToList(),
            Projects = projectCount,
            Places = places,
            Current = students.Count(s => !Candidature.IsClosed(s.State)),
            States = students.GroupBy(s => (s.State, s.Side)).Select(g => new StateCount(g.Key.State, g.Key.Side, g.Count())).ToList(),
            Overdue = Number(due.Where(d => d.DueOn < today)),
            OldestOverdueOn = due.Where(d => d.DueOn < today).Select(d => (DateOnly?)d.DueOn).Min(),
            Due30 = Within(due, today, 30),
            Due60 = Within(due, today, 60),
            Due90 = Within(due, today, 90),
            Met = Share(met.Where(m => m.DoneOn > today.AddYears(-1))),
            MetBefore = Share(met.Where(m => m.DoneOn <= today.AddYears(-1))),
            OpenTasks = await open.CountAsync(ct),
            IdleTasks = await idle.CountAsync(ct),
            Stuck = await OpenTasks.ReadAsync(open, ReadableCases.Named(db, access), 0, StuckShown, ct),
            Heat = heat,
            Stages = stages,
            Months = Months(due, today),
        };
    }

    private static Task<List<Due>> DueAsync(IQueryable<MilestoneRow> rows, DateOnly today, CancellationToken ct)
    {
        var end = new DateOnly(today.Year, today.Month, 1).AddMonths(MonthsShown);
        return rows.Where(MilestoneList.In(MilestoneGroup.Open, today)).Where(r => r.DueOn < end).Select(r => new Due(r.Side, r.DueOn!.Value)).ToListAsync(ct);
    }

    private static Task<List<Staged>> StagedAsync(IQueryable<MilestoneRow> rows, CancellationToken ct)
    {
        var codes = CohortStage.All.SelectMany(s => s.RuleCodes).ToList();
        return rows.Where(r => codes.Contains(r.RuleCode)).Where(CohortStage.Counted)
            .Select(r => new Staged(r.RuleCode, r.Occurrence, r.StartOn.Year, r.State, r.IsOptional, r.CandidatureState, r.DueOn, r.DoneOn)).ToListAsync(ct);
    }

    private static DueNumber Number(IEnumerable<Due> due) => new(due.GroupBy(d => d.Side).ToDictionary(g => g.Key, g => g.Count()));

    private static DueNumber Within(List<Due> due, DateOnly today, int days) => Number(due.Where(d => d.DueOn >= today && d.DueOn <= today.AddDays(days)));

    private static MetNumber Share(IEnumerable<Reached> reached)
    {
        var all = reached.ToList();
        return new MetNumber(all.Count, all.Count(r => r.DoneOn <= r.DueOn));
    }

    private static List<MonthCount> Months(List<Due> due, DateOnly today)
    {
        var first = new DateOnly(today.Year, today.Month, 1);
        var byMonth = due.Where(d => d.DueOn >= first).ToLookup(d => new DateOnly(d.DueOn.Year, d.DueOn.Month, 1));
        return Enumerable.Range(0, MonthsShown).Select(i => first.AddMonths(i)).Select(m => new MonthCount(m, Number(byMonth[m]).BySide)).ToList();
    }

    private static (List<HeatRow> Rows, List<CohortStage> Stages) Heat(List<Student> students, List<Staged> staged, DateOnly today)
    {
        var stages = CohortStage.All.Where(s => staged.Any(m => Covers(s, m))).ToList();
        var byYear = staged.ToLookup(m => m.Year);
        var rows = students.Where(s => !CohortFilter.LeftStates.Contains(s.State)).GroupBy(s => s.Year).OrderBy(g => g.Key)
            .Select(g => new HeatRow(
                g.Key, g.Count(), g.Count(s => s.State is CandidatureState.Awarded or CandidatureState.Alumnus),
                stages.Select(s => Cell(s, byYear[g.Key].Where(m => Covers(s, m)).ToList(), today)).ToList()))
            .ToList();
        return (rows, stages);
    }

    private static bool Covers(CohortStage stage, Staged m) => stage.RuleCodes.Contains(m.RuleCode) && (stage.Occurrence is null || stage.Occurrence == m.Occurrence);

    private static HeatCell Cell(CohortStage stage, List<Staged> milestones, DateOnly today)
    {
        var met = milestones.Where(m => m.State is MilestoneState.Passed or MilestoneState.PassedWithConditions).ToList();
        return new HeatCell(stage, milestones.Count, met.Count, met.Count(m => m.DoneOn > m.DueOn), milestones.Count(m => MilestoneList.IsOverdue(m.State, m.IsOptional, m.CandidatureState, m.DueOn, today)));
    }

    private sealed record Student(CandidatureState State, string Side, int Year);
    private sealed record Due(string Side, DateOnly DueOn);
    private sealed record Reached(DateOnly DoneOn, DateOnly DueOn);
    private sealed record Staged(string RuleCode, int Occurrence, int Year, MilestoneState State, bool IsOptional, CandidatureState CandidatureState, DateOnly? DueOn, DateOnly? DoneOn);
}
