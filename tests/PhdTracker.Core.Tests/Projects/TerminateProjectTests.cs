using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Projects;

public sealed class TerminateProjectTests
{
    private static readonly DateOnly LastDay = new(2026, 11, 30);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Terminate_ByAnOffice_EndsBothCandidaturesAsThePreviewSaid(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var acts = new Acts(database, world);
        await acts.HandInAsync("student.uk", world.EsaId);
        var ending = await acts.AsAsync("office.uk", async (services, by) =>
            await services.GetRequiredService<ProjectEnding>().ReadAsync(world.ProjectId, await services.GetRequiredService<AccessReader>().ForAsync(by.Id, default), default));
        Assert.Equal(2, ending.Places.Count(p => p.Student is not null));
        Assert.True(ending.Places.Sum(p => p.Student!.OpenTasks) > 0);

        await TerminateAsync(database, world, "office.uk", LastDay, "Funding stopped", true);

        Assert.Equal(ProjectState.Terminated, await database.AskAsync(db => db.Projects.Where(p => p.Id == world.ProjectId).Select(p => p.State).SingleAsync()));
        Assert.All(await database.AskAsync(db => db.Candidatures.Where(c => c.Studentship.ProjectId == world.ProjectId).Select(c => c.State).ToListAsync()), s => Assert.Equal(CandidatureState.Terminated, s));
        Assert.Equal(0, await database.AskAsync(db => db.Tasks.CountAsync(t => t.State == TaskState.Open)));
        Assert.True(await database.AskAsync(db => db.Notifications.AnyAsync(n => n.Kind == "ProjectTerminated" && n.RecipientId == world.People["office.fr"])));
        Assert.Equal("ProjectEnded", (await Assert.ThrowsAsync<DomainRuleException>(() => new Agreeing(acts, world).DraftAsync())).Code);
    }

    [Theory]
    [InlineData(2026, "Funding stopped", false, "NotUnderstood")]
    [InlineData(2026, " ", true, "OfficeReasonMissing")]
    [InlineData(1880, "Funding stopped", true, "DateOutOfRange")]
    public async Task Terminate_BadInput_IsRefused(int year, string reason, bool understood, string code)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => TerminateAsync(database, world, "office.uk", new DateOnly(year, 11, 30), reason, understood));

        Assert.Equal(code, refused.Code);
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("auditor")]
    public async Task Terminate_ByAnybodyElse_IsNotFound(string who)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await Assert.ThrowsAsync<NotFoundException>(() => TerminateAsync(database, world, who, LastDay, "Funding stopped", true));
    }

    private static Task<int> TerminateAsync(TestDatabase database, World world, string who, DateOnly lastDay, string reason, bool understood) => new Acts(database, world).AsAsync(who, async (services, by) =>
    {
        var version = await services.GetRequiredService<PhdTrackerDb>().Projects.Where(p => p.Id == world.ProjectId).Select(p => p.Version).SingleAsync();
        await services.GetRequiredService<TerminateProjectHandler>().HandleAsync(new TerminateProject(world.ProjectId, version, lastDay, reason, understood), by, default);
        return 0;
    });
}
