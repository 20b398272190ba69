using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

/// <summary>Questions that take several answers: of both sides, of everybody, of so many.</summary>
public class SharedTaskTests
{
    private const string Sequential = "\"order\": \"sequential\"";
    private const string All = "\"complete\": \"all\"";

    [Fact]
    public async Task Both_EachSideApproves_Closes()
    {
        await using var shared = await SharedTask.AskedAsync("lead:both");
        Assert.Equal(["lead.fr", "lead.uk"], await shared.AskedAsync());

        await shared.DecideAsync("lead.uk");
        Assert.Equal(["lead.fr"], await shared.AskedAsync());
        await shared.DecideAsync("lead.fr");

        Assert.Equal((TaskState.Done, MilestoneState.Passed), ((await shared.ReadAsync()).State, await shared.OutcomeAsync()));
    }

    [Theory]
    [InlineData(DecisionKind.Returned, MilestoneState.Returned)]
    [InlineData(DecisionKind.Rejected, MilestoneState.Resubmit)]
    public async Task Both_OneSideRefuses_ClosesAtOnce(DecisionKind kind, MilestoneState outcome)
    {
        await using var shared = await SharedTask.AskedAsync("lead:both");

        await shared.DecideAsync("lead.fr", kind);

        Assert.Equal(outcome, await shared.OutcomeAsync());
        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => shared.DecideAsync("lead.uk"));
    }

    [Fact]
    public async Task Both_Sequential_AsksThePartnerOnceTheHomeSideHasApproved()
    {
        await using var shared = await SharedTask.AskedAsync("lead:both", Sequential);
        Assert.Equal(["lead.uk"], await shared.AskedAsync());
        Assert.Equal("NotYourTurn", (await Assert.ThrowsAsync<DomainRuleException>(() => shared.DecideAsync("lead.fr"))).Code);

        await shared.DecideAsync("lead.uk");

        Assert.Equal(["lead.fr"], await shared.AskedAsync());
        Assert.Equal(["lead.fr", "lead.uk"], await shared.ToldAsync("DecisionAsked"));
        await shared.DecideAsync("lead.fr");
        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    [Fact]
    public async Task Both_SequentialAndRefusedAtHome_NeverAsksThePartner()
    {
        await using var shared = await SharedTask.AskedAsync("lead:both", Sequential);

        await shared.DecideAsync("lead.uk", DecisionKind.Returned);

        Assert.Equal(MilestoneState.Returned, await shared.OutcomeAsync());
        Assert.Equal(["lead.uk"], await shared.ToldAsync("DecisionAsked"));
    }

    [Fact]
    public async Task Both_SideHasAnswered_ItsOthersAreSpared()
    {
        await using var shared = await SharedTask.AskedAsync("lead:both");
        await SecondLeadAsync(shared);
        Assert.Equal(["lead.fr", "lead.uk", "nobody"], await shared.AskedAsync());

        await shared.DecideAsync("nobody");

        Assert.Equal(["lead.fr"], await shared.AskedAsync());
        Assert.Equal("SideHasAnswered", (await Assert.ThrowsAsync<DomainRuleException>(() => shared.DecideAsync("lead.uk"))).Code);
        Assert.Equal(0, await shared.ReaskAsync());
        Assert.Equal(["lead.fr"], await shared.AskedAsync());
    }

    [Fact]
    public async Task Either_OneRefusesAndOneApproves_IsApproved()
    {
        await using var shared = await SharedTask.AskedAsync("office:either");

        await shared.DecideAsync("office.uk", DecisionKind.Rejected);
        Assert.Equal(["office.fr"], await shared.AskedAsync());
        await shared.DecideAsync("office.fr");

        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    [Fact]
    public async Task Either_BothRefuse_RejectedWeighsMore()
    {
        await using var shared = await SharedTask.AskedAsync("office:either");

        await shared.DecideAsync("office.uk", DecisionKind.Rejected);
        await shared.DecideAsync("office.fr", DecisionKind.Returned);

        Assert.Equal(MilestoneState.Resubmit, await shared.OutcomeAsync());
    }

    [Theory]
    [InlineData(DecisionKind.Approved, DecisionKind.Approved, null, MilestoneState.Passed)]
    [InlineData(DecisionKind.Returned, DecisionKind.Approved, DecisionKind.Approved, MilestoneState.Passed)]
    [InlineData(DecisionKind.Approved, DecisionKind.Returned, DecisionKind.Returned, MilestoneState.Returned)]
    [InlineData(DecisionKind.Rejected, DecisionKind.Returned, null, MilestoneState.Resubmit)]
    public async Task Quorum_TwoOfThree_ClosesAsSoonAsItIsCertain(DecisionKind first, DecisionKind second, DecisionKind? third, MilestoneState outcome)
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", "\"complete\": 2");

        await shared.DecideAsync(SharedTask.Panel[0], first);
        await shared.DecideAsync(SharedTask.Panel[1], second);
        if (third is { } last)
            await shared.DecideAsync(SharedTask.Panel[2], last);

        Assert.Equal((TaskState.Done, outcome), ((await shared.ReadAsync()).State, await shared.OutcomeAsync()));
    }

    [Fact]
    public async Task Quorum_FewerPeopleThanItTakes_WaitsForMore()
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", "\"complete\": 2", panel: ["unit.uk"]);

        await shared.DecideAsync("unit.uk");

        Assert.Equal(TaskState.Open, (await shared.ReadAsync()).State);
        await AddAsync(shared, "registry.uk");
        await shared.DecideAsync("registry.uk");
        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    [Fact]
    public async Task All_FirstRefusal_Closes()
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", All);

        await shared.DecideAsync(SharedTask.Panel[0]);
        Assert.Equal(TaskState.Open, (await shared.ReadAsync()).State);
        await shared.DecideAsync(SharedTask.Panel[1], DecisionKind.Returned);

        Assert.Equal(MilestoneState.Returned, await shared.OutcomeAsync());
    }

    [Fact]
    public async Task All_LastOneAwaitedLeaves_ClosesWithWhatWasSaid()
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", All);
        await shared.DecideAsync(SharedTask.Panel[0]);
        await shared.DecideAsync(SharedTask.Panel[1]);

        await shared.Acts.AsAsync("office.uk", async (services, by) =>
        {
            await services.GetRequiredService<PhdTracker.Core.People.Groups.RemoveGroupMemberHandler>()
                .HandleAsync(new(await services.GetRequiredService<PhdTrackerDb>().Groups.Select(g => g.Id).SingleAsync(), shared.World.People[SharedTask.Panel[2]]), by, default);
            return 0;
        });

        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task All_EverybodyAnswersAtOnce_AllCount(DatabaseProvider provider)
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", All, provider);
        var seen = await shared.ReadAsync();

        var outcomes = await Task.WhenAll(SharedTask.Panel.Select(name => Task.Run(() => Record.ExceptionAsync(() => AnswerAsync(shared, name, seen.Version)))));

        Assert.All(outcomes, Assert.Null);
        var task = await shared.ReadAsync();
        Assert.Equal((TaskState.Done, 3, 3, MilestoneState.Passed), (task.State, task.Decisions.Count, task.AnswerCount, await shared.OutcomeAsync()));
        Assert.Equal(3, await shared.Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "DecideTask")));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task All_OnePersonAnswersSeveralTimesAtOnce_OneCounts(DatabaseProvider provider)
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", All, provider);
        var seen = await shared.ReadAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Record.ExceptionAsync(() => AnswerAsync(shared, SharedTask.Panel[0], seen.Version)))));

        Assert.Equal(1, outcomes.Count(o => o is null));
        Assert.All(outcomes.OfType<Exception>(), e => Assert.Equal("TaskAlreadyAnswered", Assert.IsType<DomainRuleException>(e).Code));
        Assert.Single((await shared.ReadAsync()).Decisions);
    }

    [Fact]
    public async Task All_OpinionNotGivenByEverybody_LapsesOnItsDay()
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", "\"kind\": \"Opinion\", \"complete\": \"all\", \"lapsesAfter\": 10");
        await shared.DecideAsync(SharedTask.Panel[0], DecisionKind.Favourable);

        // Ten working days of England from 23 November.
        Assert.Equal(new DateOnly(2026, 12, 7), (await shared.ReadAsync()).LapsesOn);
        shared.Database.Clock.Advance(TimeSpan.FromDays(16));
        Assert.Equal(1, await shared.Database.InScopeAsync(services => services.GetRequiredService<ResumeDueHandler>().HandleAsync(default)));

        Assert.Equal(TaskState.Lapsed, (await shared.ReadAsync()).State);
        Assert.Equal("Finished", await shared.Database.AskAsync(db => db.Processes.Select(p => p.Status).SingleAsync()));
    }

    [Fact]
    public async Task DueIn_OverPublicHolidays_CountsTheCalendarOfTheSide()
    {
        await using var shared = await SharedTask.AskedAsync("lead:home", "\"dueIn\": 25");
        await using var french = await SharedTask.AskedAsync("lead:partner", "\"dueIn\": 25");

        // In England Christmas Day and the 28th in place of Boxing Day are free; in France only Christmas Day.
        Assert.Equal((new DateOnly(2026, 12, 30), new DateOnly(2026, 12, 29)), ((await shared.ReadAsync()).DueOn!.Value, (await french.ReadAsync()).DueOn!.Value));
    }

    [Fact]
    public async Task Person_ByAddress_IsAsked()
    {
        await using var shared = await SharedTask.AskedAsync("person:Registry.UK@test.example");

        Assert.Equal(["registry.uk"], await shared.AskedAsync());
    }

    private static Task<int> AnswerAsync(SharedTask shared, string name, int version) => shared.Acts.AsAsync(name, async (services, by) =>
        (await services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(shared.Id, version, DecisionKind.Approved, ""), by, default)).Id);

    internal static Task<int> AddAsync(SharedTask shared, string name) => shared.Acts.AsAsync("office.uk", async (services, by) =>
    {
        var group = await services.GetRequiredService<PhdTrackerDb>().Groups.Select(g => g.Id).SingleAsync();
        await services.GetRequiredService<PhdTracker.Core.People.Groups.AddGroupMemberHandler>().HandleAsync(new(group, shared.World.People[name]), by, default);
        return group;
    });

    private static Task SecondLeadAsync(SharedTask shared) => shared.Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var candidature = await db.Candidatures.Include(c => c.Supervisors).Include(c => c.Studentship.Party).SingleAsync(c => c.Id == shared.World.UkCandidatureId);
        candidature.Supervise(await db.Users.SingleAsync(p => p.Id == shared.World.People["nobody"]), PhdTracker.Core.Supervision.SupervisorKind.Lead, candidature.Studentship.Party, candidature.StartOn);
        await db.SaveChangesAsync();
        await services.GetRequiredService<TaskDesks>().ReaskAsync(default);
        await db.SaveChangesAsync();
    });
}
