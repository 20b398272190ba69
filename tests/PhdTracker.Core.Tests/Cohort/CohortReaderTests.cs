using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Cohort;

public sealed class CohortReaderTests
{
    private static readonly Idleness Idle = new(Milestones.Rules.Shipped.Calendars);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task ReadAsync_MixedCohort_EveryNumberHasAsManyRows(DatabaseProvider provider)
    {
        await using var database = await CohortAsync(provider, 14);
        var today = database.Clock.Today();

        await using var db = Open(database);
        var access = await AccessAsync(db, database, "programme");
        foreach (var filter in new[] { new CohortFilter(), new CohortFilter(Side: "FR"), new CohortFilter(CurrentOnly: true), new CohortFilter(State: CandidatureState.Active) })
        {
            var summary = await CohortReader.ReadAsync(db, access, filter, Idle, today, CancellationToken.None);
            var candidatures = filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature), today);
            Task<int> Rows(MilestoneGroup group) => MilestoneList.Of(candidatures).Matching(new MilestoneFilter(group), today).CountAsync();

            Assert.Equal(await Rows(MilestoneGroup.Overdue), summary.Overdue.Total);
            Assert.Equal(await Rows(MilestoneGroup.Due30), summary.Due30.Total);
            Assert.Equal(await Rows(MilestoneGroup.Due60), summary.Due60.Total);
            Assert.Equal(await Rows(MilestoneGroup.Due90), summary.Due90.Total);
            Assert.Equal(await Rows(MilestoneGroup.Met), summary.Met.Met);
            Assert.Equal(await Rows(MilestoneGroup.MetLate), summary.Met.Met - summary.Met.OnTime);
            Assert.Equal(await Rows(MilestoneGroup.Shared), summary.Shared);
            Assert.Equal(await OpenTasks.InSight(db, access, filter, today).Open(new OpenTaskFilter(), today).CountAsync(), summary.OpenTasks);
            Assert.Equal(await OpenTasks.InSight(db, access, filter, today).Open(new OpenTaskFilter(Idle: Idle), today).CountAsync(), summary.IdleTasks);
            foreach (var cell in summary.Heat.Rows.SelectMany(r => r.Cells, (r, c) => (r.Year, Cell: c)))
                Assert.Equal(await MilestoneList.Of(candidatures).Matching(new MilestoneFilter(Stage: cell.Cell.Stage.Code, StartYear: cell.Year), today).CountAsync(), cell.Cell.All);
            foreach (var month in summary.Months)
                Assert.Equal(await MilestoneList.Of(candidatures).Matching(new MilestoneFilter(MilestoneGroup.Open, Month: month.Month), today).CountAsync(), month.BySide.Values.Sum());
        }
    }

    [Fact]
    public async Task ReadAsync_MixedCohort_NothingIsZero()
    {
        await using var database = await CohortAsync(DatabaseProvider.Sqlite, 14);
        await using var db = Open(database);

        var summary = await CohortReader.ReadAsync(db, await AccessAsync(db, database, "office.uk"), new CohortFilter(), Idle, database.Clock.Today(), CancellationToken.None);

        Assert.All([summary.Overdue.Total, summary.Due30.Total, summary.Due60.Total, summary.Met.Met, summary.Met.OnTime, summary.IdleTasks, summary.Stuck.Count, summary.Heat.Rows.Count, summary.Shared], n => Assert.True(n > 0));
        Assert.Contains(summary.Heat.Cells, c => c.Level == HeatLevel.Overdue);
    }

    [Fact]
    public async Task ReadAsync_CohortGrows_CommandsDoNot()
    {
        await using var database = await CohortAsync(DatabaseProvider.Sqlite, 2);
        var few = await CommandsAsync(database);
        await using (var db = Open(database))
            await LargerCohort.AddAsync(db, await ProgrammeAsync(db), 20, database.Clock.Today());

        Assert.Equal(few, await CommandsAsync(database));
    }

    [Fact]
    public async Task ReadAsync_SupervisorOfOneProject_CountsThatProject()
    {
        await using var database = await CohortAsync(DatabaseProvider.Sqlite, 6);
        await using var db = Open(database);

        var summary = await CohortReader.ReadAsync(db, await AccessAsync(db, database, "lead.uk"), new CohortFilter(), Idle, database.Clock.Today(), CancellationToken.None);

        Assert.Equal((1, 2, 2), (summary.Projects, summary.Places, summary.Current));
    }

    [Theory]
    [InlineData(MilestoneState.Planned, CandidatureState.Active, false, -1, true)]
    [InlineData(MilestoneState.Planned, CandidatureState.Active, false, 0, false)]
    [InlineData(MilestoneState.Planned, CandidatureState.Interrupted, false, -1, false)]
    [InlineData(MilestoneState.Planned, CandidatureState.Withdrawn, false, -1, false)]
    [InlineData(MilestoneState.Planned, CandidatureState.Active, true, -1, false)]
    [InlineData(MilestoneState.Submitted, CandidatureState.Active, false, -1, false)]
    [InlineData(MilestoneState.Returned, CandidatureState.WritingUp, false, -1, true)]
    [InlineData(MilestoneState.Waived, CandidatureState.Active, false, -1, false)]
    public void IsOverdue_ByStateAndDay_AsAsked(MilestoneState state, CandidatureState candidature, bool optional, int days, bool expected)
    {
        var today = new DateOnly(2026, 11, 23);

        Assert.Equal(expected, MilestoneList.IsOverdue(state, optional, candidature, today.AddDays(days), today));
    }

    [Theory]
    [InlineData(0, 0, 0, 0, HeatLevel.None)]
    [InlineData(0, 0, 4, 0, HeatLevel.NotYet)]
    [InlineData(2, 0, 2, 0, HeatLevel.OnTheWay)]
    [InlineData(4, 0, 0, 0, HeatLevel.AllMet)]
    [InlineData(3, 1, 0, 0, HeatLevel.Late)]
    [InlineData(2, 1, 0, 1, HeatLevel.Overdue)]
    public void Level_OfACell_TellsTheWorstFirst(int onTime, int late, int open, int overdue, HeatLevel expected)
    {
        var counts = new Dictionary<Standing, int> { [Standing.MetOnTime] = onTime, [Standing.MetLate] = late, [Standing.Open] = open, [Standing.Overdue] = overdue, [Standing.Waived] = 3 };

        Assert.Equal(expected, new HeatCell(CohortStage.All[0], counts).Level);
    }

    private static async Task<TestDatabase> CohortAsync(DatabaseProvider provider, int projects)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        await using var db = Open(database);
        await LargerCohort.AddAsync(db, world.ProgrammeId, projects, database.Clock.Today());
        return database;
    }

    private static Task<int> ProgrammeAsync(PhdTrackerDb db) => db.Programmes.Where(p => p.Code == "IC-CNRS").Select(p => p.Id).SingleAsync();

    private static async Task<int> CommandsAsync(TestDatabase database)
    {
        var counter = new Counter();
        await using var db = Open(database, counter);
        var access = await AccessAsync(db, database, "programme");
        counter.Commands = 0;
        await CohortReader.ReadAsync(db, access, new CohortFilter(), Idle, database.Clock.Today(), CancellationToken.None);
        return counter.Commands;
    }

    private static async Task<Access> AccessAsync(PhdTrackerDb db, TestDatabase database, string name)
    {
        var id = await db.Users.Where(p => p.Email == $"{name}@test.example").Select(p => p.Id).SingleAsync();
        return await new AccessReader(db, database.Clock).ForAsync(id, CancellationToken.None);
    }

    private static PhdTrackerDb Open(TestDatabase database, params IInterceptor[] interceptors)
    {
        var options = new DbContextOptionsBuilder<PhdTrackerDb>();
        options.UseDatabase(database.Provider, database.ConnectionString).AddInterceptors(interceptors);
        return new PhdTrackerDb(options.Options, database.Clock);
    }

    private sealed class Counter : DbCommandInterceptor
    {
        public int Commands { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Commands++;
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
