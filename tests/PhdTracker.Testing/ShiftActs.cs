using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

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

    /// <summary>Adds projects with a student on each side, their plans computed, a hundred at a time.</summary>
    /// <param name="students">How many; even.</param>
    public async Task AddStudentsAsync(int students)
    {
        foreach (var numbers in Enumerable.Range(0, students / 2).Chunk(100))
        {
            await acts.AsAsync("programme", async (services, _) =>
            {
                var db = services.GetRequiredService<PhdTrackerDb>();
                var programme = await db.Programmes.Include(p => p.Parties).ThenInclude(p => p.Institution).SingleAsync(p => p.Id == world.ProgrammeId);
                var call = await db.Calls.FirstAsync(c => c.ProgrammeId == programme.Id);
                foreach (var n in numbers)
                    Add(services, new Project(programme, call, $"S-{n}", "Turbulent flow"), programme, n);
                return await db.SaveChangesAsync();
            });
        }
    }

    /// <summary>Somebody prepares a shift and it is counted.</summary>
    /// <returns>Its number.</returns>
    public async Task<int> PrepareAsync(string name, ShiftFilter? filter = null, DateOnly? from = null, DateOnly? to = null, string reason = "The building is closed.")
    {
        var id = await BeginAsync(name, filter, from, to, reason);
        await GoOnAsync();
        return id;
    }

    /// <summary>Somebody prepares a shift, which the background has yet to count.</summary>
    /// <returns>Its number.</returns>
    public Task<int> BeginAsync(string name, ShiftFilter? filter = null, DateOnly? from = null, DateOnly? to = null, string reason = "The building is closed.") =>
        acts.AsAsync(name, async (services, by) => (await services.GetRequiredService<PreviewShiftHandler>()
            .HandleAsync(new PreviewShift(world.ProgrammeId, from ?? From, to ?? To, reason, filter ?? new ShiftFilter()), by, default)).Id);

    public async Task ApplyAsync(string name, int id)
    {
        await BeginApplyAsync(name, id);
        await GoOnAsync();
    }

    /// <summary>Somebody applies a shift; the background has yet to go through the students.</summary>
    /// <returns>Its number.</returns>
    public Task<int> BeginApplyAsync(string name, int id) => acts.AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<ApplyShiftHandler>().HandleAsync(new ApplyShift(id, await VersionAsync(services, id)), by, default);
        return id;
    });

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

    private static void Add(IServiceProvider services, Project project, Programme programme, int n)
    {
        foreach (var party in programme.Parties)
        {
            var student = new Person("Zoé", $"Lévêque{n}", $"student.{party.Side}.{n}@test.example", "en");
            var candidature = new Candidature(project.AddStudentship(party), student, new DateOnly(2024, 10, 1).AddDays(n % 700), 1, CandidatureState.Active);
            candidature.Place(party.Institution, null, null);
            services.GetRequiredService<PlanMilestones>().For(candidature);
            services.GetRequiredService<PhdTrackerDb>().Add(candidature);
        }
    }
}
