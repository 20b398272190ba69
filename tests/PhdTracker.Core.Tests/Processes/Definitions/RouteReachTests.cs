using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Core.Processes.Trials;
using PhdTracker.Core.Tests.Processes.SubRoutes;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Tests.Processes.Definitions;

/// <summary>What a route starts and tells is checked before it counts, as far as it is written.</summary>
public sealed class RouteReachTests : SubRouteFixture
{
    [Theory]
    [InlineData("gone", "It starts the route “gone”, which is not there or was retired.")]
    [InlineData("a", "The route would start itself: a → a.")]
    [InlineData("b", "The route would start itself: a → b → a.")]
    [InlineData("c", "Routes would start each other more than 3 deep: a → c → d → e → f.")]
    [InlineData("round", "The route would start itself: a → round → round.")]
    [InlineData("f", null)]
    public void Problems_OfARouteThatStartsAnother_NamesTheStepAndTheWay(string started, string? message)
    {
        var routes = new Dictionary<string, WorkflowDefinition>
        {
            ["b"] = Starting("b", "a"),
            ["c"] = Starting("c", "d"),
            ["d"] = Starting("d", "e"),
            ["e"] = Starting("e", "f"),
            ["f"] = Definition(Route("f", Child, ChildWays)),
            ["round"] = Starting("round", "round"),
        };

        var problems = RouteReach.Problems(Starting("a", started), routes.GetValueOrDefault);

        if (message is null)
        {
            Assert.Empty(problems);
            return;
        }

        var problem = Assert.Single(problems);
        Assert.Equal("sub", problem.Activity);
        Assert.Equal(message, problem.Message);
        Assert.NotEmpty(problem.Remedy);
    }

    [Fact]
    public void Problems_WhatIsComputed_IsLeftToTheRun()
    {
        var computed = """{ "id": "sub", "type": "Elsa.ExecuteWorkflow", "workflowDefinitionId": { "typeName": "String", "expression": { "type": "JavaScript", "value": "variables.V" } } }""";

        Assert.Empty(RouteReach.Problems(Definition(Route("a", computed, "")), _ => null));
    }

    [Fact]
    public void Problems_AnEventOfTheApp_IsNamed()
    {
        var problem = Assert.Single(RouteReach.Problems(Definition(Route("a", Tell("tell", "decisions-published"), "")), _ => null));

        Assert.Equal(("tell", "It tells the event “decisions-published”, which only the app tells."), (problem.Activity, problem.Message));
    }

    [Fact]
    public void Library_FileStartsWhatNoFileHas_StopsTheStart()
    {
        var refused = Assert.Throws<InvalidRouteException>(() => new DefinitionLibrary([("a.json", Route("a", Sub("sub", "gone"), "", 1))]));

        Assert.StartsWith("a.json: Activity 'sub': It starts the route “gone”", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_StartsWhatIsNotThere_IsRefusedUntilThatIsPublished()
    {
        var json = Route("parent", Sub("sub", "child"), "");
        Task<UploadedRoute> Upload() => AsAsync<UploadRouteHandler, UploadedRoute>((handler, me) => handler.HandleAsync(new UploadRoute(json, true), me, default));

        var refused = await Assert.ThrowsAsync<RouteProblemsException>(Upload);
        Assert.Equal("sub", Assert.Single(refused.Problems).Activity);

        await PublishAsync(Route("child", Child, ChildWays));
        Assert.Equal("parent", (await Upload()).DefinitionId);
    }

    [Fact]
    public async Task Publish_WhatItStartsWasRetiredSince_IsRefused()
    {
        await PublishAsync(Route("child", Child, ChildWays));
        var draft = await AsAsync<UploadRouteHandler, UploadedRoute>((handler, me) => handler.HandleAsync(new UploadRoute(Route("parent", Sub("sub", "child"), ""), true), me, default));
        await RetireAsync("child");

        var seen = await Database.AskAsync(db => Task.FromResult(db.Definitions.Single(d => d.DefinitionId == "parent").ContentHash));
        var refused = await Assert.ThrowsAsync<RouteProblemsException>(() => AsAsync<PublishRouteHandler, int>(async (handler, me) =>
        {
            await handler.HandleAsync(new PublishRoute("parent", draft.Version, seen, "For a test."), me, default);
            return 0;
        }, "admin"));

        Assert.Contains("which is not there or was retired", Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_OfASubRoute_SayWhetherItIsWaitedFor()
    {
        var waits = Definition(Route("a", Sub("sub", "milestone-review") + "," + Ask("after", "lead:home"), "sub>after"));
        var goesOn = Definition(Route("a", Sub("sub", "own-check", waits: false) + "," + Tell("tell", "all-clear") + "," + Ask("after", "lead:home"), "sub>tell tell>after"));

        Assert.Equal("Sub-route “Milestone review” begins, and this route waits for its end. Then: “after”.", RouteWords.Steps(waits, Texts.English)[0]);
        Assert.Equal("Sub-route “own-check” begins, and this route goes on at once. Then: tell the event: all clear, then “after”.", RouteWords.Steps(goesOn, Texts.English)[0]);
        Assert.Equal(
            ["Changed: “Sub-route “own-check””, waits for its end: yes before, no now."],
            RouteWords.Differences(RouteDifference.Between(Definition(Route("a", Sub("sub", "own-check"), "")), Definition(Route("a", Sub("sub", "own-check", waits: false), ""))), Texts.English));
    }

    [Fact]
    public void Try_ASubRoute_IsOneStepThatEndsWhenItIsSaidTo()
    {
        var workflow = RouteContent.Read(Route("a", Sub("sub", "child") + "," + Ask("after", "lead:home"), "sub>after")).Workflow;

        var begun = TriedRoute.Run(workflow, new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc), [], Texts.English);
        var turn = Assert.Single(begun.Turns);
        Assert.Equal(("Sub-route “child”", "Another route", "sub.Done"), (turn.Title, turn.Who, Assert.Single(turn.Answers).Act));

        var ended = TriedRoute.Run(workflow, new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc), ["sub.Done"], Texts.English);
        Assert.Equal("after", Assert.Single(ended.Turns).ActivityId);
    }

    private static WorkflowDefinition Starting(string id, string other) => Definition(Route(id, Sub("sub", other), ""));

    private static WorkflowDefinition Definition(string json) => WorkflowDefinition.Parse(json);
}
