using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Testing;

/// <summary>What people of the <see cref="World"/> do, by the app's own commands, each in a scope of its own as one request would.</summary>
/// <param name="scope">Opens a scope: <see cref="TestDatabase.Scope"/>, or that of an <see cref="App"/>.</param>
public sealed class Acts(Func<AsyncServiceScope> scope, World world)
{
    public Acts(TestDatabase database, World world) : this(database.Scope, world) { }

    public Acts(App app) : this(app.Services.CreateAsyncScope, app.World) { }

    /// <summary>The student attaches a small PDF and hands the milestone in.</summary>
    public async Task<int> HandInAsync(string student, int milestoneId, string comment = "Please read section 4 first.", string fileName = "Report.pdf")
    {
        await AsAsync(student, (services, by) => services.GetRequiredService<AttachDocumentHandler>()
            .HandleAsync(new AttachDocument(milestoneId, fileName, new MemoryStream(Encoding.ASCII.GetBytes($"%PDF-1.7\n{comment}\n%%EOF\n"))), by, default));
        return await AsAsync(student, async (services, by) =>
        {
            var draft = await services.GetRequiredService<PhdTrackerDb>().Submissions.SingleAsync(s => s.MilestoneId == milestoneId && s.SubmittedAt == null);
            return (await services.GetRequiredService<SubmitMilestoneHandler>().HandleAsync(new SubmitMilestone(milestoneId, comment, draft.Version), by, default)).Id;
        });
    }

    /// <summary>The open task about a milestone that asks these people.</summary>
    /// <param name="askedOf">As the route says it, such as <c>lead:home</c>.</param>
    public async Task<int> TaskAsync(int milestoneId, string askedOf)
    {
        await using var one = scope();
        return await one.ServiceProvider.GetRequiredService<PhdTrackerDb>().Tasks
            .Where(t => t.Process.MilestoneId == milestoneId && t.AskedOf == askedOf && t.State == TaskState.Open).Select(t => t.Id).SingleAsync();
    }

    /// <summary>Somebody answers a task as they saw it last.</summary>
    public Task<int> DecideAsync(string name, int taskId, DecisionKind kind, string comment = "") => AsAsync(name, async (services, by) =>
    {
        var version = await services.GetRequiredService<PhdTrackerDb>().Tasks.Where(t => t.Id == taskId).Select(t => t.Version).SingleAsync();
        return (await services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(taskId, version, kind, comment), by, default)).Id;
    });

    /// <summary>The office records that a student leaves: the place is vacant afterwards.</summary>
    /// <param name="reason">What only the home office reads.</param>
    public Task<int> LeaveAsync(string office, int candidatureId, string? reason = null) => AsAsync(office, async (services, by) =>
    {
        var version = await services.GetRequiredService<PhdTrackerDb>().Candidatures.Where(c => c.Id == candidatureId).Select(c => c.Version).SingleAsync();
        await services.GetRequiredService<LeaveCandidatureHandler>()
            .HandleAsync(new LeaveCandidature(candidatureId, version, CandidatureState.Withdrawn, new DateOnly(2026, 11, 20), "Took up a post elsewhere.", reason), by, default);
        return candidatureId;
    });

    /// <summary>Does something as a person of the world.</summary>
    public async Task<T> AsAsync<T>(string name, Func<IServiceProvider, Person, Task<T>> act)
    {
        await using var one = scope();
        var by = await one.ServiceProvider.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == world.People[name]);
        return await act(one.ServiceProvider, by);
    }
}
