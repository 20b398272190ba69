using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Candidatures;

public sealed class TransferCandidatureTests
{
    private static readonly DateOnly LastDay = new(2026, 11, 30);

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Transfer_ToAVacantPlace_EndsOneCandidatureAndBeginsAnotherThere(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        await VacateAsync(database, world);
        await database.AskAsync(async db =>
        {
            (await db.Milestones.Include(m => m.Equivalents).SingleAsync(m => m.Id == world.EsaId)).Record(new DateOnly(2026, 10, 1));
            return await db.SaveChangesAsync();
        });
        var shown = await new Acts(database, world).AsAsync("office.uk", async (services, _) =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            return await services.GetRequiredService<TransferPreview>().OfAsync(db.Candidatures, world.UkCandidatureId, await PlaceAsync(db, world), await FactsAsync(db), default);
        });

        await TransferAsync(database, world);

        var old = await database.AskAsync(db => db.Candidatures.Include(c => c.Supervisors).SingleAsync(c => c.Id == world.UkCandidatureId));
        Assert.Equal((CandidatureState.Transferred, (DateOnly?)LastDay), (old.State, old.ClosedOn));
        Assert.All(old.Supervisors, s => Assert.Equal(LastDay, s.To));
        var next = await database.AskAsync(db => db.Candidatures.Include(c => c.Milestones).Include(c => c.Supervisors).SingleAsync(c => c.StudentId == old.StudentId && c.Id != old.Id));
        Assert.Equal(CandidatureState.Registered, next.State);
        Assert.All(next.Supervisors, s => Assert.Equal(LastDay.AddDays(1), s.From));
        Assert.NotEmpty(shown.Carried);
        Assert.All(shown.Carried, c => Assert.Contains(next.Milestones, m => m.RuleCode == c.Counts.RuleCode && m.Occurrence == c.Counts.Occurrence && m.State == MilestoneState.Passed && m.DoneOn == c.Met.DoneOn));
        Assert.True(await database.AskAsync(db => db.Notifications.AnyAsync(n => n.Kind == "StudentTransferred" && n.RecipientId == world.People["office.fr"])));
    }

    [Fact]
    public async Task Transfer_ToAPlaceThatIsTaken_IsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => TransferAsync(database, world));

        Assert.Equal("PlaceTaken", refused.Code);
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("lead.uk")]
    [InlineData("student.uk")]
    public async Task Transfer_ByAnybodyElse_IsNotFound(string who)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await VacateAsync(database, world);

        await Assert.ThrowsAsync<NotFoundException>(() => TransferAsync(database, world, who));
    }

    [Theory]
    [InlineData(" ", "OfficeReasonMissing")]
    [InlineData("Moves", "LastDayBeforeStart", 2024)]
    [InlineData("Moves", "DateOutOfRange", 1880)]
    public async Task Transfer_BadInput_IsRefused(string reason, string code, int year = 2026)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await VacateAsync(database, world);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => TransferAsync(database, world, reason: reason, lastDay: new DateOnly(year, 1, 1)));

        Assert.Equal(code, refused.Code);
    }

    private static Task VacateAsync(TestDatabase database, World world) => new Acts(database, world).LeaveAsync("office.fr", world.FrCandidatureId);

    private static Task<int> PlaceAsync(PhdTrackerDb db, World world) =>
        db.Studentships.Where(s => s.ProjectId == world.ProjectId && s.PartyId == world.FrPartyId).Select(s => s.Id).SingleAsync();

    private static async Task<RegistrationFacts> FactsAsync(PhdTrackerDb db) =>
        new(await db.Institutions.Where(i => i.Code == "LILLE").Select(i => i.Id).SingleAsync(), null, null, null, new DateOnly(2025, 10, 1), 1, null, null, null);

    private static Task<int> TransferAsync(TestDatabase database, World world, string who = "office.uk", string reason = "Moves with the experiment", DateOnly? lastDay = null) => new Acts(database, world).AsAsync(who, async (services, by) =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var version = await db.Candidatures.Where(c => c.Id == world.UkCandidatureId).Select(c => c.Version).SingleAsync();
        SupervisorRow[] supervisors =
        [
            new("lead.fr@test.example", SupervisorKind.Lead, world.FrPartyId, 60, true),
            new("lead.uk@test.example", SupervisorKind.PartnerSupervisor, world.UkPartyId, 40, false),
        ];
        var command = new TransferCandidature(world.UkCandidatureId, version, await PlaceAsync(db, world), lastDay ?? LastDay, await FactsAsync(db), supervisors, reason);
        return (await services.GetRequiredService<TransferCandidatureHandler>().HandleAsync(command, by, default)).Id;
    });
}
