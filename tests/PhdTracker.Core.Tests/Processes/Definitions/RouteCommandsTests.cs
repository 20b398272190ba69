using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Editing;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Definitions;

/// <summary>Versions of routes that an office drafts, publishes and retires.</summary>
public sealed class RouteCommandsTests : RouteFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task EditStep_OfAShippedVersion_BeginsADraftThatNothingStartsOn(DatabaseProvider provider)
    {
        await OnAsync(provider);

        var version = await EditAsync("office.uk", 1, "15");

        Assert.Equal(StoredDefinition.FirstLocalVersion, version);
        var draft = await StoredAsync(version);
        Assert.Equal((DefinitionState.Draft, DefinitionOrigin.Local, 1), (draft.State, draft.Origin, draft.BasedOn));
        Assert.Equal(World.People["office.uk"], draft.AuthorId);
        Assert.Equal(1, await LatestAsync());
        // The shipped version stays as it was; a second change goes into the same draft.
        Assert.Equal(10, DueIn(await StoredAsync(1)));
        Assert.Equal(version, await EditAsync("office.fr", version, "20"));
        Assert.Equal(20, DueIn(await StoredAsync(version)));
        Assert.Contains(await Database.AskAsync(db => db.AuditEntries.Select(a => new { a.ActName, a.Comment }).ToListAsync()), a => a.ActName == "EditRouteStep" && a.Comment == "milestone-review 1001");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task EditStep_DraftChangedMeanwhile_TheSecondIsTold(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var version = await EditAsync("office.uk", 1, "15");
        var seen = (await StoredAsync(version)).ContentHash;
        await EditAsync("office.uk", version, "20");

        await Assert.ThrowsAsync<StaleVersionException>(() => EditAsync("office.fr", version, "25", seen));

        Assert.Equal(20, DueIn(await StoredAsync(version)));
    }

    [Fact]
    public async Task EditStep_SomebodyWhoCannotExist_IsRefusedWithPlaceAndRemedy()
    {
        var refused = await Assert.ThrowsAsync<RouteProblemsException>(() => AsAsync<EditRouteStepHandler, int>("office.uk", async (handler, by) =>
            await handler.HandleAsync(new EditRouteStep(Review, 1, (await StoredAsync(1)).ContentHash, "lead", new Dictionary<string, string?> { ["assignee"] = "boss" }), by, default)));

        var problem = Assert.Single(refused.Problems);
        Assert.Equal("lead", problem.Activity);
        Assert.Contains("“boss”", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Database.AskAsync(db => db.Definitions.CountAsync(d => d.Origin == DefinitionOrigin.Local)));
    }

    [Theory]
    [InlineData("person:gone@test.example", "nobody has this address")]
    [InlineData("group:nowhere", "there is no such group")]
    public async Task EditStep_SomebodyByNameWhoIsNotHere_IsRefused(string asked, string message)
    {
        var refused = await Assert.ThrowsAsync<RouteProblemsException>(() => AskAsync(1, asked));

        Assert.Contains(message, Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_SomebodyAskedByNameIsGoneMeanwhile_IsRefused()
    {
        var email = await Database.AskAsync(db => db.Users.Where(p => p.Id == World.People["lead.uk"]).Select(p => p.Email!).SingleAsync());
        var version = await AskAsync(1, "person:" + email.ToUpperInvariant());
        await Database.AskAsync(db => db.Users.Where(p => p.Email == email).ExecuteUpdateAsync(p => p.SetProperty(x => x.NormalizedEmail, "SOMEBODY@ELSE.EXAMPLE")));

        var refused = await Assert.ThrowsAsync<RouteProblemsException>(() => PublishAsync("programme", version));

        Assert.Equal("lead", Assert.Single(refused.Problems).Activity);
        Assert.Equal(1, await LatestAsync());
    }

    [Theory]
    [InlineData("3, 7", "3,7")]
    [InlineData("0", "")]
    [InlineData("", null)]
    public async Task EditStep_Reminders_AreThoseOfTheTasksThatFollow(string typed, string? kept)
    {
        var version = await EditAsync("office.uk", 1, new Dictionary<string, string?> { ["reminders"] = "9" });
        Assert.Equal(version, await EditAsync("office.uk", version, new Dictionary<string, string?> { ["reminders"] = typed, ["dueIn"] = "12" }));
        await PublishAsync("programme", version);

        await StartAsync();

        Assert.Equal(kept, await Database.AskAsync(db => db.Tasks.Where(t => t.ActivityId == "lead").Select(t => t.Reminders).SingleAsync()));
    }

    [Fact]
    public async Task Upload_RemindersThatFall_AreRefusedWithWhatTheyMayBe()
    {
        var json = (await StoredAsync(1)).Json.Replace("\"assignee\": {", "\"reminders\": [10, 5], \"assignee\": {", StringComparison.Ordinal);

        var problem = (await RefusedAsync(json, true)).First(p => p.Activity == "lead");

        Assert.Equal("The input “reminders” is “10,5”.", problem.Message);
        Assert.Contains("[5, 10]", problem.Remedy, StringComparison.Ordinal);
        Assert.Equal("Problem.InputNotAllowed", problem.What.Code);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Publish_SeveralVersionsAtOnce_LeavesOneThatStarts(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var drafts = new List<int>();
        foreach (var days in new[] { "11", "12", "13", "14" })
            drafts.Add(await EditAsync("office.uk", 1, days));

        var outcomes = await Task.WhenAll(drafts.Select(draft => Task.Run(() => Record.ExceptionAsync(() => PublishAsync("programme", draft)))));

        Assert.Contains(outcomes, o => o is null);
        Assert.All(outcomes.OfType<Exception>(), lost => Assert.IsType<DbUpdateConcurrencyException>(lost));
        Assert.Equal(1, await Database.AskAsync(db => db.Definitions.CountAsync(d => d.DefinitionId == Review && d.Origin == DefinitionOrigin.Local && d.State == DefinitionState.Published)));
    }

    [Fact]
    public async Task EditStep_DraftDiscardedOrPublishedMeanwhile_SaysWhichOfThem()
    {
        var version = await EditAsync("office.uk", 1, "15");
        var seen = (await StoredAsync(version)).ContentHash;
        await PublishAsync("programme", version);
        Assert.Equal("RouteDraftPublished", (await Assert.ThrowsAsync<DomainRuleException>(() => ChangeAsync(version, seen))).Code);

        var second = await EditAsync("office.uk", version, "20");
        seen = (await StoredAsync(second)).ContentHash;
        await DiscardAsync("office.uk", second);
        Assert.Equal("RouteDraftDiscarded", (await Assert.ThrowsAsync<DomainRuleException>(() => ChangeAsync(second, seen))).Code);
        await Assert.ThrowsAsync<NotFoundException>(() => ChangeAsync(second + 1, seen));

        Task<int> ChangeAsync(int number, string hash) => AsAsync<EditRouteStepHandler, int>("office.fr", (handler, by) =>
            handler.HandleAsync(new EditRouteStep(Review, number, hash, "lead", new Dictionary<string, string?> { ["dueIn"] = "25" }, AsDraft: true), by, default));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("ten")]
    [InlineData("1.5")]
    [InlineData("501")]
    public async Task EditStep_NoNumberOfDays_IsRefusedAtItsField(string days)
    {
        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => EditAsync("office.uk", 1, days));

        Assert.Equal(("RouteDaysNotUnderstood", "Inputs[dueIn]"), (refused.Code, refused.Field));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Publish_Draft_StartsOnEveryNodeAndWinsOverTheFile(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var version = await EditAsync("office.uk", 1, "15");
        var running = await StartAsync();

        await PublishAsync("programme", version);

        Assert.Equal(version, await LatestAsync());
        // Another node has a library of its own, and has not been restarted.
        Assert.Equal(version, await Database.InScopeAsync(async services => (await Shipped().LatestAsync(services.GetRequiredService<PhdTrackerDb>(), Review, Now, default)).Definition.Version));
        Assert.Equal(1, running);
        Assert.Equal(version, await StartAsync());
        // A restart with the same files changes nothing, and a second click is refused.
        await StoreAsync(Shipped());
        Assert.Equal(version, await LatestAsync());
        Assert.Equal("RouteAlreadyPublished", (await Assert.ThrowsAsync<DomainRuleException>(() => PublishAsync("programme", version))).Code);
    }

    [Fact]
    public async Task Publish_SecondVersion_TheFirstGivesWayAndCanComeBack()
    {
        var first = await EditAsync("office.uk", 1, "15");
        await PublishAsync("programme", first);
        var second = await EditAsync("office.uk", first, "20");
        Assert.Equal(first + 1, second);

        await PublishAsync("programme", second);

        Assert.Equal(DefinitionState.Retired, (await StoredAsync(first)).State);
        Assert.Equal(second, await LatestAsync());
        await PublishAsync("programme", first);
        Assert.Equal(first, await LatestAsync());
        Assert.Equal(DefinitionState.Retired, (await StoredAsync(second)).State);
    }

    [Fact]
    public async Task Publish_WithoutReason_IsRefused()
    {
        var version = await EditAsync("office.uk", 1, "15");

        Assert.Equal("RouteReasonMissing", (await Assert.ThrowsAsync<DomainRuleException>(() => PublishAsync("programme", version, " "))).Code);

        Assert.Equal(DefinitionState.Draft, (await StoredAsync(version)).State);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Store_NewerShippedVersion_DoesNotOverrideALocalOneUntilItIsTakenOver(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var version = await EditAsync("office.uk", 1, "15");
        await PublishAsync("programme", version);
        var upgraded = Shipped(2);

        await StoreAsync(upgraded);

        Assert.Equal(version, await LatestAsync(upgraded));
        Assert.Equal(2, (await Database.InScopeAsync(services => new RouteVersions(services.GetRequiredService<PhdTrackerDb>(), upgraded).OfAsync(Review, default)))!.NewerShipped);
        await AsAsync<PublishRouteHandler, int>("programme", async (_, by) =>
        {
            await using var scope = Database.Scope();
            var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
            var handler = new PublishRouteHandler(db, scope.ServiceProvider.GetRequiredService<RouteDrafts>(), upgraded, Database.Clock);
            await handler.HandleAsync(new PublishRoute(Review, 2, (await StoredAsync(2)).ContentHash, "The new one is better."), by, default);
            return 0;
        });
        Assert.Equal(2, await LatestAsync(upgraded));
        Assert.Equal(DefinitionState.Retired, (await StoredAsync(version)).State);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Retire_Route_NothingStartsAndWhatRunsGoesOn(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await StartAsync();

        await AsAsync<RetireRouteHandler, int>("programme", async (handler, by) =>
        {
            await handler.HandleAsync(new RetireRoute(Review, 1, (await StoredAsync(1)).ContentHash, "Replaced by the panel review."), by, default);
            return 0;
        });

        var refused = await Assert.ThrowsAsync<DomainRuleException>(StartAsync);
        Assert.Equal("RouteRetired", refused.Code);
        Assert.Contains("Milestone review", refused.In(Texts.English), StringComparison.Ordinal);
        Assert.Equal(1, await Database.AskAsync(db => db.Processes.CountAsync(p => p.DefinitionId == Review && p.Status == "Running")));
        // An upgrade does not bring it back; publishing does.
        await StoreAsync(Shipped(2));
        await Assert.ThrowsAsync<DomainRuleException>(() => LatestAsync(Shipped(2)));
        var draft = await EditAsync("office.uk", 1, "15");
        await PublishAsync("programme", draft);
        Assert.Equal(draft, await LatestAsync());
    }

    [Fact]
    public async Task Discard_Draft_IsGoneAndAPublishedVersionIsNot()
    {
        var version = await EditAsync("office.uk", 1, "15");

        await DiscardAsync("office.uk", version);

        Assert.Equal(0, await Database.AskAsync(db => db.Definitions.CountAsync(d => d.DefinitionVersion == version)));
        Assert.Equal("RouteNotDraft", (await Assert.ThrowsAsync<DomainRuleException>(() => DiscardAsync("office.uk", 1))).Code);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Upload_NumberNotFree_IsRefusedOrNumberedByTheApp(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var json = (await StoredAsync(1)).Json;
        var other = json.Replace("Home lead decides", "The lead decides", StringComparison.Ordinal);

        Assert.Contains("with the same content", (await RefusedAsync(json, false)).Single().Message, StringComparison.Ordinal);
        Assert.Contains("exists with other content", (await RefusedAsync(other, false)).Single().Message, StringComparison.Ordinal);
        Assert.Contains("Give it the version 1001", (await RefusedAsync(RouteEditor.Renumber(other, 7), false)).Single().Remedy, StringComparison.Ordinal);
        Assert.Equal(1001, (await UploadAsync(other, true)).Version);
        Assert.Equal(1005, (await UploadAsync(RouteEditor.Renumber(other, 1005), false)).Version);
        Assert.Equal(1006, (await UploadAsync(other, true)).Version);
    }

    [Fact]
    public async Task Upload_NewRoute_IsADraftThatCanBePublishedAndStarted()
    {
        var json = (await StoredAsync(1)).Json;

        Assert.Contains("address", (await RefusedAsync(Named(json, "Mid Term"), true)).Single().Message, StringComparison.Ordinal);
        Assert.Equal(new UploadedRoute("mid-term", 1001, "Milestone review"), await UploadAsync(Named(json, "mid-term"), true));

        Assert.Equal(DefinitionState.Draft, (await StoredAsync(1001, "mid-term")).State);
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("lead.uk")]
    [InlineData("nobody")]
    public async Task EveryAct_SomebodyWithoutThePermission_FindsNothing(string name)
    {
        var version = await EditAsync("office.uk", 1, "15");

        await Assert.ThrowsAsync<NotFoundException>(() => EditAsync(name, version, "20"));
        await Assert.ThrowsAsync<NotFoundException>(() => DiscardAsync(name, version));
        await Assert.ThrowsAsync<NotFoundException>(() => PublishAsync(name, version));
        await Assert.ThrowsAsync<NotFoundException>(() => PublishAsync("office.uk", version));
        await Assert.ThrowsAsync<NotFoundException>(() => AsAsync<UploadRouteHandler, UploadedRoute>(name, (handler, by) => handler.HandleAsync(new UploadRoute("{}", true), by, default)));
    }
}
