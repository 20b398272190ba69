using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones;

public sealed class FixMilestoneDateTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2027, 12, 1);
    private TestDatabase _database = null!;
    private World _world = null!;
    private Acts _acts = null!;

    public Task InitializeAsync() => BeginAsync(DatabaseProvider.Sqlite);

    public Task DisposeAsync() => _database.DisposeAsync().AsTask();

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Fix_ByTheHomeOffice_SaysWhoAndWhyAndTellsEachOnce(DatabaseProvider provider)
    {
        await BeginAsync(provider);

        await FixAsync("office.uk", "lsr", Day, "The panel meets late.");

        var lsr = await MilestoneAsync("lsr");
        Assert.Equal((Day, true, (DateOnly?)new DateOnly(2027, 10, 1)), (lsr.DueOn!.Value, lsr.IsFixed, lsr.RuleDueOn));
        Assert.Equal("Grace Okafor fixed this date by hand on 23 November 2026: “The panel meets late.”", lsr.RationaleEn);
        Assert.Contains("The panel meets late.", lsr.RationaleFr, StringComparison.Ordinal);
        var told = await _database.AskAsync(db => db.Notifications.Where(n => n.Kind.StartsWith("DeadlinesChanged")).Select(n => new { n.RecipientId, n.Kind, n.Text }).ToListAsync());
        Assert.Equal(new[] { "lead.fr", "lead.uk", "student.uk" }.Select(n => (int?)_world.People[n]).Order(), told.Select(t => t.RecipientId).Order());
        Assert.Contains("1 October 2027 → 1 December 2027", told.Single(t => t.Kind == "DeadlinesChangedYours").Text, StringComparison.Ordinal);
        Assert.Equal("The panel meets late.", await _database.AskAsync(db => db.AuditEntries.Where(e => e.ActName == "FixMilestoneDate").Select(e => e.Comment).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Release_AFixedDate_FollowsTheRulesAgain(DatabaseProvider provider)
    {
        await BeginAsync(provider);
        var before = await MilestoneAsync("lsr");
        await FixAsync("office.uk", "lsr", Day, "The panel meets late.");

        await ReleaseAsync("programme", "lsr");

        var lsr = await MilestoneAsync("lsr");
        Assert.Equal((before.DueOn, before.RationaleEn, false), (lsr.DueOn, lsr.RationaleEn, lsr.IsFixed));
        Assert.Equal((null, null, null, ""), (lsr.FixedReason, lsr.FixedById, lsr.RuleDueOn, lsr.RuleRationaleEn));
        Assert.Equal("MilestoneNotFixed", (await Assert.ThrowsAsync<DomainRuleException>(() => ReleaseAsync("programme", "lsr"))).Code);
    }

    [Fact]
    public async Task Fix_ThenAnInterruption_KeepsTheDayAndKnowsWhatTheRulesSay()
    {
        await FixAsync("office.uk", "lsr", Day, "The panel meets late.");

        await _acts.AsAsync("programme", async (services, _) =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var candidature = await PlanMilestones.WithPlan(db.Candidatures).SingleAsync(c => c.Id == _world.UkCandidatureId);
            candidature.AddPeriod(StatusKind.Interrupted, new DateOnly(2027, 1, 1), new DateOnly(2027, 1, 31));
            services.GetRequiredService<PlanMilestones>().For(candidature);
            return await db.SaveChangesAsync();
        });

        var lsr = await MilestoneAsync("lsr");
        Assert.Equal((Day, (DateOnly?)new DateOnly(2027, 11, 1)), (lsr.DueOn!.Value, lsr.RuleDueOn));
        Assert.Contains("2027-01-31", lsr.Inputs, StringComparison.Ordinal);
        await ReleaseAsync("office.uk", "lsr");
        Assert.Equal(new DateOnly(2027, 11, 1), (await MilestoneAsync("lsr")).DueOn);
    }

    [Fact]
    public async Task Fix_PastTheCap_IsForProgrammeManagersWhoSaySo()
    {
        var latest = (await MilestoneAsync("thesis-submission")).DueOn!.Value;

        var office = await Assert.ThrowsAsync<DomainRuleException>(() => FixAsync("office.uk", "thesis-submission", latest.AddDays(1), "Illness", pastCap: true));
        var unsaid = await Assert.ThrowsAsync<DomainRuleException>(() => FixAsync("programme", "thesis-submission", latest.AddDays(1), "Illness"));
        await FixAsync("programme", "thesis-submission", latest.AddDays(1), "Illness", pastCap: true);

        Assert.Equal(("FixedPastCap", "FixedPastCapUnconfirmed"), (office.Code, unsaid.Code));
        Assert.Equal(latest.AddDays(1), (await MilestoneAsync("thesis-submission")).DueOn);
    }

    [Fact]
    public async Task Fix_ADateThatOthersHangOn_MovesThemAlong()
    {
        var (thesis, viva) = (await MilestoneAsync("thesis-submission"), await MilestoneAsync("viva"));

        await FixAsync("office.uk", "thesis-submission", thesis.DueOn!.Value.AddMonths(-2), "Leaves for a post.");

        Assert.Equal(viva.DueOn!.Value.AddMonths(-2), (await MilestoneAsync("viva")).DueOn);
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("student.uk")]
    [InlineData("lead.uk")]
    [InlineData("auditor")]
    [InlineData("admin")]
    public async Task Fix_ByAnybodyElse_IsNotFound(string who)
    {
        await Assert.ThrowsAsync<NotFoundException>(() => FixAsync(who, "lsr", Day, "Because"));
        await Assert.ThrowsAsync<NotFoundException>(() => ReleaseAsync(who, "lsr"));
    }

    [Theory]
    [InlineData(2025, 9, 30, "Because", "FixedDayBeforeStart")]
    [InlineData(1066, 10, 14, "Because", "DateOutOfRange")]
    [InlineData(2027, 12, 1, "  ", "OfficeReasonMissing")]
    public async Task Fix_ImpossibleValues_AreRefused(int year, int month, int day, string reason, string code)
    {
        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => FixAsync("office.uk", "lsr", new DateOnly(year, month, day), reason));

        Assert.Equal(code, refused.Code);
        Assert.NotNull(refused.Field);
    }

    [Fact]
    public async Task Fix_TwiceTheSameOrOnAnOlderVersion_IsRefused()
    {
        await FixAsync("office.uk", "lsr", Day, "The panel meets late.");

        var same = await Assert.ThrowsAsync<DomainRuleException>(() => FixAsync("office.uk", "lsr", Day, "The panel meets late."));

        Assert.Equal("FixedUnchanged", same.Code);
        await Assert.ThrowsAsync<StaleVersionException>(() => FixAsync("office.uk", "lsr", Day.AddDays(1), "Later still", version: 77));
    }

    [Fact]
    public async Task Fix_WhileItIsDecided_IsRefused()
    {
        await _acts.HandInAsync("student.uk", _world.EsaId);

        Assert.Equal("MilestoneUnderReview", (await Assert.ThrowsAsync<DomainRuleException>(() => FixAsync("office.uk", "esa", Day, "Because"))).Code);
    }

    [Fact]
    public async Task Fix_BeforeTheProgrammeGoesLive_TellsNobody()
    {
        await _database.AskAsync(db => db.Programmes.ExecuteUpdateAsync(s => s.SetProperty(p => p.GoLiveOn, (DateOnly?)new DateOnly(2027, 1, 1))));

        await FixAsync("office.uk", "lsr", Day, "The panel meets late.");

        Assert.Equal(0, await _database.AskAsync(db => db.Notifications.CountAsync()));
    }

    private async Task BeginAsync(DatabaseProvider provider)
    {
        if (_database is not null)
        {
            if (provider == _database.Provider)
                return;
            await _database.DisposeAsync();
        }
        _database = await TestDatabase.CreateAsync(provider);
        _world = await World.CreateAsync(_database);
        _acts = new Acts(_database, _world);
        await new ShiftActs(_acts, _world).PlanAsync();
    }

    private Task<Milestone> MilestoneAsync(string rule) => _database.AskAsync(db => db.Milestones.SingleAsync(m => m.CandidatureId == _world.UkCandidatureId && m.RuleCode == rule));

    private Task<int> FixAsync(string who, string rule, DateOnly on, string reason, bool pastCap = false, int? version = null) => _acts.AsAsync(who, async (services, by) =>
    {
        var milestone = await MilestoneAsync(rule);
        await services.GetRequiredService<FixMilestoneDateHandler>().HandleAsync(new FixMilestoneDate(milestone.Id, version ?? milestone.Version, on, reason, pastCap), by, default);
        return 0;
    });

    private Task<int> ReleaseAsync(string who, string rule) => _acts.AsAsync(who, async (services, by) =>
    {
        var milestone = await MilestoneAsync(rule);
        await services.GetRequiredService<ReleaseMilestoneDateHandler>().HandleAsync(new ReleaseMilestoneDate(milestone.Id, milestone.Version), by, default);
        return 0;
    });
}
