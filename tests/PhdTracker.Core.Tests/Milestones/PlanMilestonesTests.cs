using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules;
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

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1.000")]
    public async Task For_ShareKeptWithOtherZeros_ChangesNothing(string kept)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var inputs = (await PlanAsync(database, world.UkCandidatureId)).Single(m => m.Id == world.EsaId).Inputs;
        var written = inputs.Replace("\"fte\":1}", $"\"fte\":{kept}}}", StringComparison.Ordinal);
        await database.AskAsync(db => db.Milestones.Where(m => m.Id == world.EsaId).ExecuteUpdateAsync(s => s.SetProperty(m => m.Inputs, written)));

        var changes = await database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Core.Data.PhdTrackerDb>();
            services.GetRequiredService<PlanMilestones>().For(await PlanMilestones.WithPlan(db.Candidatures).SingleAsync(c => c.Id == world.UkCandidatureId));
            return db.ChangeTracker.Entries().Count(e => e.State != EntityState.Unchanged);
        });

        Assert.EndsWith("\"fte\":1}", inputs, StringComparison.Ordinal);
        Assert.Equal(0, changes);
    }

    [Fact]
    public async Task For_PartTimeFromTheFirstDay_IsThatShareAtTheStart()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var plan = await PlanAsync(database, world.UkCandidatureId, c => c.AddPeriod(StatusKind.PartTime, c.StartOn, null, 0.5m));

        Assert.Equal(new DateOnly(2029, 10, 1), plan.Single(m => m.RuleCode == "lsr").DueOn);
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
        // The first report counted as that campaign; now it is asked for by itself.
        Assert.Equal((MilestoneState.Planned, null), after.Where(m => m is { RuleCode: "joint-report", Occurrence: 1 }).Select(m => (m.State, m.EquivalentToId)).Single());
        Assert.NotNull(before.Single(m => m is { RuleCode: "joint-report", Occurrence: 1 }).EquivalentToId);
        var second = (IEnumerable<Milestone> all) => all.Single(m => m is { RuleCode: "joint-report", Occurrence: 2 }).DueOn!.Value;
        Assert.Equal(second(before).AddDays(92), second(after));
        var named = (IEnumerable<Milestone> all) => all.Single(m => m.RuleCode == "csi-named").DueOn;
        Assert.Equal(named(before), named(after));
    }

    [Fact]
    public async Task For_StatusOfTheStudent_IsThatOfThePeriodThatGoesOnOrOfTheState()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var library = RuleSetLibrary.From([("statuses.json", """
            { "code": "statuses", "version": 1, "name": { "en": "A", "fr": "A" }, "layer": "Institution", "appliesTo": {}, "rules": [
              { "code": "writing", "title": { "en": "A", "fr": "A" }, "description": { "en": "A", "fr": "A" }, "offset": { "months": 24, "stretches": false }, "onlyFor": { "statuses": [ "WritingUp" ] } },
              { "code": "part-time", "title": { "en": "A", "fr": "A" }, "description": { "en": "A", "fr": "A" }, "offset": { "months": 24, "stretches": false }, "onlyFor": { "statuses": [ "PartTime" ] } },
              { "code": "active", "title": { "en": "A", "fr": "A" }, "description": { "en": "A", "fr": "A" }, "offset": { "months": 24, "stretches": false }, "onlyFor": { "statuses": [ "Active" ] } } ] }
            """)]);
        await database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Core.Data.PhdTrackerDb>();
            var candidature = await PlanMilestones.WithPlan(db.Candidatures).SingleAsync(c => c.Id == world.UkCandidatureId);
            var plan = new PlanMilestones(new(library), services.GetRequiredService<TimeProvider>());
            string[] Asked()
            {
                plan.For(candidature);
                return [.. candidature.Milestones.Where(m => m is { RuleSetCode: "statuses", State: MilestoneState.Planned }).Select(m => m.RuleCode)];
            }

            Assert.Equal(["active"], Asked());
            candidature.AddPeriod(StatusKind.PartTime, new DateOnly(2026, 1, 1), null, 0.5m);
            candidature.AddPeriod(StatusKind.Interrupted, new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 30));
            Assert.Equal(["part-time"], Asked());
            candidature.MoveTo(CandidatureState.WritingUp);
            Assert.Equal(["writing"], Asked());
        });
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
