using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones;

public sealed class PlanMilestonesTests
{
    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task For_UkStudent_FollowsTheInstitutionAndTheProgramme(Core.Data.DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);

        var milestones = await PlanAsync(database, world.UkCandidatureId);

        var esa = milestones.Single(m => m.RuleCode == "esa");
        Assert.Equal((world.EsaId, new DateOnly(2026, 10, 1), world.UkPartyId), (esa.Id, esa.DueOn!.Value, esa.PartyId!.Value));
        Assert.Equal(new DateOnly(2027, 10, 1), milestones.Single(m => m.RuleCode == "lsr").DueOn);
        var report = milestones.Single(m => m is { RuleCode: "joint-report", Occurrence: 1 });
        Assert.Equal((esa.Id, null), (report.EquivalentToId, report.PartyId));
        Assert.All(milestones, m => Assert.NotEqual("", m.RationaleFr));
    }

    [Fact]
    public async Task For_FrenchStudent_FollowsTheFrenchRules()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var milestones = await PlanAsync(database, world.FrCandidatureId);

        var csi = milestones.Single(m => m is { RuleCode: "csi", Occurrence: 1 });
        Assert.Equal((world.CsiId, new DateOnly(2026, 9, 30)), (csi.Id, csi.DueOn!.Value));
        Assert.Equal(csi.Id, milestones.Single(m => m is { RuleCode: "joint-report", Occurrence: 1 }).EquivalentToId);
        Assert.DoesNotContain(milestones, m => m.RuleCode == "esa");
    }

    [Fact]
    public async Task For_Twice_ChangesNothing()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await PlanAsync(database, world.UkCandidatureId);

        var changes = await database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Core.Data.PhdTrackerDb>();
            var candidature = await PlanMilestones.WithPlan(db.Candidatures).SingleAsync(c => c.Id == world.UkCandidatureId);
            services.GetRequiredService<PlanMilestones>().For(candidature);
            return db.ChangeTracker.Entries().Count(e => e.State != EntityState.Unchanged);
        });

        Assert.Equal(0, changes);
    }

    [Fact]
    public async Task For_AfterAnInterruption_MovesWhatIsPendingAndSkipsTheCampaignInside()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var before = await PlanAsync(database, world.FrCandidatureId);

        var after = await PlanAsync(database, world.FrCandidatureId, c =>
        {
            c.Milestones.Single(m => m.RuleCode == "csi-named").Record(new DateOnly(2026, 1, 10));
            c.AddPeriod(StatusKind.Interrupted, new DateOnly(2026, 8, 1), new DateOnly(2026, 10, 31));
        });

        Assert.Equal(MilestoneState.Skipped, after.Single(m => m is { RuleCode: "csi", Occurrence: 1 }).State);
        var second = (IEnumerable<Milestone> all) => all.Single(m => m is { RuleCode: "joint-report", Occurrence: 2 }).DueOn!.Value;
        Assert.Equal(second(before).AddDays(92), second(after));
        var named = (IEnumerable<Milestone> all) => all.Single(m => m.RuleCode == "csi-named").DueOn;
        Assert.Equal(named(before), named(after));
    }

    private static Task<List<Milestone>> PlanAsync(TestDatabase database, int candidatureId, Action<Candidature>? change = null) => database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<Core.Data.PhdTrackerDb>();
        var candidature = await PlanMilestones.WithPlan(db.Candidatures).SingleAsync(c => c.Id == candidatureId);
        change?.Invoke(candidature);
        services.GetRequiredService<PlanMilestones>().For(candidature);
        await db.SaveChangesAsync();
        return candidature.Milestones;
    });
}
