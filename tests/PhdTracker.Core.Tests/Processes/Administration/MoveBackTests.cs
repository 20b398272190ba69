using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Administration;

/// <summary>A route is led by hand: back, over a step, from its start. What was said stays, and everyone concerned is told why.</summary>
public class MoveBackTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task MoveBack_ToAnAnsweredQuestion_AsksItAnewAndClosesWhatIsBehind(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        await review.Database.MoveBackAsync(review.World, "office.uk", "lead");

        Assert.Equal(["lead", "partner"], await review.OpenAsync());
        Assert.Equal(TaskState.Cancelled, (await review.TaskAsync("director")).State);
        Assert.Equal(1, await review.Database.AskAsync(db => db.Decisions.CountAsync()));
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        Assert.Equal(["director", "partner"], await review.OpenAsync());
    }

    [Fact]
    public async Task MoveBack_AfterItPassed_LiesWithThoseWhoDecideAgain()
    {
        await using var review = await PassedAsync();

        await review.Database.MoveBackAsync(review.World, "programme", "director");

        Assert.Equal(MilestoneState.Submitted, await review.StateAsync());
        Assert.Equal(["director"], await review.OpenAsync());
        Assert.Equal("Running", await review.Database.AskAsync(db => db.Processes.Select(p => p.Status).SingleAsync()));
    }

    [Fact]
    public async Task MoveBack_WhileTheStudentRevises_TheStudentIsAskedNoMore()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned);

        await review.Database.MoveBackAsync(review.World, "office.uk", "lead");

        Assert.Equal(MilestoneState.Submitted, await review.StateAsync());
        Assert.DoesNotContain("revise-for-lead", await review.OpenAsync());
    }

    [Fact]
    public async Task MoveBack_TellsEveryoneConcernedAndStandsInTheHistory()
    {
        await using var review = await PassedAsync();

        await review.Database.MoveBackAsync(review.World, "office.uk", "lead");

        Assert.Equal(["director.uk", "lead.fr", "lead.uk", "office.fr", "student.uk"], await review.Database.ToldAsync(review.World, "RouteMovedBack"));
        var history = await review.Database.InScopeAsync(services => services.GetRequiredService<CaseHistories>().OfAsync(review.World.EsaId, Texts.French, withComments: true, default));
        Assert.Equal((HistoryMark.Back, "a ramené le dossier à «\u00a0Décision de la direction de thèse\u00a0»", Repair.Why), history.Where(h => h.Comment == Repair.Why).Select(h => (h.Mark, h.What, h.Comment)).Single());
    }

    [Theory]
    [InlineData("lead")]
    [InlineData("partner")]
    [InlineData("director")]
    [InlineData("revise-for-lead")]
    [InlineData("no-such-step")]
    public async Task MoveBack_ToWhatIsOpenOrWasNeverAsked_IsRefused(string activity)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await Repair.RefusedAsync("NoSuchQuestion", () => review.Database.MoveBackAsync(review.World, "office.uk", activity));
    }

    [Fact]
    public async Task MoveBack_ANewerRouteHasBegun_IsRefused()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Rejected);
        var (id, version) = await review.Database.ProcessAsync();
        await review.SubmitAsync();

        await Repair.RefusedAsync("NewerProcessBegun", () => review.Database.AsAsync<MoveBackHandler, ProcessTask>(review.World, "office.uk", (h, me) => h.HandleAsync(new MoveBack(id, version, "lead", "Too late."), me, default)));
    }

    [Fact]
    public async Task MoveBack_SecondClick_SaysThatItWentOn()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        var (id, version) = await review.Database.ProcessAsync();
        var command = new MoveBack(id, version, "lead", Repair.Why);
        await review.Database.AsAsync<MoveBackHandler, ProcessTask>(review.World, "office.uk", (h, me) => h.HandleAsync(command, me, default));

        await Repair.RefusedAsync("ProcessWentOn", () => review.Database.AsAsync<MoveBackHandler, ProcessTask>(review.World, "office.uk", (h, me) => h.HandleAsync(command, me, default)));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Skip_ADecision_GoesOnAsIfItHadBeenAnswered(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);

        await review.Database.SkipAsync(review.World, "office.uk", "lead", "Approved");

        Assert.Equal(["director", "partner"], await review.OpenAsync());
        Assert.Equal(TaskState.Cancelled, (await review.TaskAsync("lead")).State);
        Assert.Equal(0, await review.Database.AskAsync(db => db.Decisions.CountAsync()));
        Assert.Equal(["lead.fr", "lead.uk", "office.fr", "student.uk"], await review.Database.ToldAsync(review.World, "StepSkipped"));
        Assert.Equal(Repair.Why, await review.Database.AskAsync(db => db.AuditEntries.Where(e => e.ActName == nameof(SkipStep)).Select(e => e.Comment).SingleAsync()));
    }

    [Fact]
    public async Task Skip_ADecision_HistoryRouteAndMailsNameTheStepAndTheOutcome()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await review.Database.SkipAsync(review.World, "office.uk", "partner", "Lapsed");
        await review.Database.SkipAsync(review.World, "office.uk", "lead", "Rejected");

        var history = await review.Database.InScopeAsync(services => services.GetRequiredService<CaseHistories>().OfAsync(review.World.EsaId, Texts.English, withComments: true, default));
        Assert.Equal(
            ["skipped “Opinion of the partner supervisor”; the route went on as no answer in time", "skipped “Decision of the lead supervisor”; the route went on as rejected"],
            history.Where(h => h.Comment == Repair.Why).Select(h => h.What).OrderByDescending(what => what, StringComparer.Ordinal));
        var mail = await review.Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "StepSkipped" && n.RecipientId == review.World.People["student.uk"]).OrderBy(n => n.Id).LastAsync());
        Assert.Contains("“Decision of the lead supervisor”", mail.Text, StringComparison.Ordinal);
        Assert.Contains("the route went on as rejected", mail.Text, StringComparison.Ordinal);
        Assert.Contains(Repair.Why, mail.Text, StringComparison.Ordinal);
        var lead = (await review.Database.InScopeAsync(services => services.GetRequiredService<CaseRoutes>().OfAsync(review.World.EsaId, Texts.English, default))).Single(s => s.ActivityId == "lead");
        Assert.Equal(("skipped", new RouteLine("Grace Okafor", null, "skipped, as rejected, 23 Nov 2026")), (lead.Said, lead.Lines.Single()));
        var drawn = (await review.Database.InScopeAsync(services => services.GetRequiredService<CaseRoutes>().WholeAsync(review.World.EsaId, Texts.English, default))).Diagram!;
        Assert.Equal(("skipped", "not reached"), (drawn.Nodes.Single(n => n.ActivityId == "lead").Said, drawn.Nodes.Single(n => n.ActivityId == "director").Said));
        Assert.DoesNotContain(drawn.Nodes, n => n.Said == "possible");
    }

    [Fact]
    public async Task Skip_ThenMovedBackThere_IsAskedAndNotSkippedAnyMore()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.Database.SkipAsync(review.World, "office.uk", "lead", "Approved");
        await review.Database.MoveBackAsync(review.World, "office.uk", "lead");
        await review.Database.CancelAsync(review.World, "office.uk");

        var drawn = (await review.Database.InScopeAsync(services => services.GetRequiredService<CaseRoutes>().WholeAsync(review.World.EsaId, Texts.English, default))).Diagram!;

        Assert.Equal("no longer needed", drawn.Nodes.Single(n => n.ActivityId == "lead").Said);
    }

    [Fact]
    public async Task Skip_AsReturned_AsksTheStudentForANewVersion()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await review.Database.SkipAsync(review.World, "office.uk", "lead", "Returned");

        Assert.Equal(MilestoneState.Returned, await review.StateAsync());
        Assert.Equal(["student.uk"], await review.Database.ToldAsync(review.World, "NewVersionAsked"));
        await review.SubmitAsync();
        Assert.Contains("lead", await review.OpenAsync());
    }

    [Fact]
    public async Task Skip_AnOpinion_AsIfItHadLapsed()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await review.Database.SkipAsync(review.World, "office.uk", "partner", "Lapsed");

        Assert.Equal(["lead"], await review.OpenAsync());
    }

    [Theory]
    [InlineData("lead", "Lapsed")]
    [InlineData("lead", "Done")]
    [InlineData("lead", "")]
    public async Task Skip_WithAnOutcomeThatItCannotHave_IsRefused(string activity, string outcome)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await Repair.RefusedAsync("OutcomeMissing", () => review.Database.SkipAsync(review.World, "office.uk", activity, outcome));
    }

    [Fact]
    public async Task Skip_ANewVersionThatNobodyHandedIn_OnlyEndsTheRoute()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned);

        await Repair.RefusedAsync("OutcomeMissing", () => review.Database.SkipAsync(review.World, "office.uk", "revise-for-lead", "Submitted"));
        await review.Database.SkipAsync(review.World, "office.uk", "revise-for-lead", "Withdrawn");

        Assert.Equal("Finished", await review.Database.AskAsync(db => db.Processes.Select(p => p.SubStatus).SingleAsync()));
        Assert.Equal(MilestoneState.Returned, await review.StateAsync());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Restart_AtAnyStep_AsksFromTheFirstQuestion(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        await review.DecideAsync("lead.fr", "partner", DecisionKind.Favourable);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        await review.DecideAsync("director.uk", "director", DecisionKind.Returned);

        await review.Database.RestartAsync(review.World, "office.uk");

        Assert.Equal(["lead", "partner"], await review.OpenAsync());
        Assert.Equal(MilestoneState.Submitted, await review.StateAsync());
        Assert.Equal(3, await review.Database.AskAsync(db => db.Decisions.CountAsync()));
        Assert.Equal(["director.uk", "lead.fr", "lead.uk", "office.fr", "student.uk"], await review.Database.ToldAsync(review.World, "RouteRestarted"));
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        Assert.Equal(["director", "partner"], await review.OpenAsync());
    }

    [Fact]
    public async Task Restart_ItHasEnded_IsRefused()
    {
        await using var review = await PassedAsync();

        await Repair.RefusedAsync("ProcessOver", () => review.Database.RestartAsync(review.World, "office.uk"));
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("auditor")]
    [InlineData("director.uk")]
    public async Task Acts_BySomebodyWithoutThePermission_AreNotFound(string who)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        await Assert.ThrowsAsync<NotFoundException>(() => review.Database.MoveBackAsync(review.World, who, "lead"));
        await Assert.ThrowsAsync<NotFoundException>(() => review.Database.SkipAsync(review.World, who, "director", "Approved"));
        await Assert.ThrowsAsync<NotFoundException>(() => review.Database.RestartAsync(review.World, who));
        await Assert.ThrowsAsync<NotFoundException>(() => review.Database.CancelAsync(review.World, who));
    }

    [Fact]
    public async Task Acts_WithoutReason_AreRefused()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        await Repair.RefusedAsync("ProcessReasonMissing", () => review.Database.MoveBackAsync(review.World, "office.uk", "lead", " "));
        await Repair.RefusedAsync("ProcessReasonMissing", () => review.Database.SkipAsync(review.World, "office.uk", "director", "Approved", ""));
        await Repair.RefusedAsync("ProcessReasonMissing", () => review.Database.RestartAsync(review.World, "office.uk", ""));
        await Repair.RefusedAsync("ProcessReasonTooLong", () => review.Database.CancelAsync(review.World, "office.uk", new string('x', ManagedProcesses.LongestReason + 1)));
        Assert.Equal(["director", "partner"], await review.OpenAsync());
    }

    private static async Task<Review> PassedAsync()
    {
        var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.fr", "partner", DecisionKind.Favourable);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        await review.DecideAsync("director.uk", "director", DecisionKind.Approved);
        return review;
    }
}
