using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

/// <summary>A decision is taken back after others acted on it: nothing is overwritten, everyone is told, the question is asked anew.</summary>
public class ReverseDecisionTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Reverse_NextQuestionIsOpen_AsksAnewAndClosesIt(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        var first = await TaskIdAsync(review, "lead");

        await ReverseAsync(review, "office.uk", first, "The wrong file was looked at.");

        Assert.Equal(["lead", "partner"], await review.OpenAsync());
        Assert.NotEqual(first, await TaskIdAsync(review, "lead"));
        Assert.Equal(TaskState.Cancelled, (await review.TaskAsync("director")).State);
        Assert.Equal(DecisionKind.Approved, await review.Database.AskAsync(db => db.Decisions.Where(d => d.TaskId == first).Select(d => d.Kind).SingleAsync()));
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        Assert.Equal(["director", "partner"], await review.OpenAsync());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Reverse_AfterItPassed_LiesWithThoseWhoDecideAgain(DatabaseProvider provider)
    {
        await using var review = await PassedAsync(provider);

        await ReverseAsync(review, "office.uk", await TaskIdAsync(review, "director"), "The panel had not met.");

        Assert.Equal(MilestoneState.Submitted, await review.StateAsync());
        var (equivalent, doneOn) = await review.Database.AskAsync(async db =>
        {
            var report = await db.Milestones.SingleAsync(m => m.Id == review.World.JointReportId);
            return (report.State, report.DoneOn);
        });
        Assert.Equal((MilestoneState.Submitted, (DateOnly?)null), (equivalent, doneOn));
        Assert.Equal(["director"], await review.OpenAsync());
        await review.DecideAsync("director.uk", "director", DecisionKind.Approved);
        Assert.Equal(MilestoneState.Passed, await review.StateAsync());
    }

    [Fact]
    public async Task Reverse_TellsEveryoneConcernedWithTheReason()
    {
        await using var review = await PassedAsync(DatabaseProvider.Sqlite);

        await ReverseAsync(review, "office.uk", await TaskIdAsync(review, "lead"), "The wrong file was looked at.");

        var told = await review.Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "DecisionReversed").ToListAsync());
        var expected = new[] { "student.uk", "lead.uk", "lead.fr", "director.uk", "office.fr" }.Select(n => review.World.People[n]).Order();
        Assert.Equal(expected, told.Select(n => n.RecipientId!.Value).Order());
        Assert.All(told, n => Assert.Contains("The wrong file was looked at.", n.Text, StringComparison.Ordinal));
        var entry = await review.Database.AskAsync(db => db.AuditEntries.SingleAsync(e => e.ActName == "ReverseDecision"));
        Assert.Equal("The wrong file was looked at.", entry.Comment);
    }

    [Fact]
    public async Task Reverse_OneOwnsDecision_IsAllowedWhileTheRoleLasts()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned);

        await ReverseAsync(review, "lead.uk", await TaskIdAsync(review, "lead"), "Pressed too fast.");

        Assert.Equal(MilestoneState.Submitted, await review.StateAsync());
        Assert.Contains("lead", await review.OpenAsync());
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("lead.fr")]
    [InlineData("director.uk")]
    [InlineData("student.uk")]
    [InlineData("auditor")]
    public async Task Reverse_ByAnybodyElse_IsNotFound(string who)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        var task = await TaskIdAsync(review, "lead");

        await Assert.ThrowsAsync<NotFoundException>(() => ReverseAsync(review, who, task, "I would rather not."));
    }

    [Fact]
    public async Task Reverse_Twice_IsRefused()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        var task = await TaskIdAsync(review, "lead");
        await ReverseAsync(review, "office.uk", task, "Once.");

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => ReverseAsync(review, "office.uk", task, "Twice."));

        Assert.Equal("DecisionAlreadyReversed", refused.Code);
    }

    [Fact]
    public async Task Reverse_ANewerRoundHasBegun_IsRefused()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned);
        var task = await TaskIdAsync(review, "lead");
        await review.SubmitAsync();

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => ReverseAsync(review, "office.uk", task, "Too late."));

        Assert.Equal("NewerRoundBegun", refused.Code);
    }

    [Theory]
    [InlineData("", "ReversalReasonMissing")]
    [InlineData("   ", "ReversalReasonMissing")]
    public async Task Reverse_WithoutReason_IsRefused(string reason, string code)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        var task = await TaskIdAsync(review, "lead");

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => ReverseAsync(review, "office.uk", task, reason));

        Assert.Equal((code, "Reason"), (refused.Code, refused.Field));
        Assert.Equal(["director", "partner"], await review.OpenAsync());
    }

    [Fact]
    public async Task Reverse_RejectionWithRetake_GivesTheRetakeBack()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Rejected);
        Assert.Equal(MilestoneState.Resubmit, await review.StateAsync());

        await ReverseAsync(review, "lead.uk", await TaskIdAsync(review, "lead"), "It was meant for another student.");

        var milestone = await review.Database.AskAsync(db => db.Milestones.SingleAsync(m => m.Id == review.World.EsaId));
        Assert.Equal((MilestoneState.Submitted, false), (milestone.State, milestone.RetakeUsed));
    }

    private static async Task<Review> PassedAsync(DatabaseProvider provider)
    {
        var review = await Review.StartedAsync(provider);
        await review.DecideAsync("lead.fr", "partner", DecisionKind.Favourable);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        await review.DecideAsync("director.uk", "director", DecisionKind.Approved);
        return review;
    }

    private static Task<int> TaskIdAsync(Review review, string activity) =>
        review.Database.AskAsync(db => db.Tasks.Where(t => t.ActivityId == activity).OrderByDescending(t => t.Id).Select(t => t.Id).FirstAsync());

    private static Task ReverseAsync(Review review, string who, int task, string reason) => review.Database.InScopeAsync(async services =>
    {
        var by = await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == review.World.People[who]);
        await services.GetRequiredService<ReverseDecisionHandler>().HandleAsync(new ReverseDecision(task, reason), by, default);
    });
}
