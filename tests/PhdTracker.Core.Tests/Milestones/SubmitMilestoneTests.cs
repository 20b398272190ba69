using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones;

public sealed class SubmitMilestoneTests
{
    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task HandleAsync_FirstVersion_LiesOnBothDesksAndServesTheJointReportToo(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);

        await new Acts(database, world).HandInAsync("student.uk", world.EsaId, "Please read section 4 first.");

        Assert.Equal([MilestoneState.Submitted, MilestoneState.Submitted], await StatesAsync(database, world.EsaId, world.JointReportId));
        var asked = await database.AskAsync(db => db.Tasks.Where(t => t.State == TaskState.Open).OrderBy(t => t.AskedOf).Select(t => new { t.AskedOf, Who = t.Assignees.Select(a => a.PersonId).Single(), t.Submission!.Number }).ToListAsync());
        Assert.Equal([("lead:home", world.People["lead.uk"], 1), ("lead:partner", world.People["lead.fr"], 1)], asked.Select(t => (t.AskedOf, t.Who, t.Number)));
        var entry = await database.AskAsync(db => db.AuditEntries.SingleAsync(e => e.ActName == "SubmitMilestone"));
        Assert.Equal((world.People["student.uk"], (int?)world.EsaId, "Please read section 4 first."), (entry.ById!.Value, entry.SubjectId, entry.Comment));
    }

    [Fact]
    public async Task HandleAsync_SecondClick_IsToldAndStartsNothing()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var acts = new Acts(database, world);
        await acts.HandInAsync("student.uk", world.EsaId);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => SubmitAsync(acts, "student.uk", world.EsaId, "Again"));

        Assert.Equal("MilestoneAlreadyHandedIn", refused.Code);
        Assert.Equal((1, 1), await database.AskAsync(async db => (await db.Processes.CountAsync(), await db.Submissions.CountAsync())));
    }

    [Fact]
    public async Task HandleAsync_NothingAttached_IsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => SubmitAsync(new Acts(database, world), "student.uk", world.EsaId, "Words only"));

        Assert.Equal(("NothingToSubmit", "Files"), (refused.Code, refused.Field));
        Assert.Equal([MilestoneState.Planned], await StatesAsync(database, world.EsaId));
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("student.fr")]
    [InlineData("other.student.uk")]
    [InlineData("office.uk")]
    public async Task HandleAsync_SomebodyElse_DoesNotFindIt(string who)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await Assert.ThrowsAsync<NotFoundException>(() => SubmitAsync(new Acts(database, world), who, world.EsaId, "Mine"));
    }

    [Fact]
    public async Task HandleAsync_AfterItWasReturned_SameRouteGoesOnWithTheNewVersion()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var acts = new Acts(database, world);
        await acts.HandInAsync("student.uk", world.EsaId);
        await acts.DecideAsync("lead.uk", await acts.TaskAsync(world.EsaId, "lead:home"), DecisionKind.Returned, "Add the methods.");
        Assert.Equal([MilestoneState.Returned, MilestoneState.Returned], await StatesAsync(database, world.EsaId, world.JointReportId));

        await acts.HandInAsync("student.uk", world.EsaId, "Methods added.", "Report 2.pdf");

        var second = await database.AskAsync(db => db.Tasks.Where(t => t.State == TaskState.Open && t.AskedOf == "lead:home").Select(t => t.Submission!.Number).SingleAsync());
        Assert.Equal((2, 1), (second, await database.AskAsync(db => db.Processes.CountAsync())));
        Assert.Equal(TaskState.Done, await database.AskAsync(db => db.Tasks.Where(t => t.Kind == TaskKind.Submission).Select(t => t.State).SingleAsync()));
    }

    [Fact]
    public async Task HandleAsync_RejectedOnce_RetakeBeginsARouteOfItsOwnAndIsTheLast()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var acts = new Acts(database, world);
        await acts.HandInAsync("student.uk", world.EsaId);
        await acts.DecideAsync("lead.uk", await acts.TaskAsync(world.EsaId, "lead:home"), DecisionKind.Rejected, "Not enough work.");
        var retake = await database.AskAsync(db => db.Milestones.SingleAsync(m => m.Id == world.EsaId));
        Assert.Equal((MilestoneState.Resubmit, database.Clock.Today().AddMonths(3)), (retake.State, retake.DueOn!.Value));

        await acts.HandInAsync("student.uk", world.EsaId, "Second attempt.", "Report 2.pdf");
        await acts.DecideAsync("lead.uk", await acts.TaskAsync(world.EsaId, "lead:home"), DecisionKind.Rejected, "Still not enough.");

        Assert.Equal([MilestoneState.Failed, MilestoneState.Failed], await StatesAsync(database, world.EsaId, world.JointReportId));
        Assert.Equal(2, await database.AskAsync(db => db.Processes.CountAsync()));
    }

    [Fact]
    public async Task SaveDraft_ChangedInAnotherWindow_IsRefusedUnlessItReadsTheSame()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var acts = new Acts(database, world);
        var first = await SaveAsync(acts, world.EsaId, "One", null);
        await SaveAsync(acts, world.EsaId, "Two", first);

        await Assert.ThrowsAsync<StaleVersionException>(() => SaveAsync(acts, world.EsaId, "Three", first));

        await SaveAsync(acts, world.EsaId, "Two", first);
        Assert.Equal("Two", await database.AskAsync(db => db.Submissions.Select(s => s.Comment).SingleAsync()));
    }

    [Fact]
    public async Task SaveDraft_CommentTooLong_IsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => SaveAsync(new Acts(database, world), world.EsaId, new string('a', Submission.LongestComment + 1), null));

        Assert.Equal(("CommentTooLong", "Comment"), (refused.Code, refused.Field));
    }

    [Fact]
    public async Task SaveDraft_MilestoneServedByAnother_IsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => SaveAsync(new Acts(database, world), world.JointReportId, "Here", null));

        Assert.Equal("MilestoneNotOpenForSubmission", refused.Code);
    }

    private static Task<int> SubmitAsync(Acts acts, string who, int milestoneId, string comment) => acts.AsAsync(who, async (services, by) =>
        (await services.GetRequiredService<SubmitMilestoneHandler>().HandleAsync(new SubmitMilestone(milestoneId, comment, null), by, default)).Id);

    private static Task<int> SaveAsync(Acts acts, int milestoneId, string comment, int? version) => acts.AsAsync("student.uk", async (services, by) =>
        (await services.GetRequiredService<SaveSubmissionDraftHandler>().HandleAsync(new SaveSubmissionDraft(milestoneId, comment, version), by, default)).Version);

    private static Task<List<MilestoneState>> StatesAsync(TestDatabase database, params int[] ids) =>
        database.AskAsync(db => db.Milestones.Where(m => ids.Contains(m.Id)).OrderBy(m => m.Id).Select(m => m.State).ToListAsync());
}
