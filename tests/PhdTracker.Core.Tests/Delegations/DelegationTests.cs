using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Tests.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Delegations;

public class DelegationTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Create_WhatWaits_ComesToTheDelegateWhoAnswersOnBehalf(DatabaseProvider provider)
    {
        await using var shared = await SharedTask.AskedAsync("lead:both", provider: provider);

        await DelegateAsync(shared, "lead.uk", "unit.uk");

        Assert.Equal(["lead.fr", "lead.uk", "unit.uk"], await shared.AskedAsync());
        Assert.Contains("unit.uk", await shared.ToldAsync("DecisionAsked"));
        Assert.Equal(["unit.uk"], await shared.ToldAsync("DelegationGiven"));
        Assert.Equal(["lead.uk"], await shared.ToldAsync("DelegationMade"));

        await shared.DecideAsync("unit.uk");

        var decision = Assert.Single((await shared.ReadAsync()).Decisions);
        Assert.Equal((shared.World.People["unit.uk"], (int?)shared.World.People["lead.uk"], (int?)shared.World.UkPartyId), (decision.ById, decision.OnBehalfOfId, decision.PartyId));
        Assert.Equal(["lead.fr"], await shared.AskedAsync());
        Assert.Equal(["lead.uk"], await shared.ToldAsync("AnsweredForYou"));
        Assert.Contains($"/tasks/{shared.Id}/recall", await shared.Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "AnsweredForYou").Select(n => n.Text).SingleAsync()), StringComparison.Ordinal);
        var entry = await shared.Database.AskAsync(db => db.AuditEntries.SingleAsync(e => e.ActName == "DecideTask"));
        Assert.Equal((int?)shared.World.People["lead.uk"], entry.OnBehalfOfId);
        await shared.DecideAsync("lead.fr");
        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    [Fact]
    public async Task All_DelegateAnswered_PrincipalHasAnsweredToo()
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", "\"complete\": \"all\"");
        await DelegateAsync(shared, "unit.uk", "lead.uk");
        await shared.DecideAsync("lead.uk");

        Assert.Equal("TaskAlreadyAnswered", (await Assert.ThrowsAsync<DomainRuleException>(() => shared.DecideAsync("unit.uk"))).Code);

        await shared.DecideAsync("registry.uk");
        await shared.DecideAsync("newcomer.uk");
        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    [Fact]
    public async Task Create_DelegateIsAskedThemselves_SitsOnce()
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", "\"complete\": \"all\"", panel: ["office.uk", "registry.uk", "newcomer.uk"]);

        await DelegateAsync(shared, "office.uk", "registry.uk");
        await shared.DecideAsync("registry.uk");

        Assert.Null(Assert.Single((await shared.ReadAsync()).Decisions).OnBehalfOfId);
        Assert.Equal(["newcomer.uk", "office.uk"], await shared.AskedAsync());
    }

    [Fact]
    public async Task Create_OfOneKind_CoversThatKindOnly()
    {
        await using var shared = await SharedTask.AskedAsync("lead:home");

        await DelegateAsync(shared, "lead.uk", "unit.uk", SubjectKind.Proposal);
        Assert.Equal(["lead.uk"], await shared.AskedAsync());
        await DelegateAsync(shared, "lead.uk", "director.uk", SubjectKind.Milestone);

        Assert.Equal(["director.uk", "lead.uk"], await shared.AskedAsync());
    }

    [Theory]
    [InlineData("student.uk", "DelegateNotPossible")]
    [InlineData("lead.fr", "DelegateNotPossible")]
    [InlineData("nobody", "DelegateNotPossible")]
    [InlineData("other.lead.uk", "DelegateNotPossible")]
    [InlineData("office.uk", "DelegateNotPossible")]
    [InlineData("auditor", "DelegateNotPossible")]
    [InlineData("lead.uk", "DelegationToOneself")]
    public async Task Create_ToSomebodyWithNoBusinessThere_IsRefused(string name, string code)
    {
        await using var shared = await SharedTask.AskedAsync("lead:home");

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => DelegateAsync(shared, "lead.uk", name));

        Assert.Equal((code, "DelegateId"), (refused.Code, refused.Field));
        Assert.Equal(0, await shared.Database.AskAsync(db => db.Delegations.CountAsync()));
    }

    [Fact]
    public async Task Create_HeadOfAUnitToTheOfficeOfTheSide_IsRefused()
    {
        await using var shared = await SharedTask.AskedAsync("unit:home");

        Assert.Equal("DelegateNotPossible", (await Assert.ThrowsAsync<DomainRuleException>(() => DelegateAsync(shared, "unit.uk", "office.uk"))).Code);
    }

    [Theory]
    [InlineData("lead.uk", "director.uk,unit.uk")]
    [InlineData("director.uk", "lead.uk,unit.uk")]
    [InlineData("office.uk", "legal.uk,registry.uk,signatory.uk")]
    [InlineData("school.fr", "lead.fr")]
    [InlineData("programme", "auditor")]
    [InlineData("student.uk", "")]
    [InlineData("nobody", "")]
    public async Task Colleagues_OfEachRole_HoldARoleInTheSamePlace(string name, string expected)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var ids = await database.InScopeAsync(async services => await (await services.GetRequiredService<Colleagues>().OfAsync(world.People[name], default)).Select(p => p.Id).ToListAsync());

        Assert.Equal(expected, string.Join(",", world.People.Where(p => ids.Contains(p.Value)).Select(p => p.Key).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(-1, 5, "Away.", "DelegationBeginsInThePast")]
    [InlineData(5, 4, "Away.", "PeriodEndsBeforeItBegins")]
    [InlineData(0, 5, " ", "DelegationReasonMissing")]
    public async Task Create_BadInput_IsRefused(int from, int to, string reason, string code)
    {
        await using var shared = await SharedTask.AskedAsync("lead:home");

        Assert.Equal(code, (await Assert.ThrowsAsync<DomainRuleException>(() => DelegateAsync(shared, "lead.uk", "unit.uk", null, from, to, reason))).Code);
    }

    [Fact]
    public async Task Create_SecondClick_Overlaps()
    {
        await using var shared = await SharedTask.AskedAsync("lead:home");
        await DelegateAsync(shared, "lead.uk", "unit.uk");

        Assert.Equal("DelegationOverlaps", (await Assert.ThrowsAsync<DomainRuleException>(() => DelegateAsync(shared, "lead.uk", "unit.uk"))).Code);
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("unit.uk")]
    public async Task End_ByEitherOfThem_TakesTheTaskBackAndTellsBoth(string by)
    {
        await using var shared = await SharedTask.AskedAsync("lead:home");
        var id = await DelegateAsync(shared, "lead.uk", "unit.uk");

        await EndAsync(shared, by, id);

        Assert.Equal(["lead.uk"], await shared.AskedAsync());
        Assert.Equal(["lead.uk", "unit.uk"], await shared.ToldAsync("DelegationEnded"));
        Assert.Equal("NoLongerAsked", (await Assert.ThrowsAsync<DomainRuleException>(() => shared.DecideAsync("unit.uk"))).Code);
        Assert.Equal("DelegationOver", (await Assert.ThrowsAsync<DomainRuleException>(() => EndAsync(shared, by, id))).Code);
    }

    [Fact]
    public async Task End_ByAnother_FindsNothing()
    {
        await using var shared = await SharedTask.AskedAsync("lead:home");
        var id = await DelegateAsync(shared, "lead.uk", "unit.uk");

        await Assert.ThrowsAsync<NotFoundException>(() => EndAsync(shared, "office.uk", id));
    }

    [Fact]
    public async Task Delegation_LastDayOver_AnswersNoMore()
    {
        await using var shared = await SharedTask.AskedAsync("lead:home");
        await DelegateAsync(shared, "lead.uk", "unit.uk", null, 0, 2);
        shared.Database.Clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal("NoLongerAsked", (await Assert.ThrowsAsync<DomainRuleException>(() => shared.DecideAsync("unit.uk"))).Code);
        await shared.ReaskAsync();
        Assert.Equal(["lead.uk"], await shared.AskedAsync());
    }

    [Fact]
    public async Task Recall_ByThePrincipal_TakesBackWhatTheDelegateSaid()
    {
        await using var shared = await SharedTask.AskedAsync("lead:both");
        await DelegateAsync(shared, "lead.uk", "unit.uk");
        await shared.DecideAsync("unit.uk");

        await shared.Acts.AsAsync("lead.uk", async (services, by) =>
        {
            await services.GetRequiredService<RecallDecisionHandler>().HandleAsync(new RecallDecision(shared.Id, "I want to see it myself."), by, default);
            return 0;
        });

        Assert.Equal(["lead.fr", "lead.uk", "unit.uk"], await shared.AskedAsync());
        Assert.Contains("unit.uk", await shared.ToldAsync("DecisionRecalled"));
    }

    private static Task<int> DelegateAsync(SharedTask shared, string from, string to, SubjectKind? about = null, int starts = 0, int ends = 10, string reason = "Away for field work.") =>
        shared.Acts.AsAsync(from, async (services, by) =>
        {
            var today = shared.Database.Clock.Today();
            return (await services.GetRequiredService<CreateDelegationHandler>()
                .HandleAsync(new CreateDelegation(shared.World.People[to], about, today.AddDays(starts), today.AddDays(ends), reason), by, default)).Id;
        });

    private static Task<int> EndAsync(SharedTask shared, string name, int id) => shared.Acts.AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<EndDelegationHandler>().HandleAsync(new EndDelegation(id), by, default);
        return id;
    });
}
