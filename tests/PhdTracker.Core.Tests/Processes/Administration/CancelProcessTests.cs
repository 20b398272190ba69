using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Administration;

/// <summary>A route is called off: nobody is asked any more, the case can be sent on its way anew, and an answer that comes too late is told so.</summary>
public class CancelProcessTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Cancel_OfAMilestone_CanBeHandedInAgain(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);

        await review.Database.CancelAsync(review.World, "office.uk");

        Assert.Empty(await review.OpenAsync());
        Assert.Equal(MilestoneState.Returned, await review.StateAsync());
        Assert.Equal(MilestoneState.Returned, await review.Database.AskAsync(db => db.Milestones.Where(m => m.Id == review.World.JointReportId).Select(m => m.State).SingleAsync()));
        await review.SubmitAsync();
        Assert.Equal(["lead", "partner"], await review.OpenAsync());
        Assert.Equal(2, await review.Database.AskAsync(db => db.Processes.CountAsync()));
    }

    [Fact]
    public async Task Cancel_TellsEveryoneConcernedWhatItMeans()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await review.Database.CancelAsync(review.World, "office.uk");

        var mails = await review.Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "RouteCancelled").ToListAsync());
        Assert.Equal(["lead.fr", "lead.uk", "office.fr", "student.uk"], await review.Database.ToldAsync(review.World, "RouteCancelled"));
        Assert.All(mails, m => Assert.Contains(Repair.Why, m.Text, StringComparison.Ordinal));
        Assert.Contains(mails, m => m.Text.Contains(Texts.English["CalledOff.Milestone"], StringComparison.Ordinal));
        Assert.Contains(mails, m => m.Text.Contains(Texts.French["CalledOff.Milestone"], StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Decide_OnWhatWasCalledOffASecondAgo_IsToldSo(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        var task = await review.TaskAsync("lead");
        await review.Database.CancelAsync(review.World, "office.uk");

        var refused = await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => review.Database.AsAsync<DecideTaskHandler, Decision>(review.World, "lead.uk", (handler, me) =>
            handler.HandleAsync(new DecideTask(task.Id, task.Version, DecisionKind.Approved, ""), me, default)));

        Assert.Contains(Texts.English["Task.Closed.CalledOff", Texts.English.DateTimeIn(review.Database.Clock.UtcNow(), "Europe/London")], refused.In(Texts.English), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task CancelAndDecide_AtOnce_OneCountsAndTheOtherIsTold(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        var task = await review.TaskAsync("lead");
        var (id, version) = await review.Database.ProcessAsync();

        var outcomes = await Task.WhenAll(
            AttemptAsync(() => review.Database.AsAsync<DecideTaskHandler, Decision>(review.World, "lead.uk", (h, me) => h.HandleAsync(new DecideTask(task.Id, task.Version, DecisionKind.Approved, ""), me, default))),
            AttemptAsync(() => review.Database.AsAsync<CancelProcessHandler, Process>(review.World, "office.uk", (h, me) => h.HandleAsync(new CancelProcess(id, version, Repair.Why), me, default))));

        var (decided, cancelled) = (outcomes[0] is null, outcomes[1] is null);
        Assert.True(decided != cancelled, $"{outcomes[0]} {outcomes[1]}");
        Assert.Equal(decided ? "ProcessWentOn" : "TaskAlreadyClosed", (outcomes[0] ?? outcomes[1])!.Code);
        Assert.Equal(decided ? ["director", "partner"] : [], await review.OpenAsync());
        Assert.Equal(decided ? 1 : 0, await review.Database.AskAsync(db => db.Decisions.CountAsync()));
    }

    [Fact]
    public async Task Cancel_Twice_IsRefused()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.Database.CancelAsync(review.World, "office.uk");

        await Repair.RefusedAsync("ProcessOver", () => review.Database.CancelAsync(review.World, "office.uk"));
        await Repair.RefusedAsync("ProcessOver", () => review.Database.RestartAsync(review.World, "office.uk"));
        await Repair.RefusedAsync("ProcessCancelled", () => review.Database.MoveBackAsync(review.World, "office.uk", "lead"));
        await Repair.RefusedAsync("ProcessOver", () => review.ReplaceAsync("office.uk", "lead.uk", "unit.uk"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Cancel_OfAProposal_ItsInvestigatorsSendItAnew(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var applying = await Applying.ToAsync(database, world);
        var id = await applying.AtDecisionAsync();

        await database.CancelAsync(world, "office.fr");

        Assert.Equal(ProposalState.Returned, await database.AskAsync(db => db.Proposals.Select(p => p.State).SingleAsync()));
        Assert.Contains("newcomer.uk", await database.ToldAsync(world, "RouteCancelled"));
        await applying.SendAsync("newcomer.uk", id);
        Assert.Equal(ProposalState.Confirming, await database.AskAsync(db => db.Proposals.Select(p => p.State).SingleAsync()));
        Assert.Equal(["confirm"], await database.AskAsync(db => db.Tasks.Where(t => t.State == TaskState.Open).Select(t => t.ActivityId).ToListAsync()));
    }

    [Fact]
    public async Task Skip_WhatPublishesOrDecidesForASide_IsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var applying = await Applying.ToAsync(database, world);
        var id = await applying.AtDecisionAsync();
        await Repair.RefusedAsync("StepNotSkippable", () => database.SkipAsync(world, "office.uk", "decide-home", "Approved"));
        await applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        await applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);
        var ((process, version), published) = (await database.ProcessAsync(), await database.AskAsync(db => db.Bookmarks.SingleAsync()));

        await Repair.RefusedAsync("StepNotSkippable", () => database.AsAsync<SkipStepHandler, Process>(world, "programme", (h, me) => h.HandleAsync(new SkipStep(process, version, published.BookmarkId, "Done", Repair.Why), me, default)));
    }

    [Fact]
    public async Task Cancel_OfAnAgreement_IsADraftAgainAndNothingElseTakesItBack()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await new Agreeing(new Acts(database, world), world).ToSigningAsync();
        await Repair.RefusedAsync("SignaturesStand", () => database.MoveBackAsync(world, "office.uk", "legal-home"));
        await Repair.RefusedAsync("SignaturesStand", () => database.RestartAsync(world, "office.uk"));
        await Repair.RefusedAsync("StepNotSkippable", () => database.SkipAsync(world, "office.uk", "investigator-home", "Signed"));

        await database.CancelAsync(world, "office.uk");

        var agreement = await database.AskAsync(db => db.Agreements.SingleAsync());
        Assert.Equal((AgreementState.Draft, (string?)null), (agreement.State, agreement.Hash));
        Assert.All(agreement.Signatures, s => Assert.NotNull(s.VoidedAt));
    }

    [Fact]
    public async Task Cancel_OfAnExamination_GivesTheEntryUpUntilItIsDecided()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var examination = new ExaminationActs(new Acts(database, world), world, database.Clock);
        await examination.EnterAsync();

        await database.CancelAsync(world, "office.uk");

        Assert.Equal(ExaminationState.Withdrawn, await database.AskAsync(db => db.Examinations.Select(e => e.State).SingleAsync()));
        await examination.EnterAsync();
        await database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            (await db.Examinations.Include(e => e.Candidature).SingleAsync(e => e.Id == examination.Id)).Follow("Corrections", database.Clock.UtcNow());
            await db.SaveChangesAsync();
        });
        await Repair.RefusedAsync("ExaminationNotWithdrawable", () => database.CancelAsync(world, "office.uk"));
    }

    [Fact]
    public async Task MoveBack_OfAnExamination_TakesBackWhatWasDoneSince()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var examination = new ExaminationActs(new Acts(database, world), world, database.Clock);
        await examination.ApproveAsync();
        await examination.HandInAsync();

        await database.MoveBackAsync(world, "office.uk", "nominate");

        var (state, candidature) = await database.AskAsync(async db => (await db.Examinations.Select(e => e.State).SingleAsync(), await db.Candidatures.Where(c => c.Id == world.UkCandidatureId).Select(c => c.State).SingleAsync()));
        Assert.Equal((ExaminationState.Nominating, CandidatureState.WritingUp), (state, candidature));
        Assert.Equal(["nominate"], await database.AskAsync(db => db.Tasks.Where(t => t.State == TaskState.Open).Select(t => t.ActivityId).ToListAsync()));
    }

    private static async Task<DomainRuleException?> AttemptAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (DomainRuleException refused)
        {
            return refused;
        }
    }
}
