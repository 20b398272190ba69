using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Candidatures;

public sealed class LeaveCandidatureTests
{
    private static readonly DateOnly LastDay = new(2026, 11, 30);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Leave_WhileAReportIsDecided_CancelsWhatIsOpenAndTellsEverybody(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        await new Acts(database, world).HandInAsync("student.uk", world.EsaId);

        await LeaveAsync(database, world, "office.uk", LastDay, "Took up a post elsewhere.", "Private matters");

        var left = await database.AskAsync(db => db.Candidatures.Include(c => c.Milestones).Include(c => c.Supervisors).SingleAsync(c => c.Id == world.UkCandidatureId));
        Assert.Equal((CandidatureState.Withdrawn, (DateOnly?)LastDay, "Took up a post elsewhere.", "Private matters"), (left.State, left.ClosedOn, left.LeavingNote, left.LeavingReason));
        Assert.All(left.Milestones, m => Assert.Equal(MilestoneState.Skipped, m.State));
        Assert.All(left.Supervisors, s => Assert.Equal(LastDay, s.To));
        Assert.Equal(0, await database.AskAsync(db => db.Tasks.CountAsync(t => t.State == TaskState.Open)));
        var told = await database.AskAsync(db => db.Notifications.Where(n => n.Kind == "StudentLeaves").Select(n => n.RecipientId).ToListAsync());
        Assert.Equal(new[] { "student.uk", "lead.uk", "lead.fr", "office.fr" }.Select(n => (int?)world.People[n]).Order(), told.Select(n => (int?)n).Order());
    }

    [Fact]
    public async Task Leave_Twice_IsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await LeaveAsync(database, world, "office.uk", LastDay, "Left.", null);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => LeaveAsync(database, world, "programme", LastDay, "Left.", null));

        Assert.Equal("CandidatureClosed", refused.Code);
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("lead.uk")]
    [InlineData("student.uk")]
    [InlineData("admin")]
    public async Task Leave_ByAnybodyElse_IsNotFound(string who)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await Assert.ThrowsAsync<NotFoundException>(() => LeaveAsync(database, world, who, LastDay, "Left.", null));
    }

    [Theory]
    [InlineData(2025, "Left.", "LastDayBeforeStart", "LastDay")]
    [InlineData(1890, "Left.", "DateOutOfRange", "LastDay")]
    [InlineData(2026, "  ", "OfficeReasonMissing", "Note")]
    public async Task Leave_ImpossibleValues_AreRefused(int year, string note, string code, string field)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => LeaveAsync(database, world, "office.uk", new DateOnly(year, 9, 1), note, null));

        Assert.Equal((code, field), (refused.Code, refused.Field));
    }

    [Fact]
    public async Task Leave_OlderVersion_IsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await Assert.ThrowsAsync<StaleVersionException>(() => LeaveAsync(database, world, "office.uk", LastDay, "Left.", null, 99));
    }

    private static Task<int> LeaveAsync(TestDatabase database, World world, string who, DateOnly lastDay, string note, string? reason, int? version = null) => new Acts(database, world).AsAsync(who, async (services, by) =>
    {
        var now = await services.GetRequiredService<PhdTrackerDb>().Candidatures.Where(c => c.Id == world.UkCandidatureId).Select(c => c.Version).SingleAsync();
        await services.GetRequiredService<LeaveCandidatureHandler>().HandleAsync(new LeaveCandidature(world.UkCandidatureId, version ?? now, CandidatureState.Withdrawn, lastDay, note, reason), by, default);
        return 0;
    });
}
