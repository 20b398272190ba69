using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Editing;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Definitions;

/// <summary>Versions of routes that an office drafts, publishes and retires.</summary>
public sealed class RouteCommandsTests : IAsyncLifetime
{
    private const string Review = "milestone-review";
    private TestDatabase _database = null!;
    private World _world = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory, OnSqlite, OnPostgreSql]
    public async Task EditStep_OfAShippedVersion_BeginsADraftThatNothingStartsOn(DatabaseProvider provider)
    {
        await OnAsync(provider);

        var version = await EditAsync("office.uk", 1, "15");

        Assert.Equal(StoredDefinition.FirstLocalVersion, version);
        var draft = await StoredAsync(version);
        Assert.Equal((DefinitionState.Draft, DefinitionOrigin.Local, 1), (draft.State, draft.Origin, draft.BasedOn));
        Assert.Equal(_world.People["office.uk"], draft.AuthorId);
        Assert.Equal(1, await LatestAsync());
        // The shipped version stays as it was; a second change goes into the same draft.
        Assert.Equal(10, DueIn(await StoredAsync(1)));
        Assert.Equal(version, await EditAsync("office.fr", version, "20"));
        Assert.Equal(20, DueIn(await StoredAsync(version)));
        Assert.Contains(await _database.AskAsync(db => db.AuditEntries.Select(a => new { a.ActName, a.Comment }).ToListAsync()), a => a.ActName == "EditRouteStep" && a.Comment == "milestone-review 1001");
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
        await OnAsync(DatabaseProvider.Sqlite);

        var refused = await Assert.ThrowsAsync<RouteProblemsException>(() => AsAsync<EditRouteStepHandler, int>("office.uk", async (handler, by) =>
            await handler.HandleAsync(new EditRouteStep(Review, 1, (await StoredAsync(1)).ContentHash, "lead", new Dictionary<string, string?> { ["assignee"] = "boss" }), by, default)));

        var problem = Assert.Single(refused.Problems);
        Assert.Equal("lead", problem.Activity);
        Assert.Contains("'boss'", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, await _database.AskAsync(db => db.Definitions.CountAsync(d => d.Origin == DefinitionOrigin.Local)));
    }

    [Theory]
    [InlineData("person:gone@test.example", "nobody has this address")]
    [InlineData("group:nowhere", "there is no such group")]
    public async Task EditStep_SomebodyByNameWhoIsNotHere_IsRefused(string asked, string message)
    {
        await OnAsync(DatabaseProvider.Sqlite);

        var refused = await Assert.ThrowsAsync<RouteProblemsException>(() => AskAsync(1, asked));

        Assert.Contains(message, Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_SomebodyAskedByNameIsGoneMeanwhile_IsRefused()
    {
        await OnAsync(DatabaseProvider.Sqlite);
        var email = await _database.AskAsync(db => db.Users.Where(p => p.Id == _world.People["lead.uk"]).Select(p => p.Email!).SingleAsync());
        var version = await AskAsync(1, "person:" + email.ToUpperInvariant());
        await _database.AskAsync(db => db.Users.Where(p => p.Email == email).ExecuteUpdateAsync(p => p.SetProperty(x => x.NormalizedEmail, "SOMEBODY@ELSE.EXAMPLE")));

        var refused = await Assert.ThrowsAsync<RouteProblemsException>(() => PublishAsync("programme", version));

        Assert.Equal("lead", Assert.Single(refused.Problems).Activity);
        Assert.Equal(1, await LatestAsync());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("ten")]
    [InlineData("1.5")]
    [InlineData("501")]
    public async Task EditStep_NoNumberOfDays_IsRefusedAtItsField(string days)
    {
        await OnAsync(DatabaseProvider.Sqlite);

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
        Assert.Equal(version, await _database.InScopeAsync(async services => (await Shipped().LatestAsync(services.GetRequiredService<PhdTrackerDb>(), Review, Now, default)).Definition.Version));
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
        await OnAsync(DatabaseProvider.Sqlite);
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
        await OnAsync(DatabaseProvider.Sqlite);
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
        Assert.Equal(2, (await _database.InScopeAsync(services => new RouteVersions(services.GetRequiredService<PhdTrackerDb>(), upgraded).OfAsync(Review, default)))!.NewerShipped);
        await AsAsync<PublishRouteHandler, int>("programme", async (_, by) =>
        {
            await using var scope = _database.Scope();
            var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
            var handler = new PublishRouteHandler(db, scope.ServiceProvider.GetRequiredService<RouteDrafts>(), upgraded, _database.Clock);
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
        Assert.Equal(1, await _database.AskAsync(db => db.Processes.CountAsync(p => p.DefinitionId == Review && p.Status == "Running")));
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
        await OnAsync(DatabaseProvider.Sqlite);
        var version = await EditAsync("office.uk", 1, "15");

        await DiscardAsync("office.uk", version);

        Assert.Equal(0, await _database.AskAsync(db => db.Definitions.CountAsync(d => d.DefinitionVersion == version)));
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
        await OnAsync(DatabaseProvider.Sqlite);
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
        await OnAsync(DatabaseProvider.Sqlite);
        var version = await EditAsync("office.uk", 1, "15");

        await Assert.ThrowsAsync<NotFoundException>(() => EditAsync(name, version, "20"));
        await Assert.ThrowsAsync<NotFoundException>(() => DiscardAsync(name, version));
        await Assert.ThrowsAsync<NotFoundException>(() => PublishAsync(name, version));
        await Assert.ThrowsAsync<NotFoundException>(() => PublishAsync("office.uk", version));
        await Assert.ThrowsAsync<NotFoundException>(() => AsAsync<UploadRouteHandler, UploadedRoute>(name, (handler, by) => handler.HandleAsync(new UploadRoute("{}", true), by, default)));
    }

    private DateTime Now => _database.Clock.UtcNow();

    private async Task OnAsync(DatabaseProvider provider)
    {
        _database = await TestDatabase.CreateAsync(provider);
        _world = await World.CreateAsync(_database);
        await _database.InScopeAsync(services => services.GetRequiredService<DefinitionLibrary>().StoreAsync(services.GetRequiredService<PhdTrackerDb>(), Now, default));
    }

    /// <summary>What another node, or a later release, has in its files.</summary>
    private static DefinitionLibrary Shipped(int version = 1) => new([("milestone-review.json", RouteEditor.Renumber(File.ReadAllText(Path.Combine(Checkout.Root, "workflows", "approvals", "milestone-review.json")), version))]);

    private Task StoreAsync(DefinitionLibrary library) => _database.InScopeAsync(services => library.StoreAsync(services.GetRequiredService<PhdTrackerDb>(), Now, default));

    private Task<int> LatestAsync(DefinitionLibrary? library = null) => _database.InScopeAsync(async services =>
        (await (library ?? services.GetRequiredService<DefinitionLibrary>()).LatestAsync(services.GetRequiredService<PhdTrackerDb>(), Review, Now, default)).Definition.Version);

    private Task<StoredDefinition> StoredAsync(int version, string id = Review) => _database.AskAsync(db => db.Definitions.AsNoTracking().SingleAsync(d => d.DefinitionId == id && d.DefinitionVersion == version));

    /// <summary>Starts the route about a milestone, and says on which version.</summary>
    private Task<int> StartAsync() => _database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var milestone = await db.Milestones.Include(m => m.Candidature).SingleAsync(m => m.Id == _world.EsaId);
        var process = await services.GetRequiredService<ProcessRunner>().StartAsync(Review, milestone, null, default);
        await db.SaveChangesAsync();
        return process.DefinitionVersion;
    });

    private Task<int> EditAsync(string name, int version, string days, string? seen = null) => AsAsync<EditRouteStepHandler, int>(name, async (handler, by) =>
        await handler.HandleAsync(new EditRouteStep(Review, version, seen ?? (await StoredAsync(version)).ContentHash, "lead", new Dictionary<string, string?> { ["dueIn"] = days }), by, default));

    private Task<int> AskAsync(int version, string whom) => AsAsync<EditRouteStepHandler, int>("office.uk", async (handler, by) =>
        await handler.HandleAsync(new EditRouteStep(Review, version, (await StoredAsync(version)).ContentHash, "lead", new Dictionary<string, string?> { ["assignee"] = whom }), by, default));

    private Task PublishAsync(string name, int version, string reason = "Ten days were too few.") => AsAsync<PublishRouteHandler, int>(name, async (handler, by) =>
    {
        await handler.HandleAsync(new PublishRoute(Review, version, (await StoredAsync(version)).ContentHash, reason), by, default);
        return version;
    });

    private Task DiscardAsync(string name, int version) => AsAsync<DiscardDraftHandler, int>(name, async (handler, by) =>
    {
        await handler.HandleAsync(new DiscardDraft(Review, version, (await StoredAsync(version)).ContentHash), by, default);
        return version;
    });

    private Task<UploadedRoute> UploadAsync(string json, bool renumber) => AsAsync<UploadRouteHandler, UploadedRoute>("office.uk", (handler, by) => handler.HandleAsync(new UploadRoute(json, renumber), by, default));

    private async Task<IReadOnlyList<Workflows.DefinitionProblem>> RefusedAsync(string json, bool renumber) =>
        (await Assert.ThrowsAsync<RouteProblemsException>(() => UploadAsync(json, renumber))).Problems;

    private Task<T> AsAsync<THandler, T>(string name, Func<THandler, Core.People.Person, Task<T>> act) where THandler : notnull => _database.InScopeAsync(async services =>
        await act(services.GetRequiredService<THandler>(), await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == _world.People[name])));

    private static string Named(string json, string id)
    {
        var source = JsonNode.Parse(json)!;
        source["definitionId"] = id;
        return source.ToJsonString();
    }

    private static int DueIn(StoredDefinition definition) => (int)JsonNode.Parse(definition.Json)!["root"]!["activities"]!.AsArray().First(a => (string?)a!["id"] == "lead")!["dueIn"]!["expression"]!["value"]!;
}
