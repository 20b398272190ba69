using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Benchmarks;

/// <summary>A shift of the dates of many students, as the background job does it: counted, applied and undone, with audit entries and mails.</summary>
internal static class ShiftOfMany
{
    public static async Task<string> RunAsync(DatabaseProvider provider, int students)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        await AddStudentsAsync(database, world, students);
        var acts = new Acts(database, world);
        var id = await acts.AsAsync("programme", async (services, by) =>
            (await services.GetRequiredService<PreviewShiftHandler>().HandleAsync(new PreviewShift(world.ProgrammeId, ShiftActs.From, ShiftActs.To, "The building is closed.", new ShiftFilter()), by, default)).Id);
        var dates = await database.AskAsync(db => db.Milestones.CountAsync());
        var preview = await MeasureAsync(database);
        await acts.AsAsync("programme", async (services, by) =>
        {
            await services.GetRequiredService<ApplyShiftHandler>().HandleAsync(new ApplyShift(id, await VersionAsync(database, id)), by, default);
            return id;
        });
        var apply = await MeasureAsync(database);
        await acts.AsAsync("programme", async (services, by) =>
        {
            await services.GetRequiredService<UndoShiftHandler>().HandleAsync(new UndoShift(id, await VersionAsync(database, id)), by, default);
            return id;
        });
        var undo = await MeasureAsync(database);
        return string.Create(CultureInfo.InvariantCulture, $"{provider}: a shift of {students:N0} students with {dates:N0} dates: preview {preview}; apply {apply}; undo {undo}");
    }

    private static async Task<string> MeasureAsync(TestDatabase database)
    {
        var (clock, highest) = (Stopwatch.StartNew(), 0L);
        using (new Timer(_ => highest = Math.Max(highest, GC.GetTotalMemory(false)), null, 0, 50))
            await database.InScopeAsync(services => services.GetRequiredService<ShiftRunner>().GoOnAsync(default));
        return string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:F1} s, managed memory at most {highest / 1e6:F0} MB");
    }

    private static Task<int> VersionAsync(TestDatabase database, int id) => database.AskAsync(db => db.DateShifts.Where(s => s.Id == id).Select(s => s.Version).SingleAsync());

    /// <summary>Adds projects with a student on each side, their plans computed, a hundred at a time.</summary>
    private static async Task AddStudentsAsync(TestDatabase database, World world, int students)
    {
        for (var first = 0; first < students / 2; first += 100)
        {
            var (from, to) = (first, Math.Min(first + 100, students / 2));
            await database.InScopeAsync(async services =>
            {
                var db = services.GetRequiredService<PhdTrackerDb>();
                var plans = services.GetRequiredService<PlanMilestones>();
                var programme = await db.Programmes.Include(p => p.Parties).ThenInclude(p => p.Institution).SingleAsync(p => p.Id == world.ProgrammeId);
                var call = await db.Calls.FirstAsync(c => c.ProgrammeId == programme.Id);
                for (var n = from; n < to; n++)
                    Add(db, plans, new Project(programme, call, $"S-{n}", "Turbulent flow"), programme, n);
                await db.SaveChangesAsync();
            });
        }
    }

    private static void Add(PhdTrackerDb db, PlanMilestones plans, Project project, Programme programme, int n)
    {
        foreach (var party in programme.Parties)
        {
            var student = new Person("Zoé", $"Lévêque{n}", $"student.{party.Side}.{n}@test.example", "en");
            var candidature = new Candidature(project.AddStudentship(party), student, new DateOnly(2024, 10, 1).AddDays(n % 700), 1, CandidatureState.Active);
            candidature.Place(party.Institution, null, null);
            plans.For(candidature);
            db.Add(candidature);
        }
    }
}
