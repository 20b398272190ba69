using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Tasks;

/// <summary>Two instances of the app on one database, and two leads who answer the same question at the same moment.</summary>
public sealed class TwoProcessesTests
{
    private const int Rounds = 5;

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Post_SameTaskAtOnceInTwoProcesses_OneCountsAndTheOtherIsTold(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var tasks = await HandInAsync(database, world);
        await using var first = await AppProcess.StartAsync(database);
        await using var second = await AppProcess.StartAsync(database);
        using var niamh = await first.SignedInAsync("lead.uk");
        using var mei = await second.SignedInAsync("nobody");

        foreach (var task in tasks)
        {
            var forms = new[] { await AppPage.OpenAsync(niamh, $"/tasks/{task}"), await AppPage.OpenAsync(mei, $"/tasks/{task}") };
            var answers = await Task.WhenAll(
                Task.Run(() => forms[0].SubmitAsync("#answer", Answer(DecisionKind.Approved))),
                Task.Run(() => forms[1].SubmitAsync("#answer", Answer(DecisionKind.Returned))));

            var counted = Assert.Single(answers, a => a.Notice is not null);
            var told = Assert.Single(answers, a => a.Notice is null);
            var winner = counted == answers[0] ? "approved by Prof Niamh Sutcliffe" : "returned to the student by Mei Zhang";
            Assert.Contains($"It was already {winner} on ", Assert.Single(told.Errors), StringComparison.Ordinal);
            Assert.Null(told.Document.QuerySelector("#answer"));
        }

        Assert.Equal(tasks.Count, await database.AskAsync(db => db.Decisions.CountAsync()));
        Assert.Equal(tasks.Count, await database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "DecideTask")));
    }

    private static Dictionary<string, string> Answer(DecisionKind kind) => new() { ["Decision"] = kind.ToString(), ["Comment"] = "Because." };

    /// <summary>Several milestones of one student wait for either of two leads.</summary>
    private static async Task<List<int>> HandInAsync(TestDatabase database, World world)
    {
        var milestones = await database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var candidature = await db.Candidatures.Include(c => c.Supervisors).Include(c => c.Studentship.Party).SingleAsync(c => c.Id == world.UkCandidatureId);
            candidature.Supervise(await db.Users.SingleAsync(p => p.Id == world.People["nobody"]), SupervisorKind.Lead, candidature.Studentship.Party, candidature.StartOn);
            var planned = Enumerable.Range(1, Rounds).Select(i => new Milestone(candidature, candidature.Studentship.Party, new MilestoneRuleRef("test", 1, "report", i), $"Report {i}", $"Rapport {i}")).ToList();
            foreach (var milestone in planned)
                milestone.Plan(new MilestonePlan(null, new DateOnly(2026, 10, 1), "Because.", "Parce que.", "{}", true, "milestone-review", null));
            db.AddRange(planned);
            await db.SaveChangesAsync();
            return planned.ConvertAll(m => m.Id);
        });
        var acts = new Acts(database, world);
        var tasks = new List<int>();
        foreach (var milestone in milestones)
        {
            await acts.HandInAsync("student.uk", milestone);
            tasks.Add(await acts.TaskAsync(milestone, "lead:home"));
        }
        return tasks;
    }
}
