using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;
using Process = PhdTracker.Core.Processes.Process;

namespace PhdTracker.Benchmarks;

/// <summary>"Waiting for me" of a supervisor, as the app answers it, with few and with many tasks in the system that are not theirs.</summary>
internal static class SupervisorQueue
{
    private const int Theirs = 200;

    public static async Task<string> RunAsync(DatabaseProvider provider, int tasks)
    {
        await using var app = await App.StartAsync(provider: provider);
        await AddTasksAsync(app, Theirs, every: 1);
        var (alone, _) = await MeasureAsync(app);
        await AddTasksAsync(app, tasks - Theirs, every: 0);
        var (among, bytes) = await MeasureAsync(app);
        return string.Create(CultureInfo.InvariantCulture, $"{provider}: the queue of a supervisor with {Theirs} tasks, of {Theirs:N0} in the system: p50 {alone[150]:F1} ms, p95 {alone[285]:F1} ms; of {tasks:N0}: p50 {among[150]:F1} ms, p95 {among[285]:F1} ms; {among[150] / alone[150]:F2} times the p50; {bytes / 1e3:F0} kB");
    }

    private static async Task<(double[] Took, long Bytes)> MeasureAsync(App app)
    {
        var client = await app.SignedInAsync("lead.uk");
        var bytes = 0L;
        async Task OpenAsync() => bytes = (await client.GetByteArrayAsync(new Uri("/tasks", UriKind.Relative))).Length;
        for (var i = 0; i < 50; i++)
            await OpenAsync();
        var took = new double[300];
        for (var i = 0; i < took.Length; i++)
            took[i] = await Measurement.TimedAsync(OpenAsync);
        Array.Sort(took);
        return (took, bytes);
    }

    /// <summary>Adds open decisions about milestones of students of their own.</summary>
    /// <param name="every">Which of them the supervisor is asked: each, or none for 0.</param>
    private static Task<int> AddTasksAsync(App app, int count, int every) => app.AskAsync(async db =>
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var today = app.Clock.Today();
        var programme = await db.Programmes.SingleAsync(p => p.Id == app.World.ProgrammeId);
        var call = await db.Calls.FirstAsync(c => c.ProgrammeId == programme.Id);
        var party = await db.Set<ProgrammeParty>().Include(p => p.Institution).SingleAsync(p => p.Id == app.World.UkPartyId);
        var supervisor = await db.Users.SingleAsync(p => p.Id == app.World.People["lead.uk"]);
        for (var n = 0; n < count; n++)
        {
            var student = new Person("Zoé", $"Lévêque{n}", $"student.{Guid.NewGuid():N}@test.example", "en");
            var candidature = new Candidature(new Project(programme, call, $"Q-{every}-{n}", "Turbulent flow").AddStudentship(party), student, today.AddYears(-1), 1, CandidatureState.Active);
            var milestone = new Milestone(candidature, party, new MilestoneRuleRef("test", 1, "esa", 0), "Early stage assessment", "Évaluation de première étape");
            milestone.Plan(new MilestonePlan(null, today.AddDays(n % 60), "Because.", "Parce que.", "{}", true, "milestone-review", null, false));
            var opened = today.AddDays(-(n % 30)).ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc);
            var task = new ProcessTask(new Process("milestone-review", 1, candidature, milestone, opened), "lead", "1", TaskKind.Decision, "lead:home", party, null, opened, today, null);
            task.Name("Decision of the lead supervisor", "Décision de la direction de thèse");
            task.Ask([every == 0 ? new Person("Ida", $"Péron{n}", $"lead.{Guid.NewGuid():N}@test.example", "en", "Dr") : supervisor]);
            db.AddRange(candidature, milestone, task);
        }
        db.ChangeTracker.DetectChanges();
        return await db.SaveChangesAsync();
    });
}
