using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Running;
using PhdTracker.Web.Jobs;
using Quartz;

namespace PhdTracker.Web.Features.Import;

/// <summary>Goes on with an import after somebody asked for it: a small one at once, so that the next page shows it done; a large one in the background, which begins now.</summary>
public sealed class ImportStart(PhdTrackerDb db, ImportRunner runner, ISchedulerFactory schedulers)
{
    public async Task GoOnAsync(int id, CancellationToken ct)
    {
        if (await db.ImportLines.CountAsync(l => l.File.ImportId == id, ct) > ImportRunner.AtOnce)
        {
            await (await schedulers.GetScheduler(ct)).TriggerJob(new JobKey(GoOnWithImports.Name), ct);
            return;
        }
        // What was begun is finished though the reader has gone.
        await runner.GoOnAsync(id, CancellationToken.None);
    }
}
