using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Cohort;

/// <summary>What the database counts against the same counted plainly over all rows in memory.</summary>
public sealed class CohortNumbersTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task HeatMap_MixedCohort_CountsAsInMemory(DatabaseProvider provider)
    {
        await using var cohort = await MixedAsync(provider);
        var (db, today) = (cohort.Db, cohort.Today);
        var all = await cohort.CandidaturesAsync();

        var heat = await HeatMap.ReadAsync(MilestoneList.Of(db.Candidatures), CohortReader.Years(await CohortReader.StudentsAsync(db.Candidatures, default)), today, default);

        Assert.Equal(Standings.Shown.Except([Standing.Failed]), heat.Cells.SelectMany(c => c.Counts.Keys).Distinct().Order());
        foreach (var row in heat.Rows)
        {
            foreach (var cell in row.Cells)
            {
                var expected = all.Where(c => c.StartOn.Year == row.Year).SelectMany(c => c.Milestones, (c, m) => (c, m)).Where(x => cell.Stage.Includes(x.m.RuleCode, x.m.Occurrence))
                    .Select(x => StandingOf(x.c, x.m, today)).Where(s => s != Standing.NotCounted).GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
                Assert.Equal(expected.OrderBy(e => e.Key), cell.Counts.OrderBy(e => e.Key));
                foreach (var (standing, count) in cell.Counts)
                    Assert.Equal(count, await MilestoneList.Of(db.Candidatures).Matching(new MilestoneFilter(Stage: cell.Stage.Code, StartYear: row.Year, Standing: standing), today).CountAsync());
            }
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Survival_MixedCohort_WatchesEverybodyForAsLongAsInMemory(DatabaseProvider provider)
    {
        await using var cohort = await MixedAsync(provider);
        var (db, today) = (cohort.Db, cohort.Today);
        var stage = CohortStage.ByCode("esa")!;
        var expected = (await cohort.CandidaturesAsync()).Where(c => c.StartOn <= today).SelectMany(c => c.Milestones, (c, m) => (c, m))
            .Where(x => stage.Includes(x.m.RuleCode, x.m.Occurrence) && x.m.EquivalentToId is null).Select(x => Watched(x.c, x.m, today)).Where(o => o is not null).ToList();

        var report = await SurvivalReader.ReadAsync(db.Candidatures, stage, CurveGroup.Side, today, default);

        var known = expected.Where(o => o!.Days >= 0).Select(o => o!).ToList();
        Assert.Equal(KaplanMeier.Estimate(known).Steps, report.All.Steps);
        Assert.Equal(expected.Count - known.Count, report.Unknown);
        Assert.True(report is { All.Reached: > 2, All.People: > 5, Unknown: > 0 }, report.ToString());
        Assert.Equal("UK", Assert.Single(report.Groups).Name);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Stuck_MixedCohort_CountsAsInMemory(DatabaseProvider provider)
    {
        await using var cohort = await MixedAsync(provider);
        var (db, today) = (cohort.Db, cohort.Today);
        // A later version of the route calls the step otherwise, and one asks no side.
        foreach (var state in new[] { TaskState.Open, TaskState.Done })
        {
            var ids = await db.Tasks.Where(t => t.State == state && t.PartyId != null).OrderBy(t => t.Id).Select(t => t.Id).Take(2).ToListAsync();
            await db.Tasks.Where(t => t.Id == ids[0]).ExecuteUpdateAsync(s => s.SetProperty(t => t.TitleEn, "Another title"));
            await db.Tasks.Where(t => t.Id == ids[1]).ExecuteUpdateAsync(s => s.SetProperty(t => t.PartyId, (int?)null));
        }
        var open = await db.Tasks.AsNoTracking().Include(t => t.Assignees).Where(t => t.State == TaskState.Open).ToListAsync();
        var done = await db.Tasks.AsNoTracking().Include(t => t.Party).Where(t => t.State == TaskState.Done).ToListAsync();
        var tasks = OpenTasks.InSight(db, cohort.Access, new CohortFilter(), today);

        var steps = await StuckReader.StepsAsync(tasks.Open(new OpenTaskFilter(), today), today, default);
        var holders = await StuckReader.HoldersAsync(tasks.Open(new OpenTaskFilter(), today), default);
        var times = await StuckReader.TimesAsync(tasks, today, default);

        Assert.Equal(open.Count, steps.Sum(s => s.Count));
        Assert.All(steps, s => Assert.Equal(s.Count, s.Fresh + s.Waiting + s.Old));
        Assert.Equal(open.Max(t => today.DayNumber - DateOnly.FromDateTime(t.OpenedAt).DayNumber), steps.Max(s => s.OldestDays));
        Assert.Equal(Math.Min(StuckReader.HoldersShown, open.SelectMany(t => t.Assignees).Select(a => a.PersonId).Distinct().Count()), holders.Count);
        foreach (var time in times)
        {
            var days = done.Where(t => t.ActivityId == time.Step.Id && t.Party?.Side == time.Step.Side).Select(t => DateOnly.FromDateTime(t.ClosedAt!.Value).DayNumber - DateOnly.FromDateTime(t.OpenedAt).DayNumber).Order().ToList();
            Assert.Equal((days.Count, (days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2.0, days[^1]), (time.Answers, time.Median, time.Longest));
        }
        foreach (var step in steps)
            Assert.Equal(step.Count, await tasks.Open(new OpenTaskFilter(Route: step.Step.Route, Step: step.Step.Id, Asked: step.Step.Side ?? OpenTasks.NoSide), today).CountAsync());
        foreach (var time in times)
            Assert.Equal(time.Answers, await tasks.Answered(today).Of(time.Step.Route, time.Step.Id, time.Step.Side ?? OpenTasks.NoSide).CountAsync());
        Assert.Equal(done.Count, times.Sum(t => t.Answers));
        var slowest = await StuckReader.AnswersAsync(tasks.Answered(today), 0, 3, default);
        Assert.Equal(done.Select(t => DateOnly.FromDateTime(t.ClosedAt!.Value).DayNumber - DateOnly.FromDateTime(t.OpenedAt).DayNumber).OrderDescending().Take(3), slowest.Select(a => a.Days));
        Assert.True(times.Count > 1);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Quarters_MixedCohort_HaveAsManyRowsAsTheirLists(DatabaseProvider provider)
    {
        await using var cohort = await MixedAsync(provider);
        var rows = MilestoneList.Of(cohort.Db.Candidatures);

        var quarters = await OutcomeReader.QuartersAsync(rows, cohort.Today, default);

        Assert.Equal(cohort.Today.Year, quarters[^1].Year);
        Assert.Contains(quarters, q => q.Met.OnTime < q.Met.Met);
        foreach (var quarter in quarters)
        {
            Assert.Equal(await rows.Matching(new MilestoneFilter(Reached: (quarter.Year, quarter.Quarter, false)), cohort.Today).CountAsync(), quarter.Met.Met);
            Assert.Equal(await rows.Matching(new MilestoneFilter(Reached: (quarter.Year, quarter.Quarter, true)), cohort.Today).CountAsync(), quarter.Met.OnTime);
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Filter_EachQuestion_KeepsWhomItAsksFor(DatabaseProvider provider)
    {
        await using var cohort = await MixedAsync(provider);
        var (db, today) = (cohort.Db, cohort.Today);
        var all = await cohort.CandidaturesAsync();
        var one = all.First(c => c.Studentship.Project.Goals.Contains(3));
        var supervisor = one.Supervisors[0].Person;
        var part = new CohortFilter(Mode: StudyMode.PartTime);
        async Task<List<int>> FoundAsync(CohortFilter filter) => await filter.Apply(db.Candidatures, today).Select(c => c.Id).Order().ToListAsync();

        Assert.Equal(all.Where(c => c.Studentship.Project.Goals.Contains(3)).Select(c => c.Id), await FoundAsync(new CohortFilter(Goal: 3)));
        Assert.Equal(all.Select(c => c.Id), await FoundAsync(new CohortFilter(ProgrammeId: one.Studentship.Project.ProgrammeId)));
        var supervised = all.Where(c => c.Supervisors.Any(s => s.PersonId == supervisor.Id && (s.HoldsOn(today) || (s.From <= today && Candidature.IsClosed(c.State))))).ToList();
        Assert.Equal(supervised.Select(c => c.Id), await FoundAsync(new CohortFilter(SupervisorId: supervisor.Id)));
        Assert.Equal(
            all.Where(c => c.Supervisors.Any(s => s.Person.FamilyName.StartsWith(supervisor.FamilyName, StringComparison.Ordinal) && s.From <= today && (s.HoldsOn(today) || Candidature.IsClosed(c.State)))).Select(c => c.Id),
            await FoundAsync(new CohortFilter(SupervisorName: supervisor.FamilyName.ToUpperInvariant() + " ida")));
        Assert.Equal(all.Where(c => c.FteOn(today) < 1).Select(c => c.Id), await FoundAsync(part));
        Assert.Equal(all.Count, (await FoundAsync(part)).Count + (await FoundAsync(new CohortFilter(Mode: StudyMode.FullTime))).Count);
        Assert.NotEmpty(await FoundAsync(part));
        Assert.Equal(all.Where(c => c.UnitId == cohort.UnitId || c.DoctoralSchoolId == cohort.UnitId).Select(c => c.Id), await FoundAsync(new CohortFilter(UnitId: cohort.UnitId)));
        Assert.Empty(await FoundAsync(new CohortFilter(StructureId: 999_999)));
        Assert.Equal(
            all.Where(c => c.Studentship.Project.Goals.Contains(3)).Select(c => c.Studentship.ProjectId).Distinct().Order(),
            await new CohortFilter(Goal: 3).Apply(db.Candidatures, db.Projects, today).Select(p => p.Id).Order().ToListAsync());
        Assert.Equal(supervised.Select(c => c.Studentship.ProjectId).Distinct().Order(), await new CohortFilter(SupervisorId: supervisor.Id).Apply(db.Candidatures, db.Projects, today).Select(p => p.Id).Order().ToListAsync());
    }

    [Fact]
    public async Task Choices_TheWorld_AreReadInOneCommandAndComplete()
    {
        await using var cohort = await MixedAsync(DatabaseProvider.Sqlite);

        var choices = await CohortChoices.ReadAsync(cohort.Db, cohort.Access, default, cohort.SupervisorId);

        Assert.Equal(["UK", "FR"], choices.Sides.Select(s => s.Side));
        Assert.All([choices.Calls.Count, choices.Themes.Count, choices.Programmes.Count, choices.Institutions.Count, choices.Units.Count], n => Assert.True(n > 0));
        Assert.Equal("Ida Péron0", choices.Supervisor);
    }

    private static Standing StandingOf(Candidature c, Milestone m, DateOnly today)
    {
        if (m.EquivalentToId is not null || m.State == MilestoneState.Skipped || CohortFilter.LeftStates.Contains(c.State))
            return Standing.NotCounted;
        if (m.State == MilestoneState.Waived)
            return Standing.Waived;
        if (m.State is MilestoneState.Passed or MilestoneState.PassedWithConditions)
            return m.DoneOn is null ? Standing.MetUndated : m.DoneOn > m.DueOn ? Standing.MetLate : Standing.MetOnTime;
        if (Candidature.IsClosed(c.State))
            return Standing.NotCounted;
        return MilestoneList.IsOverdue(m.State, m.IsOptional, c.State, m.DueOn, today) ? Standing.Overdue : Standing.Open;
    }

    /// <summary>Null: not waited for. Negative days: it is not known how long.</summary>
    private static Observation? Watched(Candidature c, Milestone m, DateOnly today)
    {
        var left = CohortFilter.LeftStates.Contains(c.State);
        if (m.State == MilestoneState.Waived || (m.State == MilestoneState.Skipped && !left))
            return null;
        if (c.Milestones.Any(x => x is { EquivalentToId: null, DoneOn: null, State: MilestoneState.Passed or MilestoneState.PassedWithConditions }))
            return new Observation(-1, true);
        if (m.State is MilestoneState.Passed or MilestoneState.PassedWithConditions)
            return new Observation(m.DoneOn!.Value.DayNumber - c.StartOn.DayNumber, true);
        if (left)
            return new Observation(c.ClosedOn is { } closed ? closed.DayNumber - c.StartOn.DayNumber : -1, false);
        return new Observation(Candidature.IsClosed(c.State) ? -1 : today.DayNumber - c.StartOn.DayNumber, false);
    }

    private static Task<MixedCohort> MixedAsync(DatabaseProvider provider) => MixedCohort.CreateAsync(provider, 26);
}
