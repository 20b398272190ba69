using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Start;

/// <summary>The built app in a process of its own, as the README says to start it.</summary>
public sealed partial class FirstStartTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);
    private readonly string _folder = Directory.CreateTempSubdirectory("phdtracker-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Serve_OnAnEmptyFolder_SaysAddressAndAccountsAndKeepsTheDemoTheNextTime()
    {
        var settings = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" };
        await using (var first = RunningProgram.App(_folder, settings))
        {
            var address = Address().Match(await first.SaysAsync("http://", Long)).Value;
            await first.SaysAsync("student.uk@demo.example", Long);
            await first.SaysAsync("Joint-PhD-2026", Long);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            var page = await AppPage.OpenAsync(client, "/account/sign-in");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.NotNull(page.Document.QuerySelector("[data-persona='lead.fr@demo.example']"));
            using var ready = await client.GetAsync("/health/ready");
            Assert.Equal("""{"status":"Healthy","checks":{"database":{"status":"Healthy","description":"Reachable and migrated."},"scheduler":{"status":"Healthy","description":"Running."}}}""", await ready.Content.ReadAsStringAsync());
            var tasks = await page.SubmitAsync("[data-persona='lead.fr@demo.example']");
            Assert.Equal("/tasks", tasks.Path);
            // Nothing of the programme's own waits for a visitor: the foot says the day only.
            Assert.Single(tasks.Document.QuerySelectorAll(".demo-next li"));
            using var programme = new HttpClient { BaseAddress = client.BaseAddress };
            await (await AppPage.OpenAsync(programme, "/account/sign-in")).SubmitAsync("[data-persona='programme@demo.example']");
            await File.WriteAllBytesAsync(OwnSheet, await programme.GetByteArrayAsync("/candidatures?handler=Csv"));
            await TurnClockAsync(client);
        }

        var loaded = await CountsAsync();
        Assert.Equal((30, 60), (loaded.Projects, loaded.Candidatures));
        Assert.Equal(Enum.GetValues<ProjectState>().Order(), loaded.ProjectStates.Order());
        Assert.Equal(Enum.GetValues<CandidatureState>().Order(), loaded.CandidatureStates.Order());
        await AssertLaterCasesAsync();
        await AssertOwnSheetTellsNothingNewAsync();
        await using var second = RunningProgram.App(_folder, settings);
        var again = Address().Match(await second.SaysAsync("http://", Long)).Value;
        using var visitor = new HttpClient { BaseAddress = new Uri(again) };
        var signIn = await AppPage.OpenAsync(visitor, "/account/sign-in");
        Assert.Equal(HttpStatusCode.OK, signIn.Status);
        await signIn.SubmitAsync("[data-persona='lead.fr@demo.example']");
        Assert.Contains(NextYear, (await AppPage.OpenAsync(visitor, "/demo/clock")).Text, StringComparison.Ordinal);
        Assert.Equal(loaded.Acts, (await CountsAsync()).Acts);
    }

    private static string NextYear => (TimeProvider.System.GetUtcNow().Year + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A visitor turns the clock: never back, and stays signed in.</summary>
    private static async Task TurnClockAsync(HttpClient client)
    {
        var clock = await AppPage.OpenAsync(client, "/demo/clock");
        clock = await clock.SubmitAsync("main form.card", new Dictionary<string, string> { ["On"] = "2020-01-01" });
        Assert.NotNull(clock.Document.QuerySelector("[data-error-summary]"));
        var turned = await clock.SubmitAsync("main form.card", new Dictionary<string, string> { ["On"] = NextYear + "-12-31" });
        Assert.Equal("/tasks", turned.Path);
        Assert.Contains(NextYear, turned.Notice, StringComparison.Ordinal);
        Assert.Null(turned.Document.QuerySelector(".demo-next [name=ReturnUrl][value$='/decisions']"));
    }

    /// <summary>No proposal of the programme's own waits for a decision or becomes a project, and every student in the end of the PhD has the examination that led there.</summary>
    private async Task AssertLaterCasesAsync()
    {
        await using var db = Database();
        var proposals = await db.Proposals.Include(p => p.Decisions).Include(p => p.Sides).ToListAsync();
        Assert.Equal([ProposalState.Deciding, ProposalState.Deciding, ProposalState.Draft, ProposalState.Withdrawn], proposals.Select(p => p.State).OrderBy(s => s.ToString(), StringComparer.Ordinal));
        Assert.All(proposals.Where(p => p.State == ProposalState.Deciding), p => Assert.Contains(SideDecision.Combined([.. p.Sides.Select(s => p.DecisionOf(s.PartyId)!.Kind)]), new[] { SideDecisionKind.Reserve, SideDecisionKind.Reject }));
        Assert.False(await db.Tasks.AnyAsync(t => t.Process.ProposalId != null && t.State == TaskState.Open));
        var examinations = await db.Examinations.Select(e => new { e.State, Student = e.Candidature.State, e.Candidature.Studentship.Party.Side }).ToListAsync();
        Assert.Equal(
            ["FR Authorised Submitted", "FR Awarded Awarded", "FR Corrections Corrections", "UK Awarded Awarded", "UK Corrections Corrections", "UK Passed Examined", "UK WithExaminers Submitted"],
            examinations.Select(e => $"{e.Side} {e.State} {e.Student}").Order(StringComparer.Ordinal));
        Assert.False(await db.Candidatures.AnyAsync(c => (c.State == CandidatureState.Submitted || c.State == CandidatureState.Examined || c.State == CandidatureState.Corrections) && !db.Examinations.Any(e => e.CandidatureId == c.Id)));
    }

    private string OwnSheet => Path.Combine(_folder, "students.csv");

    /// <summary>The list of students, taken along and imported again.</summary>
    private async Task AssertOwnSheetTellsNothingNewAsync()
    {
        await using var import = RunningProgram.App(_folder, null, "import", OwnSheet, "--dry-run", "--json");
        await import.EndsAsync(Long);
        using var report = JsonDocument.Parse(import.Output);
        var file = report.RootElement.GetProperty("files")[0];
        Assert.Equal((60, 60), (file.GetProperty("rowsRead").GetInt32(), file.GetProperty("unchanged").GetInt32()));
    }

    private PhdTrackerDb Database()
    {
        var options = new DbContextOptionsBuilder<PhdTrackerDb>();
        options.UseDatabase(DatabaseProvider.Sqlite, $"Data Source={Directory.EnumerateFiles(_folder, "phdtracker.db", SearchOption.AllDirectories).Single()};Pooling=False");
        return new PhdTrackerDb(options.Options, TimeProvider.System);
    }

    private async Task<(int Projects, int Candidatures, List<ProjectState> ProjectStates, List<CandidatureState> CandidatureStates, int Acts)> CountsAsync()
    {
        await using var db = Database();
        return (await db.Projects.CountAsync(), await db.Candidatures.CountAsync(), await db.Projects.Select(p => p.State).Distinct().ToListAsync(),
            await db.Candidatures.Select(c => c.State).Distinct().ToListAsync(), await db.AuditEntries.CountAsync(e => e.ActName == "StartProject" || e.ActName == "SubmitMilestone"));
    }

    [Theory]
    [InlineData("Database__Provider", "Oracle", "one of Sqlite, SqlServer, PostgreSql")]
    [InlineData("Database__Provider", "PostgreSql", "ConnectionStrings__PhdTracker")]
    [InlineData("Mail__Port", "many", "a whole number")]
    [InlineData("Mail__Host", "mail.example", "Mail__From")]
    [InlineData("Clock__Offset", "tomorrow", "a time span")]
    [InlineData("Demo__Enabled", "maybe", "true or false")]
    [InlineData("Data__Path", "/dev/null/data", "a folder that the app can write to")]
    public async Task Serve_WrongSetting_StopsWithOneSentenceThatNamesIt(string key, string value, string expected)
    {
        await using var program = RunningProgram.App(_folder, new Dictionary<string, string> { [key] = value });

        var code = await program.EndsAsync(Long);

        Assert.Equal(1, code);
        Assert.Empty(program.Output);
        var sentence = Assert.Single(program.Error.Trim().Split('\n'));
        Assert.Contains(expected, sentence, StringComparison.Ordinal);
        Assert.Contains("__", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_Help_ListsThemAll()
    {
        await using var program = RunningProgram.App(_folder, null, "--help");

        Assert.Equal(0, await program.EndsAsync(Long));
        foreach (var verb in new[] { "serve", "migrate", "import", "verify-audit", "create-admin" })
            Assert.Contains($"  {verb}", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_Unknown_IsWrongUsage()
    {
        await using var program = RunningProgram.App(_folder, null, "dance");

        Assert.Equal(2, await program.EndsAsync(Long));
        Assert.Empty(program.Output);
    }

    [Fact]
    public async Task Verbs_MigrateThenVerifyAudit_SayTheirResultOnly()
    {
        await using var migrate = RunningProgram.App(_folder, null, "migrate");
        Assert.Equal(0, await migrate.EndsAsync(Long));
        Assert.StartsWith("Applied:", migrate.Output, StringComparison.Ordinal);

        await using var verify = RunningProgram.App(_folder, null, "verify-audit");
        Assert.Equal(0, await verify.EndsAsync(Long));
        Assert.NotEmpty(verify.Output);
        // Only serving loads the demo programme.
        Assert.DoesNotContain("demo.example", migrate.Output + verify.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"http://[^\s,]+")]
    private static partial Regex Address();
}
