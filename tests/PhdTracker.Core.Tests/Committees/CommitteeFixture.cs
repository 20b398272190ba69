using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Committees;

/// <summary>A world of its own in which milestones follow the routes that ask committees.</summary>
public abstract class CommitteeFixture : WorldFixture
{
    protected Acts Acts { get; private set; } = null!;

    /// <summary>The UK student's assessment, handed in and approved by the lead: the office names the panel.</summary>
    protected async Task AtPanelAsync()
    {
        await Acts.HandInAsync("student.uk", World.EsaId);
        await Acts.DecideAsync("lead.uk", await Acts.TaskAsync(World.EsaId, "lead:home"), DecisionKind.Approved);
    }

    /// <summary>The French student's first meeting, with a committee of two: it has written about its open part.</summary>
    protected async Task AtMeetingAsync()
    {
        await Acts.NameCommitteeAsync("school.fr", World.FrCandidatureId, "newcomer.fr", "other.lead.fr");
        await Acts.HandInAsync("student.fr", World.CsiId);
        await Acts.MeetAsync("newcomer.fr", World.CsiId, Core.Committees.MeetingPart.Presentation, text: "A clear talk.");
    }

    protected Task<List<string>> AskedAsync(int milestoneId) => Database.AskAsync(async db =>
        (await db.Tasks.Where(t => t.Process.MilestoneId == milestoneId && t.State == TaskState.Open).SelectMany(t => t.Assignees.Where(a => a.State == SeatState.Asked), (t, a) => t.ActivityId + ": " + a.Person.FamilyName).ToListAsync()).Order(StringComparer.Ordinal).ToList());

    protected static async Task RefusedAsync(string code, Func<Task> act) => Assert.Equal(code, (await Assert.ThrowsAnyAsync<DomainRuleException>(act)).Code);

    protected override async Task PrepareAsync()
    {
        Acts = new Acts(Database, World);
        await Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            foreach (var (id, route) in new[] { (World.EsaId, "panel-review"), (World.CsiId, "monitoring-committee") })
            {
                var milestone = await db.Milestones.SingleAsync(m => m.Id == id);
                milestone.Plan(new MilestonePlan(null, milestone.DueOn, "Because.", "Parce que.", "{}", true, route, milestone.RetakeMonths));
            }
            await db.SaveChangesAsync();
        });
    }
}
