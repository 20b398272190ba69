using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

/// <summary>The route milestone-review, run through the commands that people use.</summary>
public class MilestoneReviewTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Submit_FirstVersion_AsksLeadAndPartner(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);

        Assert.Equal(["lead", "partner"], await review.OpenAsync());
        var partner = await review.TaskAsync("partner");
        Assert.Equal((TaskKind.Opinion, "lead:partner"), (partner.Kind, partner.AskedOf));
        // Monday 23 November 2026, 09:00 UTC: ten working days of France later.
        Assert.Equal(new DateOnly(2026, 12, 7), partner.LapsesOn);
        Assert.Equal(new DateOnly(2026, 12, 7), (await review.TaskAsync("lead")).DueOn);
        Assert.Equal(MilestoneState.Submitted, await review.StateAsync());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Decide_LeadAndDirectorApprove_MilestoneAndItsEquivalentArePassed(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);

        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        Assert.Equal(["director", "partner"], await review.OpenAsync());
        await review.DecideAsync("director.uk", "director", DecisionKind.Approved);

        Assert.Equal(MilestoneState.Passed, await review.StateAsync());
        Assert.Equal(MilestoneState.Passed, await review.Database.AskAsync(db => db.Milestones.Where(m => m.Id == review.World.JointReportId).Select(m => m.State).SingleAsync()));
        Assert.Equal(TaskState.Cancelled, (await review.TaskAsync("partner")).State);
        Assert.Equal("Finished", await review.Database.AskAsync(db => db.Processes.Select(p => p.SubStatus).SingleAsync()));
        Assert.Equal(0, await review.Database.AskAsync(db => db.Incidents.CountAsync()));
    }

    [Fact]
    public async Task Decide_ReturnedThenApproved_SecondVersionIsDecidedAnew()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.fr", "partner", DecisionKind.Reserved);

        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned);
        Assert.Equal(["revise-for-lead"], await review.OpenAsync());
        Assert.Equal(MilestoneState.Returned, await review.StateAsync());
        await review.SubmitAsync();

        Assert.Equal(["lead", "partner"], await review.OpenAsync());
        Assert.Equal(2, (await review.TaskAsync("lead")).Submission!.Number);
    }

    [Fact]
    public async Task Decide_ReturnedWhileTheOpinionIsOpen_AsksItAgainForTheNewVersion()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var first = (await review.TaskAsync("partner")).Id;

        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned);
        await review.SubmitAsync();

        Assert.NotEqual(first, (await review.TaskAsync("partner")).Id);
        Assert.Equal(TaskState.Cancelled, await review.Database.AskAsync(db => db.Tasks.Where(t => t.Id == first).Select(t => t.State).SingleAsync()));
    }

    [Fact]
    public async Task Decide_DirectorReturns_StudentThenLeadAreAskedAgain()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        await review.DecideAsync("director.uk", "director", DecisionKind.Returned);
        // The partner's question about the first version is still open meanwhile.
        Assert.Equal(["partner", "revise-for-director"], await review.OpenAsync());
        await review.SubmitAsync();

        Assert.Equal(["lead", "partner"], await review.OpenAsync());
    }

    [Fact]
    public async Task Decide_Rejected_OneRetakeThenFailed()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Rejected);
        Assert.Equal(MilestoneState.Resubmit, await review.StateAsync());
        Assert.Empty(await review.OpenAsync());

        await review.SubmitAsync();
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Rejected);

        Assert.Equal(MilestoneState.Failed, await review.StateAsync());
        Assert.Equal(2, await review.Database.AskAsync(db => db.Processes.CountAsync(p => p.Status == "Finished")));
    }

    [Fact]
    public async Task Decide_ApprovedWithConditions_KeepsTheConditions()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await review.DecideAsync("lead.uk", "lead", DecisionKind.ApprovedWithConditions, "Add the control without flow.");
        await review.DecideAsync("director.uk", "director", DecisionKind.Approved);

        var milestone = await review.Database.AskAsync(db => db.Milestones.SingleAsync(m => m.Id == review.World.EsaId));
        Assert.Equal((MilestoneState.PassedWithConditions, "Add the control without flow."), (milestone.State, milestone.Conditions));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Decide_TwoSetsOfTheLongestConditions_KeepsBoth(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        var (first, second) = (new string('a', DecideTaskHandler.LongestComment), new string('b', DecideTaskHandler.LongestComment));

        await review.DecideAsync("lead.uk", "lead", DecisionKind.ApprovedWithConditions, first);
        review.Database.Clock.Advance(TimeSpan.FromHours(1));
        await review.DecideAsync("director.uk", "director", DecisionKind.ApprovedWithConditions, second);

        Assert.Equal($"{first}\n\n{second}", await review.Database.AskAsync(db => db.Milestones.Where(m => m.Id == review.World.EsaId).Select(m => m.Conditions).SingleAsync()));
    }

    [Fact]
    public async Task ResumeDue_AProcessThatCannotBeRead_HoldsUpNoOther()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await new Acts(review.Database, review.World).HandInAsync("other.student.uk", review.World.OtherEsaId);
        await review.Database.AskAsync(db => db.Processes.Where(p => p.MilestoneId == review.World.EsaId).ExecuteUpdateAsync(s => s.SetProperty(p => p.State, "broken")));
        review.Database.Clock.Set(new DateTimeOffset(2026, 12, 8, 9, 0, 0, TimeSpan.Zero));

        var told = await Assert.ThrowsAsync<AggregateException>(review.ResumeDueAsync);

        Assert.Single(told.InnerExceptions);
        Assert.Equal(TaskState.Lapsed, await review.Database.AskAsync(db => db.Tasks.Where(t => t.Process.MilestoneId == review.World.OtherEsaId && t.Kind == TaskKind.Opinion).Select(t => t.State).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task ResumeDue_OpinionNotGiven_LapsesAtTheEndOfItsDayInParis(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);

        review.Database.Clock.Set(new DateTimeOffset(2026, 12, 7, 22, 59, 0, TimeSpan.Zero));
        Assert.Equal(0, await review.ResumeDueAsync());
        review.Database.Clock.Set(new DateTimeOffset(2026, 12, 7, 23, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await review.ResumeDueAsync());
        Assert.Equal(0, await review.ResumeDueAsync());

        Assert.Equal(TaskState.Lapsed, (await review.TaskAsync("partner")).State);
        Assert.Equal(["lead"], await review.OpenAsync());
    }

    [Fact]
    public async Task Submit_FirstVersion_MailsLinkToTheTaskInTheReadersLanguage()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        var mails = await review.Database.AskAsync(db => db.Notifications.Include(n => n.Recipient).OrderBy(n => n.Kind).ToListAsync());

        Assert.Equal(["DecisionAsked", "OpinionAsked"], mails.Select(m => m.Kind));
        Assert.Contains($"/tasks/{(await review.TaskAsync("lead")).Id}", mails[0].Text, StringComparison.Ordinal);
        Assert.Contains("7 décembre 2026", mails[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_Route_KeepsOneJournalEntryPerBurst()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        var journal = await review.Database.AskAsync(db => db.Journal.OrderBy(j => j.Sequence).ToListAsync());

        Assert.Equal([1, 7], journal.Select(j => j.Sequence));
        Assert.Equal("""[["lead","completed","Approved"],["director","started"]]""", journal[1].Lines);
        Assert.Equal(review.World.People["lead.uk"], journal[1].ById);
    }
}
