using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Web.Jobs;
using Quartz;

namespace PhdTracker.Web.Features.Milestones.Shifts;

/// <summary>Goes on with a shift after somebody asked for it: a small one at once, so that the next page shows it done; a large one in the background, which begins now.</summary>
public sealed class ShiftStart(ShiftRunner shifts, ISchedulerFactory schedulers)
{
    /// <param name="students">How many it concerns.</param>
    public async Task GoOnAsync(int id, int students, CancellationToken ct)
    {
        if (students <= ShiftRunner.AtOnce)
            await shifts.GoOnAsync(id, ct);
        else
            await (await schedulers.GetScheduler(ct)).TriggerJob(new JobKey(GoOnWithShifts.Name), ct);
    }
}
