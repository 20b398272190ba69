using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Administration;

/// <summary>What administrators do to a running process, each in a scope of its own as one request would.</summary>
internal static class Repair
{
    public const string Why = "She is on leave until May.";

    /// <summary>The newest process, as a page shows it.</summary>
    public static Task<(int Id, int Version)> ProcessAsync(this TestDatabase database) => database.AskAsync(async db =>
    {
        var process = await db.Processes.OrderBy(p => p.Id).LastAsync();
        return (process.Id, process.Version);
    });

    public static Task<T> AsAsync<THandler, T>(this TestDatabase database, World world, string name, Func<THandler, Core.People.Person, Task<T>> act) where THandler : notnull =>
        new Acts(database, world).AsAsync(name, (services, by) => act(services.GetRequiredService<THandler>(), by));

    public static async Task ReassignAsync(this Review review, string by, string activity, string to, string? insteadOf = null, string reason = Why)
    {
        var ((id, version), task) = (await review.Database.ProcessAsync(), await review.TaskAsync(activity));
        await review.Database.AsAsync<ReassignTaskHandler, Core.People.Person>(review.World, by, (handler, me) => handler.HandleAsync(
            new ReassignTask(id, version, task.Id, insteadOf is null ? null : review.World.People[insteadOf], review.World.People[to], reason), me, default));
    }

    public static async Task ReplaceAsync(this Review review, string by, string insteadOf, string to)
    {
        var (id, version) = await review.Database.ProcessAsync();
        await review.Database.AsAsync<ReplacePersonHandler, Core.People.Person>(review.World, by, (handler, me) =>
            handler.HandleAsync(new ReplacePerson(id, version, review.World.People[insteadOf], review.World.People[to], Why), me, default));
    }

    public static async Task MoveBackAsync(this TestDatabase database, World world, string by, string activity, string reason = Why)
    {
        var (id, version) = await database.ProcessAsync();
        await database.AsAsync<MoveBackHandler, ProcessTask>(world, by, (handler, me) => handler.HandleAsync(new MoveBack(id, version, activity, reason), me, default));
    }

    public static async Task SkipAsync(this TestDatabase database, World world, string by, string activity, string outcome, string reason = Why)
    {
        var (id, version) = await database.ProcessAsync();
        var bookmark = await database.AskAsync(db => db.Tasks.Where(t => t.ProcessId == id && t.ActivityId == activity && t.State == TaskState.Open).Select(t => t.BookmarkId).SingleAsync());
        await database.AsAsync<SkipStepHandler, Process>(world, by, (handler, me) =>
            handler.HandleAsync(new SkipStep(id, version, int.Parse(bookmark, System.Globalization.CultureInfo.InvariantCulture), outcome, reason), me, default));
    }

    public static async Task CancelAsync(this TestDatabase database, World world, string by, string reason = Why)
    {
        var (id, version) = await database.ProcessAsync();
        await database.AsAsync<CancelProcessHandler, Process>(world, by, (handler, me) => handler.HandleAsync(new CancelProcess(id, version, reason), me, default));
    }

    public static async Task RestartAsync(this TestDatabase database, World world, string by, string reason = Why)
    {
        var (id, version) = await database.ProcessAsync();
        await database.AsAsync<RestartProcessHandler, Process>(world, by, (handler, me) => handler.HandleAsync(new RestartProcess(id, version, reason), me, default));
    }

    /// <summary>Who is asked by the newest task of a step, by short name.</summary>
    public static async Task<List<string>> AskedAsync(this Review review, string activity)
    {
        var asked = (await review.TaskAsync(activity)).Assignees.Where(a => a.State == SeatState.Asked).Select(a => a.PersonId).ToList();
        return [.. review.World.People.Where(p => asked.Contains(p.Value)).Select(p => p.Key).Order(StringComparer.Ordinal)];
    }

    /// <summary>Who was told in a mail of this kind, by short name.</summary>
    public static Task<List<string>> ToldAsync(this TestDatabase database, World world, string kind) => database.AskAsync(async db =>
    {
        var told = await db.Notifications.Where(n => n.Kind == kind).Select(n => n.RecipientId).ToListAsync();
        return world.People.Where(p => told.Contains(p.Value)).Select(p => p.Key).Order(StringComparer.Ordinal).ToList();
    });

    public static async Task<DomainRuleException> RefusedAsync(string code, Func<Task> act)
    {
        var refused = await Assert.ThrowsAnyAsync<DomainRuleException>(act);
        Assert.Equal(code, refused.Code);
        return refused;
    }
}
