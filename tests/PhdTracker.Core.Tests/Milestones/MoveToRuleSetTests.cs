using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Tests.Milestones.Rules.Versions;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones;

/// <summary>A student who follows the newest version of a rule set from now on.</summary>
public sealed class MoveToRuleSetTests : RuleSetFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Move_PendingDates_MoveWithAMailAndAnEntryAndTheMetOnesStay(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await MeetAsync("research-plan");
        await PublishNewerAsync();
        var before = await DatesAsync();

        await MoveAsync("office.uk");

        var after = await DatesAsync();
        Assert.Equal(new DateOnly(2026, 10, 1), before["esa"].DueOn);
        Assert.Equal((new DateOnly(2027, 1, 1), First), after["esa"]);
        Assert.Equal(before["research-plan"], after["research-plan"]);
        Assert.Equal(before["lsr"].DueOn, after["lsr"].DueOn);
        Assert.Contains(await Database.AskAsync(db => db.AuditEntries.Select(a => a.ActName + ": " + a.Comment).ToListAsync()), a => a == "MoveToRuleSet: The board decided.");
        var mails = await Database.AskAsync(db => db.Notifications.Where(n => n.Kind.StartsWith("DeadlinesChanged")).Select(n => n.Text).ToListAsync());
        Assert.NotEmpty(mails);
        Assert.All(mails, m => Assert.Contains("The board decided.", m, StringComparison.Ordinal));
        // It stays there, and the older version has lost its follower.
        await Database.InScopeAsync(async services =>
        {
            var candidature = await PlanMilestones.WithPlan(services.GetRequiredService<PhdTrackerDb>().Candidatures).SingleAsync(c => c.Id == World.UkCandidatureId);
            services.GetRequiredService<PlanMilestones>().For(candidature);
            Assert.Equal(new DateOnly(2027, 1, 1), candidature.Milestones.Single(m => m.RuleCode == "esa").DueOn);
            Assert.Equal(First, services.GetRequiredService<PlanMilestones>().Follows(candidature)[0].Version);
        });
        Assert.False(await Database.AskAsync(db => Core.Milestones.Rules.Versions.RuleSetVersions.Following(db.Milestones)
            .AnyAsync(m => m.CandidatureId == World.UkCandidatureId && m.RuleSetCode == Imperial && m.RuleSetVersion == 1)));
    }

    [Fact]
    public async Task Preview_ShowsWhatTheMoveDoesAndMovesNothing()
    {
        await PublishNewerAsync();
        var before = await DatesAsync();

        var (follows, moves) = await PreviewAsync("office.uk");

        Assert.Equal([Imperial, "joint-programme"], follows.Select(s => s.Code));
        var move = Assert.Single(moves);
        Assert.Equal((1, First), (move.From.Version, move.To.Version));
        Assert.Contains(move.Dates, d => d is { TitleEn: "Early stage assessment", Before: { Year: 2026, Month: 10 }, After: { Year: 2027, Month: 1 } });
        Assert.Equal(before, await DatesAsync());
    }

    [Fact]
    public async Task Move_SecondClickOrNothingNewer_IsStale()
    {
        await Assert.ThrowsAsync<StaleVersionException>(() => MoveAsync("office.uk"));
        await PublishNewerAsync();
        await MoveAsync("office.uk");

        await Assert.ThrowsAsync<StaleVersionException>(() => MoveAsync("office.uk"));
        Assert.Empty((await PreviewAsync("office.uk")).Moves);
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("lead.uk")]
    [InlineData("student.uk")]
    [InlineData("auditor")]
    public async Task Move_ByAnybodyElse_IsNotFound(string name)
    {
        await PublishNewerAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => MoveAsync(name));
        await Assert.ThrowsAsync<NotFoundException>(() => PreviewAsync(name));
    }

    [Fact]
    public async Task Move_WithoutReason_IsRefusedAtTheReason()
    {
        await PublishNewerAsync();

        Assert.Equal("Reason", (await Assert.ThrowsAsync<DomainRuleException>(() => MoveAsync("office.uk", " "))).Field);
    }

    private async Task PublishNewerAsync()
    {
        await UploadAsync(Text());
        await PublishAsync(First);
    }

    private Task MeetAsync(string rule) => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var candidature = await PlanMilestones.WithPlan(db.Candidatures).SingleAsync(c => c.Id == World.UkCandidatureId);
        services.GetRequiredService<PlanMilestones>().For(candidature);
        candidature.Milestones.Single(m => m.RuleCode == rule).Record(new DateOnly(2026, 1, 5));
        await db.SaveChangesAsync();
    });

    private Task MoveAsync(string name, string reason = "The board decided.") => AsAsync<MoveToRuleSetHandler, bool>(name, async (handler, by) =>
    {
        await handler.HandleAsync(new MoveToRuleSet(World.UkCandidatureId, Imperial, 1, First, reason), by, default);
        return true;
    });

    private Task<(IReadOnlyList<Core.Milestones.Rules.RuleSet> Follows, IReadOnlyList<RuleSetMove> Moves)> PreviewAsync(string name) => Database.InScopeAsync(async services =>
        await services.GetRequiredService<RuleSetMoves>().OfAsync(World.UkCandidatureId, await services.GetRequiredService<AccessReader>().ForAsync(World.People[name], default), default));

    private Task<Dictionary<string, (DateOnly? DueOn, int Version)>> DatesAsync() => Database.AskAsync(async db =>
        (await db.Milestones.AsNoTracking().Where(m => m.CandidatureId == World.UkCandidatureId && m.RuleSetCode == Imperial).ToListAsync()).ToDictionary(m => m.RuleCode, m => (m.DueOn, m.RuleSetVersion)));
}
