using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Supervision;

public sealed class ChangeSupervisorsTests
{
    private static readonly DateOnly From = new(2026, 12, 1);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Change_SharesAndANewCoSupervisor_AddUp(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);

        await ChangeAsync(database, world, "office.uk", 50, "newcomer.uk@test.example");

        var shares = await database.AskAsync(db => db.SupervisorAssignments.Where(s => s.CandidatureId == world.UkCandidatureId).OrderBy(s => s.Id).Select(s => new { s.SharePercent, s.From }).ToListAsync());
        Assert.Equal([50, 30, 20], shares.Select(s => s.SharePercent));
        Assert.Equal(From, shares[2].From);
        Assert.True(await database.AskAsync(db => db.Notifications.AnyAsync(n => n.Kind == "SupervisionBegins" && n.RecipientId == world.People["newcomer.uk"])));
    }

    [Theory]
    [InlineData(60, "newcomer.uk@test.example", "SharesDoNotAddUp")]
    [InlineData(50, "stranger@test.example", "SupervisorUnknown")]
    [InlineData(50, "student.uk@test.example", "SupervisorIsStudent")]
    public async Task Change_BadInput_IsRefused(int share, string email, string code)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => ChangeAsync(database, world, "office.uk", share, email));

        Assert.Equal(code, refused.Code);
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("lead.uk")]
    public async Task Change_ByAnybodyElse_IsNotFound(string who)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await Assert.ThrowsAsync<NotFoundException>(() => ChangeAsync(database, world, who, 50, "newcomer.uk@test.example"));
    }

    private static Task<int> ChangeAsync(TestDatabase database, World world, string who, int leadShare, string email) => new Acts(database, world).AsAsync(who, async (services, by) =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var version = await db.Candidatures.Where(c => c.Id == world.UkCandidatureId).Select(c => c.Version).SingleAsync();
        var present = await db.SupervisorAssignments.Where(s => s.CandidatureId == world.UkCandidatureId).OrderBy(s => s.Id).Select(s => new { s.Id, s.Kind }).ToListAsync();
        var kept = present.Select(s => new KeptSupervisor(s.Id, s.Kind == SupervisorKind.Lead ? leadShare : 30, false, null)).ToList();
        var added = new SupervisorRow(email, SupervisorKind.CoSupervisor, world.UkPartyId, 20, false, "Added_0");
        await services.GetRequiredService<ChangeSupervisorsHandler>().HandleAsync(new ChangeSupervisors(world.UkCandidatureId, version, kept, [added], From, "A wider team"), by, default);
        return 0;
    });
}
