using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Testing;
using PhdTracker.Workflows;
using SystemProcess = System.Diagnostics.Process;

namespace PhdTracker.Core.Tests.Processes.Crashes;

/// <summary>The program is killed again and again while it decides, on a real database: what it had confirmed is there, once, and nothing is half done.</summary>
public sealed class CrashTests
{
    private const int Decisions = 1000;

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Decide_ProgramKilledAtAnyPoint_KeepsEveryConfirmedDecisionOnceAndNothingByHalf(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var people = world.People;
        string[] cycles =
        [
            new ReviewCycle(world.EsaId, people["student.uk"], people["lead.uk"], people["lead.fr"]).ToString(),
            new ReviewCycle(world.CsiId, people["student.fr"], people["lead.fr"], people["lead.uk"]).ToString(),
            new ReviewCycle(world.OtherEsaId, people["other.student.uk"], people["other.lead.uk"], people["other.lead.fr"]).ToString(),
        ];
        var (confirmed, random, kills) = (new List<string>(), new Random(20261127), 0);
        for (; confirmed.Count < Decisions; kills++)
            confirmed.AddRange(await RunUntilKilledAsync(database, cycles, random.Next(1, 180), TimeSpan.FromMilliseconds(random.NextDouble() * 30)));

        await EnsureDecisionsAsync(database, confirmed, kills * cycles.Length);
        await EnsureRoutesAsync(database);
        await EnsureMailsAsync(database);
        Assert.Null((await database.InScopeAsync(services => services.GetRequiredService<VerifyAudit>().VerifyAsync(null, default))).FirstBreak);
    }

    /// <summary>What the program confirmed before it was killed.</summary>
    private static async Task<List<string>> RunUntilKilledAsync(TestDatabase database, string[] cycles, int decisions, TimeSpan afterwards)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CrashTests).Assembly.Location, database.Provider.ToString(), database.ConnectionString, database.Folder, .. cycles])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // It lives for seconds: code that is compiled only once costs least.
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        };
        using var program = SystemProcess.Start(start)!;
        var errors = program.StandardError.ReadToEndAsync();
        var confirmed = new List<string>();
        while (confirmed.Count < decisions && await program.StandardOutput.ReadLineAsync() is { } line)
            confirmed.Add(line);
        await Task.Delay(afterwards);
        program.Kill();
        // A last line may have been cut off with the program.
        var rest = await program.StandardOutput.ReadToEndAsync();
        confirmed.AddRange(rest.Split('\n')[..^1]);
        await program.WaitForExitAsync();
        Assert.True(confirmed.Count >= decisions, await errors);
        return confirmed;
    }

    private static async Task EnsureDecisionsAsync(TestDatabase database, List<string> confirmed, int mostUnconfirmed)
    {
        var stored = await database.AskAsync(db => db.Decisions.AsNoTracking().Select(d => new { d.TaskId, d.Kind }).ToListAsync());
        var lines = stored.ConvertAll(d => string.Create(CultureInfo.InvariantCulture, $"{d.TaskId} {d.Kind}"));

        Assert.Equal(lines.Count, stored.Select(d => d.TaskId).Distinct().Count());
        Assert.Equal(confirmed.Count, confirmed.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(confirmed.Except(lines, StringComparer.Ordinal));
        Assert.InRange(lines.Count - confirmed.Count, 0, mostUnconfirmed);
    }

    /// <summary>Of every process: its state can be read, its open tasks are where it waits, its journal has no gap, and each version was asked about once.</summary>
    private static async Task EnsureRoutesAsync(TestDatabase database)
    {
        var definitions = database.InScopeAsync(services => Task.FromResult(services.GetRequiredService<DefinitionLibrary>()));
        await using var scope = database.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        foreach (var process in await db.Processes.AsNoTracking().Include(p => p.Tasks).ToListAsync())
        {
            var instance = WorkflowInstance.FromJson(await (await definitions).GetAsync(db, process.DefinitionId, process.DefinitionVersion, default), Encoding.UTF8.GetBytes(process.State));
            Assert.Equal(
                instance.Bookmarks.Select(b => b.Id.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal),
                process.Tasks.Where(t => t.State == TaskState.Open).Select(t => t.BookmarkId).Order(StringComparer.Ordinal));
            var next = 1;
            foreach (var burst in await db.Journal.AsNoTracking().Where(j => j.ProcessId == process.Id).OrderBy(j => j.Sequence).ToListAsync())
            {
                Assert.Equal(next, burst.Sequence);
                using var lines = JsonDocument.Parse(burst.Lines);
                next += lines.RootElement.GetArrayLength();
            }

            Assert.Equal(instance.JournalCount, next - 1);
            Assert.All(process.Tasks.Where(t => t.Kind != TaskKind.Submission).GroupBy(t => (t.SubmissionId, t.AskedOf)), asked => Assert.Single(asked));
        }

        var versions = await db.Submissions.AsNoTracking().Select(s => new { s.MilestoneId, s.Number }).ToListAsync();
        Assert.All(versions.GroupBy(v => v.MilestoneId), of => Assert.Equal(Enumerable.Range(1, of.Count()), of.Select(v => v.Number).Order()));
    }

    /// <summary>Everybody who was asked has one mail about it; and once all are sent, each has left.</summary>
    private static async Task EnsureMailsAsync(TestDatabase database)
    {
        // What the killed program had claimed is given back after a while.
        database.Clock.Advance(TimeSpan.FromHours(1));
        await database.InScopeAsync(services => Mailbox.Of(database, services).SendDueAsync(default));
        await using var scope = database.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        var mails = await db.Notifications.AsNoTracking().ToListAsync();
        var asked = await db.Tasks.AsNoTracking().Where(t => t.Kind != TaskKind.Submission).SelectMany(t => t.Assignees).Select(a => new { a.TaskId, a.PersonId }).ToListAsync();
        var told = mails.Where(m => m.Kind is "DecisionAsked" or "OpinionAsked").Select(m => $"{m.RecipientId} {m.Text.Split("/tasks/")[1].Split('\n')[0].Trim()}").ToList();

        Assert.Equal(asked.Select(a => $"{a.PersonId} {a.TaskId}").Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.All(mails, mail => Assert.Equal(NotificationState.Sent, mail.State));
        Assert.Equal(mails.Count, Directory.EnumerateFiles(Mailbox.FolderOf(database)).Count());
    }
}
