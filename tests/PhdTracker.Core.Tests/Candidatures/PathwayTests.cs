using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Candidatures;

public class PathwayTests
{
    [Theory]
    [InlineData(CandidatureState.Active, true)]
    [InlineData(CandidatureState.Interrupted, false)]
    [InlineData(CandidatureState.Withdrawn, false)]
    public async Task IsLate_MilestoneWhoseDayHasPassed_OnlyWhileTheStudentIsHere(CandidatureState state, bool expected)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await database.AskAsync(db => db.Candidatures.Where(c => c.Id == world.UkCandidatureId).ExecuteUpdateAsync(s => s.SetProperty(c => c.State, state)));
        var today = database.Clock.Today();

        var (pathway, milestone) = await new Acts(database, world).AsAsync("student.uk", async (services, by) =>
        {
            var access = await services.GetRequiredService<AccessReader>().ForAsync(by.Id, default);
            return (await services.GetRequiredService<Pathways>().ReadAsync(world.UkCandidatureId, access, default),
                await services.GetRequiredService<MilestoneCases>().ReadAsync(world.EsaId, access, Permission.ViewCandidature, default));
        });

        Assert.Equal(expected, pathway.IsLate(pathway.Milestones.Single(m => m.Id == world.EsaId), today));
        Assert.Equal(expected, milestone.IsOverdueOn(today));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(30, 2)]
    [InlineData(-1, 1)]
    public async Task Read_ASupervisorWithALastDay_IsNamedUntilItIsOver(int daysFromToday, int expected)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await database.AskAsync(async db =>
        {
            var assignment = await db.SupervisorAssignments.SingleAsync(s => s.CandidatureId == world.UkCandidatureId && s.PersonId == world.People["lead.fr"]);
            assignment.End(database.Clock.Today().AddDays(daysFromToday));
            return await db.SaveChangesAsync();
        });

        var pathway = await new Acts(database, world).AsAsync("student.uk", async (services, by) =>
            await services.GetRequiredService<Pathways>().ReadAsync(world.UkCandidatureId, await services.GetRequiredService<AccessReader>().ForAsync(by.Id, default), default));

        Assert.Equal(expected, pathway.Supervisors.Count);
    }
}
