using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Cohort;

/// <summary>A database with a cohort of some projects beside the world's two.</summary>
internal static class CohortDatabase
{
    public static async Task<(TestDatabase Database, World World)> CreateAsync(DatabaseProvider provider, int projects)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        await database.AskAsync(async db =>
        {
            await LargerCohort.AddAsync(db, world.ProgrammeId, projects, database.Clock.Today());
            return 0;
        });
        return (database, world);
    }

    /// <summary>What somebody of the world may do.</summary>
    public static async Task<Access> AccessAsync(this TestDatabase database, PhdTrackerDb db, string name)
    {
        var id = await db.Users.Where(p => p.Email == $"{name}@test.example").Select(p => p.Id).SingleAsync();
        return await new AccessReader(db, database.Clock).ForAsync(id, CancellationToken.None);
    }
}
