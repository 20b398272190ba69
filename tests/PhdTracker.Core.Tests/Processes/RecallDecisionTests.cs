using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

/// <summary>Somebody takes back their own answer: only while nobody has acted on it, and as a new event.</summary>
public class RecallDecisionTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Recall_NextQuestionIsOpen_AsksAnewAndKeepsWhatWasSaid(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        var first = (await review.TaskAsync("lead")).Id;

        await RecallAsync(review, "lead.uk", first);

        Assert.Equal(["lead", "partner"], await review.OpenAsync());
        Assert.Equal(TaskState.Cancelled, (await review.TaskAsync("director")).State);
        Assert.Equal(DecisionKind.Approved, await review.Database.AskAsync(db => db.Decisions.Where(d => d.TaskId == first).Select(d => d.Kind).SingleAsync()));
        var told = await review.Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "DecisionRecalled").Select(n => n.RecipientId!.Value).ToListAsync());
        Assert.Contains(review.World.People["director.uk"], told);
        Assert.Contains(review.World.People["student.uk"], told);
        Assert.DoesNotContain(review.World.People["lead.uk"], told);
        var history = await review.Database.InScopeAsync(services => services.GetRequiredService<CaseHistories>().OfAsync(review.World.EsaId, Texts.English, true, default));
        Assert.Contains(history, h => h.What == "recalled their own answer; it is asked again" && h.Comment == "I opened the wrong file.");
        Assert.Contains(history, h => h.What == "approved it");
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned);
        Assert.Equal(MilestoneState.Returned, await review.StateAsync());
    }

    [Fact]
    public async Task Recall_AfterItPassed_LiesWithTheDirectorAgain()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        await review.DecideAsync("director.uk", "director", DecisionKind.Approved);

        await RecallAsync(review, "director.uk", (await review.TaskAsync("director")).Id);

        Assert.Equal(MilestoneState.Submitted, await review.StateAsync());
        Assert.Equal(["director"], await review.OpenAsync());
    }

    [Fact]
    public async Task Recall_SomebodyHasActedOnIt_SaysWhyAndChangesNothing()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        await review.DecideAsync("director.uk", "director", DecisionKind.Returned);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(async () => await RecallAsync(review, "lead.uk", (await review.TaskAsync("lead")).Id));

        Assert.Equal("RecallActedOn", refused.Code);
        Assert.Equal((MilestoneState.Returned, 0), (await review.StateAsync(), await review.Database.AskAsync(db => db.DecisionReversals.CountAsync())));
    }

    [Fact]
    public async Task Recall_OpinionOnWhichADecisionMayRest_IsRefused()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.fr", "partner", DecisionKind.Reserved);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        Assert.Equal("RecallActedOn", (await Assert.ThrowsAsync<DomainRuleException>(async () => await RecallAsync(review, "lead.fr", (await review.TaskAsync("partner")).Id))).Code);
    }

    [Fact]
    public async Task Recall_OpinionBeforeTheDecision_IsAskedAgain()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.fr", "partner", DecisionKind.Reserved);

        await RecallAsync(review, "lead.fr", (await review.TaskAsync("partner")).Id);

        Assert.Equal(["lead", "partner"], await review.OpenAsync());
        Assert.Equal(MilestoneState.Submitted, await review.StateAsync());
    }

    [Theory]
    [InlineData("director.uk")]
    [InlineData("office.uk")]
    [InlineData("student.uk")]
    public async Task Recall_AnswerOfSomebodyElse_FindsNothing(string name)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        await Assert.ThrowsAsync<NotFoundException>(async () => await RecallAsync(review, name, (await review.TaskAsync("lead")).Id));
    }

    [Fact]
    public async Task Recall_SecondClick_IsRefused()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        var task = (await review.TaskAsync("lead")).Id;
        await RecallAsync(review, "lead.uk", task);

        Assert.Equal("DecisionAlreadyReversed", (await Assert.ThrowsAsync<DomainRuleException>(() => RecallAsync(review, "lead.uk", task))).Code);
    }

    [Fact]
    public async Task Recall_WithoutReason_IsRefusedAtTheReason()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(async () => await RecallAsync(review, "lead.uk", (await review.TaskAsync("lead")).Id, "  "));

        Assert.Equal(("ReversalReasonMissing", "Reason"), (refused.Code, refused.Field));
    }

    [Fact]
    public async Task Recall_WhileOthersAreAwaited_KeepsTheirAnswersAndAsksAgain()
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", "\"complete\": \"all\"");
        await shared.DecideAsync(SharedTask.Panel[0]);
        await shared.DecideAsync(SharedTask.Panel[1]);

        await shared.Acts.AsAsync(SharedTask.Panel[0], async (services, by) =>
        {
            await services.GetRequiredService<RecallDecisionHandler>().HandleAsync(new RecallDecision(shared.Id, "I opened the wrong file."), by, default);
            return 0;
        });

        Assert.Equal(new[] { SharedTask.Panel[0], SharedTask.Panel[2] }.Order(StringComparer.Ordinal), await shared.AskedAsync());
        var task = await shared.ReadAsync();
        Assert.Equal((2, 1), (task.Decisions.Count, task.Counted.Count()));
        await shared.DecideAsync(SharedTask.Panel[2]);
        Assert.Equal(TaskState.Open, (await shared.ReadAsync()).State);
        await shared.DecideAsync(SharedTask.Panel[0]);
        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    private static Task<int> RecallAsync(Review review, string name, int taskId, string reason = "I opened the wrong file.") => new Acts(review.Database, review.World).AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<RecallDecisionHandler>().HandleAsync(new RecallDecision(taskId, reason), by, default);
        return taskId;
    });
}
