using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.NextSteps;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

/// <summary>Nobody holds the role: the case waits visibly, the office knows, and giving the role moves it on.</summary>
public class NobodyToAskTests
{
    [Theory]
    [InlineData("group:panel")]
    [InlineData("group:unknown")]
    [InlineData("person:stranger@test.example")]
    public async Task Start_NobodyIsThere_WaitsAndTellsTheOfficeOnce(string assignee)
    {
        await using var shared = await SharedTask.AskedAsync(assignee, panel: []);

        Assert.Equal(["office.uk"], await shared.ToldAsync("NobodyToAsk"));
        Assert.Equal(0, await shared.ReaskAsync());
        Assert.Equal(["office.uk"], await shared.ToldAsync("NobodyToAsk"));
        Assert.Equal(TaskState.Open, (await shared.ReadAsync()).State);
    }

    [Fact]
    public async Task AddGroupMember_WhereItWaits_AsksThemAtOnceAndIsAudited()
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", panel: []);

        await SharedTaskTests.AddAsync(shared, "registry.uk");

        Assert.Equal(["registry.uk"], await shared.AskedAsync());
        Assert.Equal(["registry.uk"], await shared.ToldAsync("DecisionAsked"));
        Assert.Equal(1, await shared.Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "MoveTask" && e.CaseKey == $"candidature:{shared.World.UkCandidatureId}" && e.SubjectId == shared.Id)));
        await shared.DecideAsync("registry.uk");
        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    [Fact]
    public async Task Both_NobodyOnThePartnerSide_TellsThatOffice()
    {
        await using var shared = await SharedTask.AskedAsync("legal:both");
        await EndAsync(shared, "legal.fr");

        Assert.Equal(["office.fr"], await shared.ToldAsync("NobodyToAsk"));
        await shared.ReaskAsync();
        Assert.Equal(["office.fr"], await shared.ToldAsync("NobodyToAsk"));
        await shared.DecideAsync("legal.uk");
        Assert.Equal(TaskState.Open, (await shared.ReadAsync()).State);
    }

    [Fact]
    public async Task GiveRole_AfterEverybodyLeft_MovesItOnInTheSameTransaction()
    {
        await using var shared = await SharedTask.AskedAsync("registry:home");
        await EndAsync(shared, "registry.uk");
        Assert.Empty(await shared.AskedAsync());
        Assert.Equal(["office.uk"], await shared.ToldAsync("NobodyToAsk"));

        await shared.Acts.AsAsync("office.uk", async (services, by) =>
        {
            await services.GetRequiredService<GiveRoleHandler>().HandleAsync(
                new GiveRole(shared.World.People["nobody"], Role.Registry, new RolePlace(null, shared.World.UkPartyId, null), shared.Database.Clock.Today(), null), by, default);
            return 0;
        });

        Assert.Equal(["nobody"], await shared.AskedAsync());
        Assert.Contains("nobody", await shared.ToldAsync("DecisionAsked"));
        // A second vacancy is told anew.
        await EndAsync(shared, "nobody");
        Assert.Equal(["office.uk", "office.uk"], await shared.ToldAsync("NobodyToAsk"));
    }

    [Fact]
    public async Task CloseAccount_OfWhoeverIsAsked_LeavesNobody()
    {
        await using var shared = await SharedTask.AskedAsync("registry:home");

        await shared.Acts.AsAsync("programme", async (services, by) =>
        {
            await services.GetRequiredService<CloseAccountHandler>().HandleAsync(new CloseAccount(shared.World.People["registry.uk"], true), by, default);
            return 0;
        });

        Assert.Empty(await shared.AskedAsync());
        Assert.Equal("NoLongerAsked", (await Assert.ThrowsAsync<DomainRuleException>(() => shared.DecideAsync("registry.uk"))).Code);
    }

    [Theory]
    [InlineData("office.uk", true)]
    [InlineData("programme", true)]
    [InlineData("office.fr", false)]
    [InlineData("lead.uk", false)]
    public async Task NextSteps_NobodyIsThere_AreForTheOfficeOfThatSide(string name, bool listed)
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", panel: []);

        var steps = await shared.Database.InScopeAsync(async services =>
            await services.GetRequiredService<NextStepReader>().OfAsync(await services.GetRequiredService<AccessReader>().ForAsync(shared.World.People[name], default), default));

        Assert.Equal(listed, steps.Any(s => s.Kind == NextStepKind.FindSomebody && s.Path == $"/milestones/{shared.World.EsaId}"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task NextSteps_OneSideOfBothIsVacant_AreForThatOfficeHoweverManyTheOtherHas(DatabaseProvider provider)
    {
        await using var shared = await SharedTask.AskedAsync("legal:both", provider: provider);
        await EndAsync(shared, "legal.fr");
        await shared.Database.AskAsync(async db =>
        {
            var (process, uk) = (await db.Processes.SingleAsync(), await db.Parties.SingleAsync(p => p.Id == shared.World.UkPartyId));
            for (var i = 0; i < 25; i++)
                db.Tasks.Add(new ProcessTask(process, "other", "b", TaskKind.Decision, "registry:home", uk, null, shared.Database.Clock.UtcNow(), null, null));
            return await db.SaveChangesAsync();
        });

        Assert.Equal([shared.World.FrPartyId], await VacantAsync(shared, "office.fr"));
        Assert.Equal(Enumerable.Repeat(shared.World.UkPartyId, 20), await VacantAsync(shared, "office.uk"));

        await shared.DecideAsync("legal.uk");
        Assert.Equal([shared.World.FrPartyId], await VacantAsync(shared, "office.fr"));
    }

    private static Task<List<int>> VacantAsync(SharedTask shared, string name) => shared.Database.InScopeAsync(async services =>
    {
        var steps = await services.GetRequiredService<NextStepReader>().OfAsync(await services.GetRequiredService<AccessReader>().ForAsync(shared.World.People[name], default), default);
        return steps.Where(s => s.Kind == NextStepKind.FindSomebody).Select(s => s.Office!.PartyId!.Value).ToList();
    });

    private static Task<int> EndAsync(SharedTask shared, string name) => shared.Acts.AsAsync("programme", async (services, by) =>
    {
        var role = await services.GetRequiredService<PhdTrackerDb>().RoleAssignments.AsNoTracking().OrderBy(r => r.Id).LastAsync(r => r.PersonId == shared.World.People[name]);
        shared.Database.Clock.Advance(TimeSpan.FromDays(1));
        await services.GetRequiredService<EndRoleHandler>().HandleAsync(new EndRole(role.PersonId, role.Id, role.Version, shared.Database.Clock.Today().AddDays(-1), false), by, default);
        return 0;
    });
}
