using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

/// <summary>Tasks without a route, for tests that are not about routes.</summary>
internal static class TaskFixtures
{
    /// <summary>Opens a task about the UK student's early stage assessment.</summary>
    /// <param name="askedOf">As a route says it.</param>
    /// <param name="holder">Short name of the person asked.</param>
    public static Task<int> OpenTaskAsync(this TestDatabase database, World world, string askedOf, TaskKind kind, string holder) => database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var milestone = await db.Milestones.Include(m => m.Candidature).SingleAsync(m => m.Id == world.EsaId);
        var process = new Process("milestone-review", 1, milestone.Candidature, milestone, database.Clock.UtcNow());
        var task = new ProcessTask(process, "endorse", "b1", kind, askedOf, null, null, database.Clock.UtcNow(), null, null);
        task.Name("Endorsement", "Validation");
        task.Ask([await db.Users.SingleAsync(p => p.Id == world.People[holder])]);
        db.Add(task);
        await db.SaveChangesAsync();
        return task.Id;
    });
}
