using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones;

public sealed class RecordMilestoneTests
{
    private static readonly DateOnly Day = new(2026, 9, 20);

    [Fact]
    public async Task Record_ByTheHomeOffice_PassesBothEquivalentsAndTellsTheStudent()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await RecordAsync(database, world, "office.uk", Day, "Panel minutes of 20 September");

        var states = await database.AskAsync(db => db.Milestones.Where(m => m.Id == world.EsaId || m.Id == world.JointReportId).Select(m => new { m.State, m.DoneOn }).ToListAsync());
        Assert.All(states, m => Assert.Equal((MilestoneState.Passed, (DateOnly?)Day), (m.State, m.DoneOn)));
        Assert.Equal(world.People["student.uk"], await database.AskAsync(db => db.Notifications.Where(n => n.Kind == "MilestoneRecorded").Select(n => n.RecipientId).SingleAsync()));
        Assert.Equal("Panel minutes of 20 September", await database.AskAsync(db => db.AuditEntries.Where(e => e.ActName == "RecordMilestone").Select(e => e.Comment).SingleAsync()));
    }

    [Fact]
    public async Task Record_DayOfWhatIsKnownToBeReached_KeepsHowItWasReached()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await database.AskAsync(async db =>
        {
            (await db.Milestones.Include(m => m.Equivalents).SingleAsync(m => m.Id == world.EsaId)).Record(null, withReservations: true);
            return await db.SaveChangesAsync();
        });

        await RecordAsync(database, world, "office.uk", Day, "Panel minutes");
        var again = await Assert.ThrowsAsync<DomainRuleException>(() => RecordAsync(database, world, "office.uk", Day.AddDays(1), "Panel minutes"));

        var states = await database.AskAsync(db => db.Milestones.Where(m => m.Id == world.EsaId || m.Id == world.JointReportId).Select(m => new { m.State, m.DoneOn }).ToListAsync());
        Assert.All(states, m => Assert.Equal((MilestoneState.PassedWithConditions, (DateOnly?)Day), (m.State, m.DoneOn)));
        Assert.Equal("MilestoneAlreadyClosed", again.Code);
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("student.uk")]
    [InlineData("lead.uk")]
    [InlineData("director.uk")]
    [InlineData("auditor")]
    [InlineData("admin")]
    public async Task Record_ByAnybodyElse_IsNotFound(string who)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await Assert.ThrowsAsync<NotFoundException>(() => RecordAsync(database, world, who, Day, "Because"));
    }

    [Theory]
    [InlineData(2027, 1, 1, "Because", "RecordedDayInFuture")]
    [InlineData(2025, 9, 30, "Because", "RecordedDayBeforeStart")]
    [InlineData(2026, 9, 20, "  ", "OfficeReasonMissing")]
    public async Task Record_ImpossibleValues_AreRefused(int year, int month, int day, string reason, string code)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => RecordAsync(database, world, "office.uk", new DateOnly(year, month, day), reason));

        Assert.Equal(code, refused.Code);
        Assert.NotNull(refused.Field);
    }

    [Fact]
    public async Task Record_OlderVersion_IsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await Assert.ThrowsAsync<StaleVersionException>(() => RecordAsync(database, world, "office.uk", Day, "Because", version: 7));
    }

    [Fact]
    public async Task Record_WhileItIsDecided_IsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await new Acts(database, world).HandInAsync("student.uk", world.EsaId);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => RecordAsync(database, world, "office.uk", Day, "Because"));

        Assert.Equal("MilestoneUnderReview", refused.Code);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Waive_WhileANewVersionIsAwaited_TakesTheTaskAway(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var acts = new Acts(database, world);
        await acts.HandInAsync("student.uk", world.EsaId);
        await acts.DecideAsync("lead.uk", await acts.TaskAsync(world.EsaId, "lead:home"), DecisionKind.Returned, "Add the methods.");

        await WaiveAsync(database, world, "office.uk", "Moved to another rule");

        Assert.Equal(MilestoneState.Waived, await database.AskAsync(db => db.Milestones.Where(m => m.Id == world.EsaId).Select(m => m.State).SingleAsync()));
        Assert.Equal((0, 0), await database.AskAsync(async db => (await db.Tasks.CountAsync(t => t.State == TaskState.Open), await db.Processes.CountAsync(p => p.Status == "Running"))));
        Assert.Equal("Cancelled", await database.AskAsync(db => db.Processes.Select(p => p.SubStatus).SingleAsync()));
        Assert.Equal(world.People["office.uk"], await database.AskAsync(db => db.Journal.OrderBy(j => j.Sequence).Select(j => j.ById).LastAsync()));
    }

    [Fact]
    public async Task Waive_Twice_IsTold()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await WaiveAsync(database, world, "programme", "Transferred with credit");

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => WaiveAsync(database, world, "programme", "Again"));

        Assert.Equal("MilestoneAlreadyClosed", refused.Code);
    }

    [Fact]
    public async Task Waive_WhatServesAnother_LeavesTheOtherToBeHandedInByItself()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await WaiveAsync(database, world, "office.uk", "Transferred with credit");

        var report = await database.AskAsync(db => db.Milestones.SingleAsync(m => m.Id == world.JointReportId));
        Assert.Equal((MilestoneState.Planned, null), (report.State, report.EquivalentToId));
        await new Acts(database, world).HandInAsync("student.uk", world.JointReportId);
        Assert.Equal(MilestoneState.Submitted, await database.AskAsync(db => db.Milestones.Where(m => m.Id == world.JointReportId).Select(m => m.State).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Require_WhatWasWaived_IsAskedForAgainWithItsDateAndServesTheOther(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var before = await database.AskAsync(db => db.Milestones.Where(m => m.Id == world.EsaId).Select(m => m.DueOn).SingleAsync());
        await WaiveAsync(database, world, "office.uk", "By mistake");

        await RequireAsync(database, world, "programme", "It was the other student.");

        var esa = await database.AskAsync(db => db.Milestones.Include(m => m.Equivalents).SingleAsync(m => m.Id == world.EsaId));
        Assert.Equal((MilestoneState.Planned, before), (esa.State, esa.DueOn));
        Assert.Contains(esa.Equivalents, m => m.Id == world.JointReportId);
        Assert.Equal(world.People["student.uk"], await database.AskAsync(db => db.Notifications.Where(n => n.Kind == "MilestoneRequired").Select(n => n.RecipientId).SingleAsync()));
        Assert.Equal("It was the other student.", await database.AskAsync(db => db.AuditEntries.Where(e => e.ActName == "RequireMilestone").Select(e => e.Comment).SingleAsync()));
        Assert.Equal("MilestoneNotWaived", (await Assert.ThrowsAsync<DomainRuleException>(() => RequireAsync(database, world, "programme", "Again"))).Code);
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("student.uk")]
    [InlineData("lead.uk")]
    public async Task Require_ByAnybodyElse_IsNotFound(string who)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await WaiveAsync(database, world, "office.uk", "By mistake");

        await Assert.ThrowsAsync<NotFoundException>(() => RequireAsync(database, world, who, "Because"));
    }

    [Fact]
    public async Task Require_WithoutAReasonOrFromAnOlderPage_IsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await WaiveAsync(database, world, "office.uk", "By mistake");

        Assert.Equal("OfficeReasonMissing", (await Assert.ThrowsAsync<DomainRuleException>(() => RequireAsync(database, world, "office.uk", " "))).Code);
        await Assert.ThrowsAsync<StaleVersionException>(() => RequireAsync(database, world, "office.uk", "Because", version: 0));
    }

    [Fact]
    public async Task Record_OnlyTheEquivalent_KeepsItsDayWhenTheOtherIsPassed()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var acts = new Acts(database, world);
        await acts.AsAsync("office.uk", async (services, by) =>
        {
            var version = await services.GetRequiredService<PhdTrackerDb>().Milestones.Where(m => m.Id == world.JointReportId).Select(m => m.Version).SingleAsync();
            await services.GetRequiredService<RecordMilestoneHandler>().HandleAsync(new RecordMilestone(world.JointReportId, version, Day, "Minutes"), by, default);
            return 0;
        });

        await acts.HandInAsync("student.uk", world.EsaId);
        await database.AskAsync(async db =>
        {
            var esa = await db.Milestones.Include(m => m.Equivalents).SingleAsync(m => m.Id == world.EsaId);
            esa.Pass(database.Clock.Today(), null);
            return await db.SaveChangesAsync();
        });

        var days = await database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == world.UkCandidatureId && m.State == MilestoneState.Passed).ToDictionaryAsync(m => m.Id, m => m.DoneOn));
        Assert.Equal(Day, days[world.JointReportId]);
        Assert.Equal(database.Clock.Today(), days[world.EsaId]);
    }

    private static Task<int> RecordAsync(TestDatabase database, World world, string who, DateOnly on, string reason, int? version = null) => new Acts(database, world).AsAsync(who, async (services, by) =>
    {
        await services.GetRequiredService<RecordMilestoneHandler>().HandleAsync(new RecordMilestone(world.EsaId, version ?? await VersionAsync(services, world), on, reason), by, default);
        return 0;
    });

    private static Task<int> RequireAsync(TestDatabase database, World world, string who, string reason, int? version = null) => new Acts(database, world).AsAsync(who, async (services, by) =>
    {
        await services.GetRequiredService<RequireMilestoneHandler>().HandleAsync(new RequireMilestone(world.EsaId, version ?? await VersionAsync(services, world), reason), by, default);
        return 0;
    });

    private static Task<int> WaiveAsync(TestDatabase database, World world, string who, string reason) => new Acts(database, world).AsAsync(who, async (services, by) =>
    {
        await services.GetRequiredService<WaiveMilestoneHandler>().HandleAsync(new WaiveMilestone(world.EsaId, await VersionAsync(services, world), reason), by, default);
        return 0;
    });

    private static Task<int> VersionAsync(IServiceProvider services, World world) =>
        services.GetRequiredService<PhdTrackerDb>().Milestones.Where(m => m.Id == world.EsaId).Select(m => m.Version).SingleAsync();
}
