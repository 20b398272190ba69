using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

/// <summary>The early stage assessment of the world's UK student, handed in.</summary>
internal sealed class Review : IAsyncDisposable
{
    private Review(TestDatabase database, World world) => (Database, World) = (database, world);

    public TestDatabase Database { get; }
    public World World { get; }

    public static async Task<Review> StartedAsync(DatabaseProvider provider)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var review = new Review(database, await World.CreateAsync(database));
        await review.SubmitAsync();
        return review;
    }

    /// <summary>The student hands in the next version, with a document.</summary>
    public Task SubmitAsync() => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var milestone = await db.Milestones.Include(m => m.Candidature.Student).Include(m => m.Submissions).SingleAsync(m => m.Id == World.EsaId);
        var (student, now) = (milestone.Candidature.Student, Database.Clock.UtcNow());
        milestone.Draft(student, "Here it is.", now).Attach(new Document(milestone.Candidature, "report.pdf", "application/pdf", 12, new string('a', 64), student, now), now);
        await db.SaveChangesAsync();
        await services.GetRequiredService<SubmitMilestoneHandler>().HandleAsync(new SubmitMilestone(World.EsaId, "Here it is.", null), student, default);
    });

    public Task DecideAsync(string person, string activity, DecisionKind kind, string comment = "Because.") => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var task = await db.Tasks.AsNoTracking().SingleAsync(t => t.ActivityId == activity && t.State == TaskState.Open);
        var by = await db.Users.SingleAsync(p => p.Id == World.People[person]);
        await services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, kind, comment), by, default);
    });

    public Task<int> ResumeDueAsync() => Database.InScopeAsync(services => services.GetRequiredService<ResumeDueHandler>().HandleAsync(default));

    public Task<List<string>> OpenAsync() =>
        Database.AskAsync(async db => (await db.Tasks.Where(t => t.State == TaskState.Open).Select(t => t.ActivityId).ToListAsync()).Order(StringComparer.Ordinal).ToList());

    public Task<ProcessTask> TaskAsync(string activity) =>
        Database.AskAsync(db => db.Tasks.Include(t => t.Submission).Include(t => t.Assignees).Where(t => t.ActivityId == activity).OrderBy(t => t.Id).LastAsync());

    public Task<MilestoneState> StateAsync() => Database.AskAsync(db => db.Milestones.Where(m => m.Id == World.EsaId).Select(m => m.State).SingleAsync());

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
