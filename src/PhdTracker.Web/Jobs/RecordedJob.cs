using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Jobs;
using Quartz;

namespace PhdTracker.Web.Jobs;

/// <summary>Runs a job in a scope of its own and keeps when it ran, how it ended and what it did.</summary>
[DisallowConcurrentExecution]
public sealed class RecordedJob<T>(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RecordedJob<T>> log) : IJob where T : class, IBackgroundJob
{
    private const int KeptRuns = 200;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var by = context.MergedJobDataMap.TryGetValue(JobsSetup.StartedBy, out var value) && int.TryParse(value as string, out var id) ? id : (int?)null;
        var run = new JobRun(T.Name, clock.UtcNow(), by);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            run.Succeeded(await ActivatorUtilities.CreateInstance<T>(scope.ServiceProvider).RunAsync(cancellationToken), clock.UtcNow());
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "The job {Job} failed", T.Name);
            run.Failed(e.GetBaseException().Message, clock.UtcNow());
        }
        await KeepAsync(run, CancellationToken.None);
    }

    private async Task KeepAsync(JobRun run, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        var name = T.Name;
        var last = await db.JobRuns.Where(r => r.Job == name).OrderByDescending(r => r.Id).FirstOrDefaultAsync(ct);
        if (run.IsIdle && last is { IsIdle: true })
            last.IdleAgain(run.StartedAt, run.FinishedAt!.Value);
        else
            db.JobRuns.Add(run);
        await db.SaveChangesAsync(ct);
        if (last is not null)
        {
            var oldest = await db.JobRuns.Where(r => r.Job == name).OrderByDescending(r => r.Id).Select(r => r.Id).Skip(KeptRuns).FirstOrDefaultAsync(ct);
            if (oldest > 0)
                await db.JobRuns.Where(r => r.Job == name && r.Id <= oldest).ExecuteDeleteAsync(ct);
        }
    }
}
