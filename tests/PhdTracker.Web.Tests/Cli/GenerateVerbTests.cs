using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Cli;

/// <summary>A programme of 121 students, made by the verb.</summary>
public sealed class GenerateVerbTests : IClassFixture<GenerateVerbTests.Generated>
{
    private readonly Generated _made;

    public GenerateVerbTests(Generated made) => _made = made;

    [Fact]
    public async Task Generate_EmptyDatabase_HasAsManyCandidaturesAsAskedForInEveryState()
    {
        Assert.Equal((0, $"{_made.Counts}\n"), (_made.Run.ExitCode, _made.Run.Output));
        var states = await _made.AskAsync(db => db.Candidatures.GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));

        Assert.Equal(121, states.Values.Sum());
        CandidatureState[] expected = [CandidatureState.Active, CandidatureState.WritingUp, CandidatureState.Awarded, CandidatureState.Withdrawn];
        Assert.Empty(expected.Except(states.Keys));
    }

    [Fact]
    public async Task Generate_Histories_LieInThePastAndFollowTheRules()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        // Agreements are signed before the students begin.
        Assert.Equal(0, await _made.AskAsync(db => db.Milestones.CountAsync(m => m.DoneOn > today || (m.DoneOn < m.Candidature.StartOn && m.RuleCode != "agreement-in-force"))));
        Assert.Equal(0, await _made.AskAsync(db => db.AuditEntries.CountAsync(e => e.At > today.AddDays(1).ToDateTime(TimeOnly.MinValue))));
        Assert.Equal(0, await _made.Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            foreach (var candidature in await PlanMilestones.WithPlan(db.Candidatures.Where(c => c.State == CandidatureState.Active)).ToListAsync())
                services.GetRequiredService<PlanMilestones>().For(candidature);
            return await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task Generate_Trail_IsUnbrokenAndNobodyIsSentAMail()
    {
        var verified = await _made.AskAsync(db => new VerifyAudit(db).VerifyAsync(null, default));

        Assert.Null(verified.FirstBreak);
        Assert.True(verified.Entries > 121 * 3, $"{verified.Entries} entries");
        Assert.Equal(0, await _made.AskAsync(db => db.Notifications.CountAsync()));
    }

    [Fact]
    public async Task Generate_Submissions_WaitForSupervisorsInRealRoutes()
    {
        var tasks = await _made.AskAsync(db => db.Tasks.Where(t => t.State == TaskState.Open).Select(t => new { t.Process.SubStatus, Asked = t.Assignees.Count, t.Process.State }).ToListAsync());

        Assert.NotEmpty(tasks);
        Assert.All(tasks, task => Assert.Equal("Suspended", task.SubStatus));
        Assert.All(tasks, task => Assert.StartsWith("{", task.State, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_SameSeedElsewhere_GivesTheSameProgramme()
    {
        using var other = new TemporaryFolder();
        var again = await _made.GenerateAsync(other.Path, "--seed", "7");

        Assert.Equal(await FactsAsync(_made.Database), await FactsAsync(again));
    }

    [Fact]
    public async Task Generate_DatabaseThatHoldsPeople_IsRefusedAndStaysAsItIs()
    {
        var run = await VerbRun.OfAsync(_made.Folder, "generate", "--candidatures", "10");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("The database is not empty", run.Errors, StringComparison.Ordinal);
        Assert.Equal(121, await _made.AskAsync(db => db.Candidatures.CountAsync()));
    }

    [Theory]
    [InlineData(1, "--candidatures", "1")]
    [InlineData(2, "--seed", "1")]
    [InlineData(2, "--candidatures", "many")]
    public async Task Generate_NumberThatDoesNotFit_SaysSo(int exitCode, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var run = await VerbRun.OfAsync(folder.Path, ["generate", .. arguments]);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.NotEmpty(run.Errors);
    }

    private static Task<List<string>> FactsAsync(TestDatabase database) => database.AskAsync(async db =>
        (await db.Milestones.OrderBy(m => m.Candidature.Studentship.Project.Code).ThenBy(m => m.Candidature.Studentship.Party.Side).ThenBy(m => m.RuleCode).ThenBy(m => m.Occurrence).ThenBy(m => m.RuleSetCode)
            .Select(m => new { m.Candidature.Studentship.Project.Title, m.Candidature.Student.FamilyName, Candidature = m.Candidature.State, m.RuleCode, m.DueOn, m.DoneOn, m.State }).ToListAsync())
        .ConvertAll(m => m.ToString()!));

    /// <summary>Made once for all tests of the class, which only read it.</summary>
    public sealed class Generated : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        internal VerbRun Run { get; private set; } = null!;
        public TestDatabase Database { get; private set; } = null!;
        public string Folder => _folder.Path;

        /// <summary>What the verb prints about it.</summary>
        public string Counts { get; private set; } = "";

        public Task<T> AskAsync<T>(Func<PhdTrackerDb, Task<T>> question) => Database.AskAsync(question);

        public async Task InitializeAsync()
        {
            Database = await GenerateAsync(Folder, "--seed", "7");
            Counts = await AskAsync(async db =>
                $"{await db.Projects.CountAsync()} projects, {await db.Candidatures.CountAsync()} candidatures, {await db.Milestones.CountAsync()} milestones, {await db.Tasks.CountAsync()} tasks, {await db.AuditEntries.CountAsync()} audit entries");
        }

        public async Task<TestDatabase> GenerateAsync(string folder, params string[] arguments)
        {
            var run = await VerbRun.OfAsync(folder, ["generate", "--candidatures", "121", .. arguments]);
            Run ??= run;
            return run.ExitCode == 0 ? TestDatabase.OfAnother(DatabaseProvider.Sqlite, $"Data Source={System.IO.Path.Combine(folder, "phdtracker.db")}", System.IO.Path.Combine(folder, "files")) : throw new InvalidOperationException(run.Errors);
        }

        public Task DisposeAsync()
        {
            _folder.Dispose();
            return Task.CompletedTask;
        }
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("phdtracker-generate-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
