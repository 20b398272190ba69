using Microsoft.EntityFrameworkCore;

namespace PhdTracker.Testing;

/// <summary>A step of a route that failed and waits to be mended.</summary>
public static class FailedStep
{
    /// <summary>Adds one to a process.</summary>
    /// <returns>The id of its incident.</returns>
    public static Task<int> AddAsync(App app, int processId) => app.AskAsync(async db =>
    {
        await db.Database.ExecuteSqlAsync($"INSERT INTO \"Incidents\" (\"ProcessId\", \"Number\", \"ActivityId\", \"Message\", \"At\") VALUES ({processId}, 99, 'dates', 'The calendar could not be read.', {app.Clock.GetUtcNow().UtcDateTime})");
        return await db.Incidents.Select(i => i.Id).SingleAsync();
    });
}
