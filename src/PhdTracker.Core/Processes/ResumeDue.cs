using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Processes;

/// <summary>Lets every process go on whose time has come: opinions that were not given lapse, timers end. Each in a transaction of its own; safe to run twice.</summary>
public sealed class ResumeDueHandler(PhdTrackerDb db, ProcessRunner runner, TimeProvider clock, ILogger<ResumeDueHandler> logger)
{
    private readonly List<Exception> _stuck = [];

    /// <returns>How many went on.</returns>
    /// <exception cref="AggregateException">Some could not; all others did.</exception>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        // The day ends at different instants; a task whose day is over nowhere yet is put back by the runner.
        var latest = DateOnly.FromDateTime(now.AddDays(1));
        var tasks = await db.Tasks.AsNoTracking().Where(t => t.State == TaskState.Open && t.LapsesOn != null && t.LapsesOn < latest)
            .OrderBy(t => t.LapsesOn).ThenBy(t => t.Id).Select(t => t.Id).ToListAsync(ct);
        var timers = await db.Bookmarks.AsNoTracking().Where(b => b.DueAt <= now)
            .OrderBy(b => b.DueAt).Select(b => new { b.ProcessId, b.BookmarkId }).ToListAsync(ct);
        var resumed = 0;
        foreach (var id in tasks)
            resumed += await TryAsync(() => LapseAsync(id, ct)) ? 1 : 0;
        foreach (var timer in timers)
            resumed += await TryAsync(() => GoOnAsync(timer.ProcessId, timer.BookmarkId, ct)) ? 1 : 0;
        return _stuck.Count == 0 ? resumed : throw new AggregateException(_stuck);
    }

    private async Task<bool> LapseAsync(int taskId, CancellationToken ct)
    {
        var task = await db.Tasks.Include(t => t.Process).Where(t => t.Id == taskId && t.State == TaskState.Open).SingleOrDefaultAsync(ct);
        if (task is null || !await runner.ResumeDueAsync(task.Process, Running.Bookmarks.Id(task.BookmarkId), ct))
            return false;
        db.Record(task.Process.Subject?.CaseKey ?? CaseKey.System, new Act("LapseTask", null, SubjectKind: "Task", SubjectId: task.Id));
        await db.SaveChangesAsync(ct);
        return true;
    }

    private async Task<bool> GoOnAsync(int processId, int bookmarkId, CancellationToken ct)
    {
        var process = await db.Processes.SingleOrDefaultAsync(p => p.Id == processId, ct);
        if (process is null || !await runner.ResumeDueAsync(process, bookmarkId, ct))
            return false;
        db.Record(process.Subject?.CaseKey ?? CaseKey.System, new Act("ContinueRoute", null, SubjectKind: "Process", SubjectId: process.Id));
        await db.SaveChangesAsync(ct);
        return true;
    }

    // Somebody who answers at the same moment comes first; the next run finds nothing due, or what is still due.
    private async Task<bool> TryAsync(Func<Task<bool>> resume)
    {
        try
        {
            return await resume();
        }
        catch (DbUpdateException lost)
        {
            logger.LogInformation(lost, "A process was answered while it fell due");
            return false;
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            // One process that cannot be read holds up no other.
            logger.LogError(broken, "A process could not go on when it fell due");
            _stuck.Add(broken);
            return false;
        }
        finally
        {
            db.StartOver();
        }
    }
}
