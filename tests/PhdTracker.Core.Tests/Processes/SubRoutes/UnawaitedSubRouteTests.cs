using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Tests.Processes.Administration;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.SubRoutes;

/// <summary>Sub-routes that nobody waits for, and one beside another branch: what becomes of them with the route that started them.</summary>
public class UnawaitedSubRouteTests : SubRouteFixture
{
    protected override async Task PrepareAsync()
    {
        await PublishAsync(Route("child", Child, ChildWays));
        await PublishAsync(Route("parent", Sub("sub", "child", waits: false) + "," + Ask("after", "lead:partner"), "sub>after"));
        await StartAsync("parent");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task CallOff_TheParent_ChildIsCalledOffToo(DatabaseProvider provider)
    {
        await OnAsync(provider);

        await CallOffAsync("parent");

        Assert.Equal(("Cancelled", "Cancelled"), (await StateAsync("parent"), await StateAsync("child")));
        Assert.False(await Database.AskAsync(db => db.Tasks.AnyAsync(t => t.State == TaskState.Open)));
    }

    [Fact]
    public async Task CallOff_TheChild_ParentGoesOnAsItWas()
    {
        await CallOffAsync("child");

        Assert.Equal("Cancelled", await StateAsync("child"));
        Assert.Equal(["after"], await WaitingAsync("parent"));
        Assert.False(await Database.AskAsync(db => db.Incidents.AnyAsync()));
    }

    [Fact]
    public async Task CallOff_AGrandparentWhoseChildIsOver_WhatThatOneStartedIsCalledOff()
    {
        await CallOffAsync("parent");
        await PublishAsync(Route("between", Sub("sub", "child", waits: false), ""));
        await PublishAsync(Route("top", Sub("sub", "between") + "," + Ask("last", "lead:partner"), "sub>last"));
        await StartAsync("top");
        Assert.Equal("Finished", await StateAsync("between"));

        await CallOffAsync("top");

        Assert.Equal("Cancelled Cancelled", await StateAsync("child"));
    }

    [Fact]
    public async Task Restart_TheParent_AsksNothingTwice()
    {
        await RestartAsync("parent");

        Assert.Equal("Cancelled Suspended", await StateAsync("child"));
        Assert.Equal(1, await Database.AskAsync(db => db.Tasks.CountAsync(t => t.ActivityId == "ask" && t.State == TaskState.Open)));
    }

    [Fact]
    public async Task MoveBack_TheParent_WhatBeganBehindTheQuestionIsCalledOffAndWhatBeganBeforeItStays()
    {
        await CallOffAsync("parent");
        await PublishAsync(Route("early", Ask("early-ask", "director:home"), ""));
        await PublishAsync(Route("moved",
            Sub("before", "early", waits: false) + "," + Ask("first", "lead:partner") + "," + Sub("behind", "child", waits: false) + "," + Ask("last", "lead:partner"),
            "before>first first.Approved>behind first.Returned>behind behind>last"));
        await StartAsync("moved");
        await DecideAsync("first", "lead.fr");

        await MoveBackAsync("moved", "first");
        Assert.Equal(("Suspended", "Cancelled Cancelled"), (await StateAsync("early"), await StateAsync("child")));

        await DecideAsync("first", "lead.fr");
        Assert.Equal(1, await Database.AskAsync(db => db.Tasks.CountAsync(t => t.ActivityId == "ask" && t.State == TaskState.Open)));
    }

    [Fact]
    public async Task Restart_TheChild_IsRefused() => await Repair.RefusedAsync("SubRouteReturned", () => RestartAsync("child"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Recall_TheAnswerOfAChild_IsRefusedAndTheCaseStays(bool ended)
    {
        if (ended)
            await DecideAsync("after", "lead.fr");
        await DecideAsync("ask");
        var task = await Database.AskAsync(db => db.Tasks.Where(t => t.ActivityId == "ask").Select(t => t.Id).SingleAsync());

        await Repair.RefusedAsync("SubRouteReturned", () => Database.InScopeAsync(async services =>
            await services.GetRequiredService<DecisionsTakenBack>().EnsureCurrentAsync(await services.GetRequiredService<DecisionsTakenBack>().LoadAsync(task, default), default)));
        await Repair.RefusedAsync("SubRouteReturned", () => MoveBackAsync("child", "ask"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Cancel_ASubRouteWhoseParentIsSpared_StepThatWaitsFails(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await CallOffAsync("parent");
        await PublishAsync(Route("forked",
            """{ "id": "start", "type": "Elsa.Start" },""" + Sub("sub", "child") + "," + Ask("beside", "lead:partner"), "start>sub start>beside"));
        var id = await StartAsync("forked");

        await Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            await services.GetRequiredService<ProcessRunner>().CancelAsync(db.Processes.Where(p => p.Id != id), null, default);
            await db.SaveChangesAsync();
        });

        Assert.Equal("Cancelled Cancelled", await StateAsync("child"));
        Assert.Equal(["beside"], await WaitingAsync("forked"));
        Assert.Equal("sub", (await IncidentAsync()).ActivityId);
        await MendAsync("Done");
        await DecideAsync("beside", "lead.fr");
        Assert.Equal("Finished", await StateAsync("forked"));
    }
}
