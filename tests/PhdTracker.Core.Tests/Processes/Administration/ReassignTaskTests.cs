using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Administration;

/// <summary>Somebody else is asked, in one task or in a whole process: the route asks them, roles stay as they are, and those concerned are told.</summary>
public class ReassignTaskTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Reassign_ToAnotherOfTheSide_TheyAnswerAndTheFirstDoesNot(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);

        await review.ReassignAsync("office.uk", "lead", "unit.uk");

        Assert.Equal(["unit.uk"], await review.AskedAsync("lead"));
        Assert.Equal("NoLongerAsked", (await Assert.ThrowsAsync<DomainRuleException>(() => review.DecideAsync("lead.uk", "lead", DecisionKind.Approved))).Code);
        await review.DecideAsync("unit.uk", "lead", DecisionKind.Approved);
        Assert.Equal(["director", "partner"], await review.OpenAsync());
    }

    [Fact]
    public async Task Reassign_RolesAreLookedAtAgain_StaysWithWhomItWasGiven()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.ReassignAsync("office.uk", "lead", "unit.uk");

        var moved = await review.Database.InScopeAsync(services => services.GetRequiredService<TaskDesks>().ReaskAsync(default));

        Assert.Equal(0, moved);
        Assert.Equal(["unit.uk"], await review.AskedAsync("lead"));
    }

    [Fact]
    public async Task Reassign_TellsWhoHeldItAndWhoHoldsItNowAndKeepsWhy()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await review.ReassignAsync("office.uk", "partner", "programme");

        Assert.Equal(["lead.fr"], await review.Database.ToldAsync(review.World, "TaskMovedAway"));
        Assert.Equal(["programme"], await review.Database.ToldAsync(review.World, "TaskMovedHere"));
        var mails = await review.Database.AskAsync(db => db.Notifications.Where(n => n.Kind.StartsWith("TaskMoved")).ToListAsync());
        Assert.All(mails, m => Assert.Contains(Repair.Why, m.Text, StringComparison.Ordinal));
        var entry = await review.Database.AskAsync(db => db.AuditEntries.SingleAsync(e => e.ActName == nameof(ReassignTask)));
        Assert.Equal((Repair.Why, "Process", review.World.People["office.uk"]), (entry.Comment, entry.SubjectKind, entry.ById));
        var history = await review.Database.InScopeAsync(services => services.GetRequiredService<CaseHistories>().OfAsync(review.World.EsaId, Texts.English, withComments: true, default));
        var programme = await NameAsync(review, "programme");
        Assert.Contains(history, h => h.What == $"asked {programme} instead of Dr Aïcha Benoît: “Opinion of the partner supervisor”" && h.Comment == Repair.Why);
    }

    [Fact]
    public async Task History_OfSeveralActs_TellsWhoCameForWhomInEach()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var (unit, registry) = (await NameAsync(review, "unit.uk"), await NameAsync(review, "registry.uk"));
        await review.ReassignAsync("office.uk", "lead", "unit.uk");
        await review.ReassignAsync("office.uk", "lead", "registry.uk");
        await review.ReplaceAsync("office.uk", "director.uk", "unit.uk");

        Task<List<string>> ToldAsync(bool names) => review.Database.InScopeAsync(async services => (await ProcessHistory.ActsAsync(
            services.GetRequiredService<PhdTrackerDb>(), services.GetRequiredService<PhdTrackerDb>().Processes, Texts.English, "Europe/London", true, names, default)).Select(h => h.What).ToList());

        Assert.Equal(
            [$"asked {unit} instead of Prof Niamh Sutcliffe: “Decision of the lead supervisor”", $"asked {registry} instead of {unit}: “Decision of the lead supervisor”", $"had {unit} asked instead of {await NameAsync(review, "director.uk")} in this route from now on"],
            await ToldAsync(names: true));
        Assert.Equal(["asked somebody else: “Decision of the lead supervisor”", "asked somebody else: “Decision of the lead supervisor”", Texts.English["Act.ReplacePerson"]], await ToldAsync(names: false));
    }

    private static Task<string> NameAsync(Review review, string name) => review.Database.AskAsync(async db => (await db.Users.SingleAsync(p => p.Id == review.World.People[name])).DisplayName);

    [Theory]
    [InlineData("lead", "student.uk", "PersonNotAskable")]
    [InlineData("lead", "other.lead.uk", "PersonNotAskable")]
    [InlineData("lead", "office.fr", "PersonNotAskable")]
    [InlineData("lead", "admin", "PersonNotAskable")]
    [InlineData("lead", "auditor", "PersonNotAskable")]
    [InlineData("lead", "lead.fr", "OtherSideAsked")]
    [InlineData("partner", "unit.uk", "OtherSideAsked")]
    [InlineData("lead", "lead.uk", "AskedAlready")]
    public async Task Reassign_ToSomebodyWhoMayNotAnswer_IsRefused(string activity, string to, string code)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        var refused = await Repair.RefusedAsync(code, () => review.ReassignAsync("programme", activity, to));

        Assert.Equal("PersonId", refused.Field);
        Assert.Empty(await review.Database.AskAsync(db => db.ProcessReplacements.ToListAsync()));
    }

    [Fact]
    public async Task Reassign_WhatTheStudentHandsIn_IsRefused()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned);

        await Repair.RefusedAsync("StudentTaskStays", () => review.ReassignAsync("office.uk", "revise-for-lead", "unit.uk"));
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("auditor")]
    [InlineData("lead.uk")]
    [InlineData("student.uk")]
    [InlineData("nobody")]
    public async Task Reassign_BySomebodyWithoutThePermission_IsNotFound(string who)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await Assert.ThrowsAsync<NotFoundException>(() => review.ReassignAsync(who, "lead", "unit.uk"));
    }

    [Fact]
    public async Task Reassign_ItWasAnsweredMeanwhile_SaysSo()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var ((id, version), task) = (await review.Database.ProcessAsync(), await review.TaskAsync("lead"));
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        var command = new ReassignTask(id, version, task.Id, null, review.World.People["unit.uk"], Repair.Why);

        await Repair.RefusedAsync("ProcessWentOn", () => review.Database.AsAsync<ReassignTaskHandler, Core.People.Person>(review.World, "office.uk", (h, me) => h.HandleAsync(command, me, default)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Reassign_WithoutReason_IsRefused(string reason)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        var refused = await Repair.RefusedAsync("ProcessReasonMissing", () => review.ReassignAsync("office.uk", "lead", "unit.uk", reason: reason));

        Assert.Equal("Reason", refused.Field);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Replace_BeforeTheirStep_TheRouteAsksTheOtherWhenItComesThere(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);

        await review.ReplaceAsync("office.uk", "director.uk", "registry.uk");
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        Assert.Equal(["registry.uk"], await review.AskedAsync("director"));
        Assert.Contains("registry.uk", await review.Database.ToldAsync(review.World, "DecisionAsked"));
        Assert.Equal(["director.uk"], await review.Database.ToldAsync(review.World, "ReplacedInProcess"));
        Assert.Equal(["registry.uk"], await review.Database.ToldAsync(review.World, "AskedInProcess"));
        await Assert.ThrowsAsync<NotFoundException>(() => review.DecideAsync("director.uk", "director", DecisionKind.Approved));
        await review.DecideAsync("registry.uk", "director", DecisionKind.Approved);
    }

    [Fact]
    public async Task Replace_AskedNow_MovesWhatIsOpenAndWhatIsAskedAgain()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await review.ReplaceAsync("office.uk", "lead.uk", "unit.uk");

        Assert.Equal(["unit.uk"], await review.AskedAsync("lead"));
        Assert.Equal(["lead.fr"], await review.AskedAsync("partner"));
        await review.DecideAsync("unit.uk", "lead", DecisionKind.Returned);
        await review.SubmitAsync();
        Assert.Equal(["unit.uk"], await review.AskedAsync("lead"));
    }

    [Fact]
    public async Task Replace_TheOneWhoTookTheirPlace_GoesOnFromThere()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.ReplaceAsync("office.uk", "lead.uk", "unit.uk");

        await review.ReplaceAsync("office.uk", "unit.uk", "lead.uk");

        Assert.Equal(["lead.uk"], await review.AskedAsync("lead"));
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
    }

    [Fact]
    public async Task Replace_InOneProcess_LeavesOthersAlone()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.ReplaceAsync("office.uk", "lead.fr", "programme");

        await new Acts(review.Database, review.World).HandInAsync("student.fr", review.World.CsiId);

        Assert.Equal(review.World.People["lead.fr"], await review.Database.AskAsync(db =>
            db.TaskAssignees.Where(a => a.Task.Process.MilestoneId == review.World.CsiId && a.Task.AskedOf == "lead:home" && a.State == SeatState.Asked).Select(a => a.PersonId).SingleAsync()));
    }

    [Theory]
    [InlineData("unit.uk", "registry.uk", "NotAskedInRoute")]
    [InlineData("student.uk", "registry.uk", "NotAskedInRoute")]
    [InlineData("lead.uk", "lead.uk", "ReplacedByThemselves")]
    [InlineData("director.uk", "lead.fr", "OtherSideAsked")]
    [InlineData("director.uk", "student.uk", "PersonNotAskable")]
    public async Task Replace_WhoOrByWhomDoesNotFit_IsRefused(string insteadOf, string to, string code)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        await Repair.RefusedAsync(code, () => review.ReplaceAsync("office.uk", insteadOf, to));
    }

    [Fact]
    public async Task Replace_WhoCameHasLeft_TheRouteAsksTheFirstAgain()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.ReplaceAsync("office.uk", "lead.uk", "unit.uk");
        await review.Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            (await db.Users.SingleAsync(p => p.Id == review.World.People["unit.uk"])).CloseAccount();
            await db.SaveChangesAsync();
            await services.GetRequiredService<TaskDesks>().ReaskAsync(default);
            await db.SaveChangesAsync();
        });

        Assert.Equal(["lead.uk"], await review.AskedAsync("lead"));
    }
}
