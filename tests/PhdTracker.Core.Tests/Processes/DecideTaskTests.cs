using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

public sealed class DecideTaskTests
{
    public static TheoryData<string> EverybodyButTheLead => [.. World.Everybody.Where(name => name != "lead.uk")];

    [Theory]
    [MemberData(nameof(EverybodyButTheLead))]
    public async Task HandleAsync_SomebodyWhoIsNotAsked_FindsNothing(string name)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await Assert.ThrowsAsync<NotFoundException>(() => review.DecideAsync(name, "lead", DecisionKind.Approved));

        Assert.Equal(TaskState.Open, (await review.TaskAsync("lead")).State);
    }

    [Fact]
    public async Task HandleAsync_LeadOfTheOtherSide_GivesOnlyTheOpinion()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await Assert.ThrowsAsync<NotFoundException>(() => review.DecideAsync("lead.fr", "lead", DecisionKind.Approved));
        await review.DecideAsync("lead.fr", "partner", DecisionKind.Reserved);

        Assert.Equal((TaskState.Done, TaskState.Open), ((await review.TaskAsync("partner")).State, (await review.TaskAsync("lead")).State));
    }

    [Fact]
    public async Task HandleAsync_RoleEndedYesterday_IsToldAndChangesNothing()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var yesterday = review.Database.Clock.Today().AddDays(-1);
        await ChangeAsync(review, async db => (await db.SupervisorAssignments.SingleAsync(s => s.PersonId == review.World.People["lead.uk"] && s.CandidatureId == review.World.UkCandidatureId)).End(yesterday));

        var told = await Assert.ThrowsAsync<DomainRuleException>(() => review.DecideAsync("lead.uk", "lead", DecisionKind.Approved));

        Assert.Equal("NoLongerAsked", told.Code);

        Assert.Equal(review.World.People["lead.uk"], Assert.Single((await review.TaskAsync("lead")).Assignees).PersonId);
    }

    [Fact]
    public async Task HandleAsync_UnknownTask_FindsNothing()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await Assert.ThrowsAsync<NotFoundException>(() => new Acts(review.Database, review.World).AsAsync("lead.uk", (services, by) =>
            services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(999_999, 0, DecisionKind.Approved, ""), by, default)));
    }

    [Fact]
    public async Task HandleAsync_Approved_IsAuditedAndTold()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved, "Well argued.");

        var entry = await review.Database.AskAsync(db => db.AuditEntries.OrderBy(e => e.Id).LastAsync());
        Assert.Equal(("DecideTask", "Task", "Well argued.", (int?)review.World.People["lead.uk"]), (entry.ActName, entry.SubjectKind, entry.Comment, entry.ById));
        var mails = await review.Database.AskAsync(db => db.Notifications.OrderBy(n => n.Id).Select(n => new { n.Kind, RecipientId = n.RecipientId!.Value }).ToListAsync());
        Assert.Contains(new { Kind = "StepApproved", RecipientId = review.World.People["student.uk"] }, mails);
        Assert.Contains(new { Kind = "DecisionAsked", RecipientId = review.World.People["director.uk"] }, mails);
    }

    [Fact]
    public async Task HandleAsync_OpinionCame_TellsWhoDecides()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await review.DecideAsync("lead.fr", "partner", DecisionKind.Unfavourable, "The plan is too broad.");

        var mail = await review.Database.AskAsync(db => db.Notifications.SingleAsync(n => n.Kind == "OpinionGiven"));
        Assert.Equal(review.World.People["lead.uk"], mail.RecipientId);
        Assert.DoesNotContain("too broad", mail.Text);
    }

    [Fact]
    public async Task HandleAsync_SecondClick_IsToldAndCountsOnce()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var task = await review.TaskAsync("lead");
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        var told = await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => AnswerAsync(review, "lead.uk", task, DecisionKind.Approved));

        Assert.Equal("You already answered it: it was approved on 23 Nov 2026, 09:00 London. Your answer of just now was not counted.", told.In(Texts.English));
        Assert.Equal(1, await review.Database.AskAsync(db => db.Decisions.CountAsync()));
    }

    [Fact]
    public async Task HandleAsync_SomebodyElseWasFaster_TellsWhoAndWhenInBothLanguages()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await SecondLeadAsync(review);
        var task = await review.TaskAsync("lead");
        await AnswerAsync(review, "lead.uk", task, DecisionKind.Approved);

        var told = await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => AnswerAsync(review, "nobody", task, DecisionKind.Rejected));

        Assert.StartsWith("It was already approved by Prof Niamh Sutcliffe on 23 Nov 2026, 09:00 London.", told.In(Texts.English));
        Assert.StartsWith("Cela a déjà été approuvé par Prof Niamh Sutcliffe, le 23 nov. 2026 à 09:00 (Londres).", told.In(Texts.French));
    }

    [Fact]
    public async Task HandleAsync_OpinionThatLapsed_IsTold()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var task = await review.TaskAsync("partner");
        review.Database.Clock.Advance(TimeSpan.FromDays(40));
        await review.ResumeDueAsync();

        var told = await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => AnswerAsync(review, "lead.fr", task, DecisionKind.Favourable));

        Assert.Contains("The time for this opinion was over", told.In(Texts.English));
    }

    [Fact]
    public async Task HandleAsync_ProcessCancelledASecondAgo_IsToldAndChangesNothing()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var task = await review.TaskAsync("lead");
        await review.Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            await services.GetRequiredService<ProcessRunner>().CancelAsync(db.Processes, null, default);
            await db.SaveChangesAsync();
        });

        var told = await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => AnswerAsync(review, "lead.uk", task, DecisionKind.Approved));

        Assert.StartsWith("The route was called off (23 Nov 2026", told.In(Texts.English), StringComparison.Ordinal);
        Assert.Equal(0, await review.Database.AskAsync(db => db.Decisions.CountAsync()));
    }

    [Fact]
    public async Task HandleAsync_OtherVersionThanSeen_IsStale()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var task = await review.TaskAsync("lead");

        await Assert.ThrowsAsync<StaleVersionException>(() => new Acts(review.Database, review.World).AsAsync("lead.uk", (services, by) =>
            services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version + 1, DecisionKind.Approved, ""), by, default)));
    }

    [Fact]
    public async Task HandleAsync_CommentTooLong_IsRefusedAtTheComment()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => review.DecideAsync("lead.uk", "lead", DecisionKind.Approved, new string('x', DecideTaskHandler.LongestComment + 1)));

        Assert.Equal(("CommentTooLong", "Comment"), (refused.Code, refused.Field));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task HandleAsync_TwoAnswerOneTaskAtOnce_ExactlyOneCounts(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        await SecondLeadAsync(review);
        var task = await review.TaskAsync("lead");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => TryAsync(review, i % 2 == 0 ? "lead.uk" : "nobody", task, i % 2 == 0 ? DecisionKind.Approved : DecisionKind.Rejected))));

        Assert.Equal(1, outcomes.Count(o => o is null));
        Assert.All(outcomes.OfType<Exception>(), e => Assert.IsType<TaskAlreadyClosedException>(e));
        Assert.Equal(1, await review.Database.AskAsync(db => db.Decisions.CountAsync(d => d.TaskId == task.Id)));
        Assert.Equal(1, await review.Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "DecideTask")));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task HandleAsync_TwoTasksOfOneCaseAtOnce_BothCount(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        var (lead, partner) = (await review.TaskAsync("lead"), await review.TaskAsync("partner"));

        var outcomes = await Task.WhenAll(
            Task.Run(() => TryAsync(review, "lead.uk", lead, DecisionKind.Approved)),
            Task.Run(() => TryAsync(review, "lead.fr", partner, DecisionKind.Favourable)));

        Assert.All(outcomes, Assert.Null);
        Assert.Equal(["director"], await review.OpenAsync());
        Assert.Equal(2, await review.Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "DecideTask")));
    }

    [Fact]
    public async Task HandleAsync_RejectedTwice_GivesTheRetakeThenFails()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Rejected);
        Assert.Equal(MilestoneState.Resubmit, await review.StateAsync());
        await review.SubmitAsync();

        await review.DecideAsync("lead.uk", "lead", DecisionKind.Rejected);

        Assert.Equal(MilestoneState.Failed, await review.StateAsync());
    }

    private static async Task<Exception?> TryAsync(Review review, string name, ProcessTask task, DecisionKind kind) =>
        await Record.ExceptionAsync(() => AnswerAsync(review, name, task, kind));

    private static Task<int> AnswerAsync(Review review, string name, ProcessTask task, DecisionKind kind) => new Acts(review.Database, review.World).AsAsync(name, async (services, by) =>
        (await services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, kind, "Because."), by, default)).Id);

    /// <summary>A second home lead, so that two people are asked the same.</summary>
    private static Task SecondLeadAsync(Review review) => ChangeAsync(review, async db =>
    {
        var candidature = await db.Candidatures.Include(c => c.Supervisors).Include(c => c.Studentship.Party).SingleAsync(c => c.Id == review.World.UkCandidatureId);
        candidature.Supervise(await db.Users.SingleAsync(p => p.Id == review.World.People["nobody"]), SupervisorKind.Lead, candidature.Studentship.Party, candidature.StartOn);
        await db.SaveChangesAsync();
    }, reask: true);

    private static Task ChangeAsync(Review review, Func<PhdTrackerDb, Task> change, bool reask = false) => review.Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        await change(db);
        if (reask)
            await services.GetRequiredService<TaskDesks>().ReaskAsync(default);
        await db.SaveChangesAsync();
    });
}
