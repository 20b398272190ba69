using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Demo;
using PhdTracker.Core.Generation;
using PhdTracker.Testing;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Benchmarks;

/// <summary>The pages that grow with the cohort, as the app answers them over a generated programme, each beside the bare endpoint of <see cref="RecordedSql"/>.</summary>
internal static class CohortPages
{
    /// <summary>Who opens what.</summary>
    private static readonly (string Name, string Account, string Url)[] Pages =
    [
        ("dashboard", "programme", "/cohort"),
        ("dashboard of an office", "office.uk", "/cohort"),
        ("students of a year", "programme", "/candidatures?start=2023&left=no"),
        ("milestones of a cell", "programme", "/milestones?stage=progress-review&start=2023"),
        ("overdue milestones", "programme", "/milestones?show=overdue"),
        ("shared deadlines", "programme", "/milestones?show=shared"),
        ("risk", "programme", "/cohort/risk"),
        ("pairs", "programme", "/cohort/pairs"),
        ("curves", "programme", "/cohort/progress"),
        ("data quality", "programme", "/cohort/quality"),
        ("possible duplicates", "office.uk", "/cohort/quality?what=people"),
        ("search", "programme", "/search?q=lefevre"),
        ("queue", "lead.uk", "/tasks"),
        ("home", "student.uk", "/"),
    ];

    private const string Columns = "page | candidatures | p50 ms | p95 ms | bare p50 ms | ratio | SQL commands | kB";

    public static async IAsyncEnumerable<string> RunAsync(DatabaseProvider provider, int candidatures)
    {
        var sql = new RecordedSql();
        await using var app = App.Over(await TestDatabase.CreateAsync(provider), sql.Configure);
        yield return await GenerateAsync(app, provider, candidatures);
        await foreach (var line in RunAsync(app, sql, candidatures))
            yield return line;
    }

    /// <summary>Over a programme that the verb <c>generate</c> has made; a large one takes long, and need not be made anew for each run.</summary>
    public static async IAsyncEnumerable<string> RunOverAsync(string connectionString)
    {
        var provider = connectionString.StartsWith("Data Source", StringComparison.OrdinalIgnoreCase) ? DatabaseProvider.Sqlite : DatabaseProvider.PostgreSql;
        var sql = new RecordedSql();
        var database = TestDatabase.OfAnother(provider, connectionString, Directory.CreateTempSubdirectory("phdtracker-bench-").FullName);
        database.Clock.Set(TimeProvider.System.GetUtcNow());
        // The app would drop its database when it is disposed; this one is another's.
        var app = App.Over(database, sql.Configure);
        yield return $"{provider}; {Columns}";
        await foreach (var line in RunAsync(app, sql, await database.AskAsync(db => db.Candidatures.CountAsync())))
            yield return line;
    }

    private static async IAsyncEnumerable<string> RunAsync(App app, RecordedSql sql, int candidatures)
    {
        foreach (var (name, account, url) in Pages)
        {
            using var client = await app.SignInAsync($"{account}@demo.example", DemoAccounts.Password);
            var page = await MeasureAsync(client, url, sql);
            var commands = sql.Commands;
            var bare = await MeasureAsync(client, RecordedSql.Address, null);
            yield return string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {candidatures:N0} | {page.P50:F1} | {page.P95:F1} | {bare.P50:F1} | {page.P50 / bare.P50:F2} | {commands} | {page.Bytes / 1e3:F0} |");
        }
    }

    private static async Task<string> GenerateAsync(App app, DatabaseProvider provider, int candidatures)
    {
        var clock = Stopwatch.StartNew();
        await using var scope = app.Services.CreateAsyncScope();
        var turned = new DemoClock(app.Clock.GetUtcNow().UtcDateTime);
        await using var services = DemoStart.ServicesOver(scope.ServiceProvider, turned);
        var made = await new GenerateProgramme(services, turned).RunAsync(candidatures, 2026, null, default);
        return string.Create(CultureInfo.InvariantCulture, $"{provider}: {made} in {clock.Elapsed.TotalSeconds:F0} s; {Columns}");
    }

    /// <param name="sql">Keeps what the page asks; null while the bare endpoint is measured.</param>
    private static async Task<(double P50, double P95, int Bytes)> MeasureAsync(HttpClient client, string url, RecordedSql? sql)
    {
        async Task<int> OpenAsync() => (await client.GetByteArrayAsync(new Uri(url, UriKind.Relative))).Length;
        var bytes = 0;
        var first = await Measurement.TimedAsync(async () => bytes = await OpenAsync());
        // A page of seconds is opened twelve times, one of milliseconds two hundred.
        var times = (int)Math.Clamp(8_000 / Math.Max(first, 1), 12, 200);
        for (var i = 0; i < times / 4; i++)
            await OpenAsync();
        if (sql is not null)
            bytes = await sql.RecordAsync(OpenAsync);
        var took = new double[times];
        for (var i = 0; i < times; i++)
            took[i] = await Measurement.TimedAsync(OpenAsync);
        Array.Sort(took);
        return (took[times / 2], took[(int)(times * 0.95)], bytes);
    }
}
