using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Tests.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones;

public class WithdrawSubmissionTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Withdraw_Returned_EndsTheRouteAndCanBeHandedInAfresh(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned);

        await WithdrawAsync(review, "student.uk");

        Assert.Equal(MilestoneState.Planned, await review.StateAsync());
        Assert.Equal(MilestoneState.Planned, await review.Database.AskAsync(db => db.Milestones.Where(m => m.Id == review.World.JointReportId).Select(m => m.State).SingleAsync()));
        Assert.Equal("Finished", await review.Database.AskAsync(db => db.Processes.Select(p => p.Status).SingleAsync()));
        Assert.Empty(await review.OpenAsync());
        Assert.Equal(review.World.People["lead.uk"], await review.Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "SubmissionWithdrawn").Select(n => n.RecipientId).SingleAsync()));
        await review.SubmitAsync();
        Assert.Equal(["lead", "partner"], await review.OpenAsync());
    }

    [Fact]
    public async Task Withdraw_NotReturned_IsRefused()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        Assert.Equal("SubmissionNotWithdrawable", (await Assert.ThrowsAsync<DomainRuleException>(() => WithdrawAsync(review, "student.uk"))).Code);
    }

    [Fact]
    public async Task Withdraw_WithoutReason_IsRefusedAtTheReason()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => WithdrawAsync(review, "student.uk", " "));

        Assert.Equal(("SubmissionReasonMissing", "Reason", MilestoneState.Returned), (refused.Code, refused.Field, await review.StateAsync()));
    }

    [Theory]
    [InlineData("student.fr")]
    [InlineData("lead.uk")]
    public async Task Withdraw_OfSomebodyElse_FindsNothing(string name)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned);

        await Assert.ThrowsAsync<NotFoundException>(() => WithdrawAsync(review, name));
    }

    private static Task<int> WithdrawAsync(Review review, string name, string reason = "The plan has changed.") => new Acts(review.Database, review.World).AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<WithdrawSubmissionHandler>().HandleAsync(new WithdrawSubmission(review.World.EsaId, reason), by, default);
        return 0;
    });
}
