using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Shifts;

namespace PhdTracker.Testing;

/// <summary>A shift of the dates of a <see cref="World"/>, step by step.</summary>
public sealed class ShiftActs(Acts acts, World world)
{
    /// <summary>31 days of March 2027.</summary>
    public static readonly DateOnly From = new(2027, 3, 1);

    /// <inheritdoc cref="From"/>
    public static readonly DateOnly To = new(2027, 3, 31);

    /// <summary>Computes the plans of all students, as they stand before a shift.</summary>
    public Task<int> PlanAsync() => acts.AsAsync("programme", async (services, _) =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        foreach (var candidature in await PlanMilestones.WithPlan(db.Candidatures).ToListAsync())
            services.GetRequiredService<PlanMilestones>().For(candidature);
        return await db.SaveChangesAsync();
    });

    /// <summary>Somebody prepares a shift and it is counted.</summary>
    /// <returns>Its number.</returns>
    public async Task<int> PrepareAsync(string name, ShiftFilter? filter = null, DateOnly? from = null, DateOnly? to = null, string reason = "The building is closed.")
    {
        var id = await acts.AsAsync(name, async (services, by) => (await services.GetRequiredService<PreviewShiftHandler>()
            .HandleAsync(new PreviewShift(world.ProgrammeId, from ?? From, to ?? To, reason, filter ?? new ShiftFilter()), by, default)).Id);
        await GoOnAsync();
        return id;
    }

    public async Task ApplyAsync(string name, int id)
    {
        await acts.AsAsync(name, async (services, by) =>
        {
            await services.GetRequiredService<ApplyShiftHandler>().HandleAsync(new ApplyShift(id, await VersionAsync(services, id)), by, default);
            return id;
        });
        await GoOnAsync();
    }

    public async Task UndoAsync(string name, int id)
    {
        await acts.AsAsync(name, async (services, by) =>
        {
            await services.GetRequiredService<UndoShiftHandler>().HandleAsync(new UndoShift(id, await VersionAsync(services, id)), by, default);
            return id;
        });
        await GoOnAsync();
    }

    /// <summary>What the background does.</summary>
    public Task<int> GoOnAsync() => acts.AsAsync("programme", (services, _) => services.GetRequiredService<ShiftRunner>().GoOnAsync(default));

    private static Task<int> VersionAsync(IServiceProvider services, int id) => services.GetRequiredService<PhdTrackerDb>().DateShifts.Where(s => s.Id == id).Select(s => s.Version).SingleAsync();
}
