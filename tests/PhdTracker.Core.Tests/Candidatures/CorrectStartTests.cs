using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Candidatures;

public sealed class CorrectStartTests
{
    private static readonly DateOnly Later = new(2025, 11, 1);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Correct_TheStart_MovesWhatThePreviewShowed(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var shown = await new Acts(database, world).AsAsync("office.uk", (services, _) =>
            services.GetRequiredService<StartPreview>().OfAsync(services.GetRequiredService<PhdTrackerDb>().Candidatures, world.UkCandidatureId, Later, 1, default));

        await CorrectAsync(database, world, "office.uk", Later, 1, "The contract says so");

        var dates = await database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == world.UkCandidatureId && m.State != Core.Milestones.MilestoneState.Skipped).Select(m => new { m.TitleEn, m.DueOn }).ToListAsync());
        Assert.Contains(shown, m => m.Before != m.After);
        Assert.Equal(shown.Where(m => m.After is not null).Select(m => (m.TitleEn, m.After)).Order(), dates.Where(m => m.DueOn is not null).Select(m => (m.TitleEn, m.DueOn)).Order());
        Assert.Equal(Later, await database.AskAsync(db => db.Candidatures.Where(c => c.Id == world.UkCandidatureId).Select(c => c.StartOn).SingleAsync()));
        Assert.All(await database.AskAsync(db => db.SupervisorAssignments.Where(s => s.CandidatureId == world.UkCandidatureId).Select(s => s.From).ToListAsync()), from => Assert.Equal(Later, from));
    }

    [Theory]
    [InlineData(2025, 10, 1, "Because", "NothingChanged")]
    [InlineData(1880, 10, 1, "Because", "DateOutOfRange")]
    [InlineData(2025, 12, 1, " ", "OfficeReasonMissing")]
    public async Task Correct_BadInput_IsRefused(int year, int month, int day, string reason, string code)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => CorrectAsync(database, world, "office.uk", new DateOnly(year, month, day), 1, reason));

        Assert.Equal(code, refused.Code);
        Assert.NotNull(refused.Field);
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("student.uk")]
    public async Task Correct_ByAnybodyElse_IsNotFound(string who)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await Assert.ThrowsAsync<NotFoundException>(() => CorrectAsync(database, world, who, Later, 1, "Because"));
    }

    private static Task<int> CorrectAsync(TestDatabase database, World world, string who, DateOnly startOn, decimal fte, string reason) => new Acts(database, world).AsAsync(who, async (services, by) =>
    {
        var version = await services.GetRequiredService<PhdTrackerDb>().Candidatures.Where(c => c.Id == world.UkCandidatureId).Select(c => c.Version).SingleAsync();
        await services.GetRequiredService<CorrectStartHandler>().HandleAsync(new CorrectStart(world.UkCandidatureId, version, startOn, fte, reason), by, default);
        return 0;
    });
}
