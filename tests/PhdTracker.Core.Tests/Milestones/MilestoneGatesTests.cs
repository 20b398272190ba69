using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Training;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones;

public sealed class MilestoneGatesTests
{
    [Theory]
    [InlineData(0, "GateTrainingHours")]
    [InlineData(1, "GateTrainingHours")]
    [InlineData(80, "GateTrainingHours")]
    [InlineData(100, null)]
    [InlineData(null, "GateTrainingHours")]
    public async Task RequireOpenAsync_TrainingHoursOfTheSheet_HoldBackWhileTheyAreTooFew(int? hours, string? code)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var library = RuleSetLibrary.From([("hours.json", """
            { "code": "hours", "version": 1, "name": { "en": "A", "fr": "A" }, "layer": "Institution", "appliesTo": {}, "rules": [
              { "code": "defence-request", "title": { "en": "A", "fr": "A" }, "description": { "en": "A", "fr": "A" }, "offset": { "months": 34 },
                "needs": { "trainingHours": 100 }, "takesSubmission": true } ] }
            """)]);
        var id = await AddAsync(database, world.FrCandidatureId, "hours", "defence-request", 0, c => c.Describe(trainingHours: hours));

        var refusal = await RefusalAsync(database, id, library);

        Assert.Equal(code, refusal?.Code);
        Assert.Equal(code is null ? null : $"Hours of training confirmed: {hours ?? 0} of 100. The training page says what is missing; what you have written is kept.", refusal?.In(Texts.English));
    }

    [Theory]
    [InlineData("france-2022", "training-hours")]
    [InlineData("france-2022", "jury-proposal")]
    [InlineData("france-ed-csi-8", "training-hours")]
    [InlineData("france-ed-csi-8", "jury-proposal")]
    public async Task RequireOpenAsync_HundredHours_CountWhatIsConfirmedWithEthicsAmongThem(string set, string rule)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var training = new MeetingActs(new Acts(database, world), world);
        var id = await AddAsync(database, world.FrCandidatureId, set, rule, 0, c => c.Describe(trainingHours: 80));
        await training.TrainAsync("student.fr", TrainingCategory.Ethics, 20, french: true);
        Assert.Equal("Hours of training confirmed: 80 of 100. The training page says what is missing; what you have written is kept.", (await RefusalAsync(database, id))!.In(Texts.English));

        await training.TrainAsync("office.fr", TrainingCategory.Scientific, 20.5m, french: true);
        Assert.Equal("Une formation doit être confirmée en\u00a0: Éthique de la recherche. La page de formation dit ce qui manque\u00a0; ce que vous avez écrit est conservé.", (await RefusalAsync(database, id))!.In(Texts.French));

        await training.TrainAsync("school.fr", TrainingCategory.Ethics, 3, french: true);
        Assert.Null(await RefusalAsync(database, id));
    }

    [Theory]
    [InlineData(MilestoneState.Planned, true)]
    [InlineData(MilestoneState.Passed, false)]
    [InlineData(MilestoneState.Waived, false)]
    [InlineData(MilestoneState.Skipped, false)]
    public async Task RequireOpenAsync_MilestoneOfTheSameYear_HasToBePassed(MilestoneState state, bool refused)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await AddAsync(database, world.FrCandidatureId, "france-ed-csi-8", "csi", 1, c => Bring(c.Milestones[^1], state));
        await AddAsync(database, world.FrCandidatureId, "france-ed-csi-8", "csi", 2, _ => { });
        var id = await AddAsync(database, world.FrCandidatureId, "france-ed-csi-8", "re-registration", 1, _ => { });

        var refusal = await RefusalAsync(database, id);

        Assert.Equal(refused ? "This can be handed in once the following is passed: csi 1. What you have written is kept." : null, refusal?.In(Texts.English));
    }

    [Fact]
    public async Task RequireOpenAsync_RuleWithoutGate_IsOpen()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        Assert.Null(await RefusalAsync(database, world.EsaId));
    }

    [Fact]
    public async Task HandleAsync_GateClosed_KeepsTheMilestoneAsItIs()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await AddAsync(database, world.FrCandidatureId, "france-ed-csi-8", "csi", 1, _ => { });
        var id = await AddAsync(database, world.FrCandidatureId, "france-ed-csi-8", "re-registration", 1, _ => { });

        var refused = await Assert.ThrowsAnyAsync<DomainRuleException>(() => new Acts(database, world).HandInAsync("student.fr", id));

        Assert.Equal("GateMilestones", refused.Code);
        Assert.NotEqual(MilestoneState.Submitted, await database.AskAsync(db => db.Milestones.Where(m => m.Id == id).Select(m => m.State).SingleAsync()));
    }

    private static void Bring(Milestone milestone, MilestoneState state)
    {
        switch (state)
        {
            case MilestoneState.Passed: milestone.Record(new DateOnly(2026, 6, 12)); break;
            case MilestoneState.Waived: milestone.Waive(); break;
            case MilestoneState.Skipped: milestone.Skip(); break;
            default: break;
        }
    }

    private static Task<int> AddAsync(TestDatabase database, int candidatureId, string set, string rule, int number, Action<Candidature> then) => database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var candidature = await PlanMilestones.WithPlan(db.Candidatures).SingleAsync(c => c.Id == candidatureId);
        var milestone = new Milestone(candidature, candidature.Studentship.Party, new MilestoneRuleRef(set, 1, rule, number), $"{rule} {number}", $"{rule} {number}");
        milestone.Plan(new MilestonePlan(null, new DateOnly(2027, 9, 30), "Why.", "Pourquoi.", "{}", true, "milestone-review", null));
        candidature.Milestones.Add(milestone);
        then(candidature);
        await db.SaveChangesAsync();
        return milestone.Id;
    });

    private static Task<DomainRuleException?> RefusalAsync(TestDatabase database, int id, RuleSetLibrary? library = null) => database.InScopeAsync(async services =>
    {
        var milestone = await services.GetRequiredService<PhdTrackerDb>().Milestones.Include(m => m.Submissions).Include(m => m.Candidature).ThenInclude(c => c.Student).SingleAsync(m => m.Id == id);
        var draft = milestone.Draft(milestone.Candidature.Student, "", new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc));
        try
        {
            var gates = library is null ? services.GetRequiredService<MilestoneGates>() : new MilestoneGates(services.GetRequiredService<PhdTrackerDb>(), new(library), services.GetRequiredService<TrainingBook>());
            await gates.RequireOpenAsync(milestone, draft, CancellationToken.None);
            return null;
        }
        catch (DomainRuleException refused)
        {
            return refused;
        }
    });
}
