using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Testing;

namespace PhdTracker.Benchmarks;

/// <summary>A shift of the dates of many students, as the background job does it: counted, applied and undone, with audit entries and mails.</summary>
internal static class ShiftOfMany
{
    public static async IAsyncEnumerable<string> RunAsync(DatabaseProvider provider, int students)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var acts = new Acts(database, world);
        await new ShiftActs(acts, world).AddStudentsAsync(students);
        var id = await acts.AsAsync("programme", async (services, by) =>
            (await services.GetRequiredService<PreviewShiftHandler>().HandleAsync(new PreviewShift(world.ProgrammeId, ShiftActs.From, ShiftActs.To, "The building is closed.", new ShiftFilter()), by, default)).Id);
        var dates = await database.AskAsync(db => db.Milestones.CountAsync());
        yield return string.Create(CultureInfo.InvariantCulture, $"{provider}: a shift of {students:N0} students with {dates:N0} dates");
        yield return "preview " + await MeasureAsync(database);
        await acts.AsAsync("programme", async (services, by) =>
        {
            await services.GetRequiredService<ApplyShiftHandler>().HandleAsync(new ApplyShift(id, await VersionAsync(database, id)), by, default);
            return id;
        });
        yield return "apply " + await MeasureAsync(database);
        await acts.AsAsync("programme", async (services, by) =>
        {
            await services.GetRequiredService<UndoShiftHandler>().HandleAsync(new UndoShift(id, await VersionAsync(database, id)), by, default);
            return id;
        });
        yield return "undo " + await MeasureAsync(database);
    }

    private static async Task<string> MeasureAsync(TestDatabase database)
    {
        var (clock, highest) = (Stopwatch.StartNew(), 0L);
        using (new Timer(_ => highest = Math.Max(highest, GC.GetTotalMemory(false)), null, 0, 50))
            await database.InScopeAsync(services => services.GetRequiredService<ShiftRunner>().GoOnAsync(default));
        return string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:F1} s, managed memory at most {highest / 1e6:F0} MB");
    }

    private static Task<int> VersionAsync(TestDatabase database, int id) => database.AskAsync(db => db.DateShifts.Where(s => s.Id == id).Select(s => s.Version).SingleAsync());
}
