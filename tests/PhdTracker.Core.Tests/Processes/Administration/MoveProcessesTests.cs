using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Administration;

/// <summary>Running processes move to the newest version of their route, each as its preview was shown.</summary>
public class MoveProcessesTests
{
    private static readonly string Shipped = File.ReadAllText(Path.Combine(Checkout.Root, "workflows", "approvals", "milestone-review.json"));

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Move_WhatWaitsExistsThere_GoesOnByTheNewVersion(DatabaseProvider provider)
    {
        await using var review = await Review.StartedAsync(provider);
        var (id, version) = await review.Database.ProcessAsync();

        var moved = await MoveAsync(review, Newer(), (id, version));

        Assert.Equal(new MovedProcesses(1, 0), moved);
        Assert.Equal(99, await review.Database.AskAsync(db => db.Processes.Select(p => p.DefinitionVersion).SingleAsync()));
        Assert.Equal(["lead", "partner"], await review.OpenAsync());
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        Assert.Equal("Endorsement of the second version", (await review.TaskAsync("director")).TitleEn);
        Assert.Equal("Because.", await review.Database.AskAsync(db => db.AuditEntries.Where(e => e.ActName == "MoveProcess").Select(e => e.Comment).SingleAsync()));
    }

    [Fact]
    public async Task Move_WhatWaitsHasNoPlaceThere_StaysAndThePreviewSaysWhy()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var (id, version) = await review.Database.ProcessAsync();
        var newer = Newer().Replace("\"partner\"", "\"other-supervisor\"", StringComparison.Ordinal);

        var preview = await PreviewAsync(review, newer, "office.uk");
        var moved = await MoveAsync(review, newer, (id, version));

        Assert.Equal("partner", Assert.Single(preview.Moves).Preview.Problems.Single().Activity);
        Assert.Equal(new MovedProcesses(0, 1), moved);
        Assert.NotEqual(99, await review.Database.AskAsync(db => db.Processes.Select(p => p.DefinitionVersion).SingleAsync()));
    }

    [Fact]
    public async Task Move_ItWentOnSinceThePreview_Stays()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var (id, version) = await review.Database.ProcessAsync();
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        Assert.Equal(new MovedProcesses(0, 1), await MoveAsync(review, Newer(), (id, version)));
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("auditor")]
    public async Task Move_BySomebodyWithoutThePermission_IsNotFound(string who)
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var process = await review.Database.ProcessAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => PreviewAsync(review, Newer(), who));
        await Assert.ThrowsAsync<NotFoundException>(() => MoveAsync(review, Newer(), process, who));
    }

    [Fact]
    public async Task Move_AnotherVersionCountsMeanwhile_IsRefused()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        var process = await review.Database.ProcessAsync();

        await Repair.RefusedAsync("NewerVersionMeanwhile", () => MoveAsync(review, Newer(), process, to: 98));
    }

    /// <summary>The shipped route with another title of its last question, as version 99.</summary>
    private static string Newer()
    {
        var definition = System.Text.Json.Nodes.JsonNode.Parse(Shipped)!;
        definition["version"] = 99;
        definition["root"]!["activities"]!.AsArray().Single(a => (string?)a!["id"] == "director")!["title"] = "Endorsement of the second version";
        return definition.ToJsonString();
    }

    private static Task<ProcessMovesView> PreviewAsync(Review review, string json, string who) => review.Database.InScopeAsync(async services =>
    {
        var (db, id) = (services.GetRequiredService<PhdTrackerDb>(), review.World.People[who]);
        var from = await db.Processes.Select(p => p.DefinitionVersion).SingleAsync();
        return await new ProcessMoves(db, Library(json), services.GetRequiredService<TimeProvider>()).ReadAsync("milestone-review", from, null, await services.GetRequiredService<AccessReader>().ForAsync(id, default), default);
    });

    private static Task<MovedProcesses> MoveAsync(Review review, string json, (int, int) process, string who = "office.uk", int to = 99) => new Acts(review.Database, review.World).AsAsync(who, async (services, by) =>
    {
        var (db, library) = (services.GetRequiredService<PhdTrackerDb>(), Library(json));
        var runner = new ProcessRunner(db, library, services.GetRequiredService<Desks>(), services, services.GetRequiredService<TimeProvider>(), NullLogger<ProcessRunner>.Instance);
        var handler = new MoveProcessesHandler(db, new ManagedProcesses(db, services.GetRequiredService<AccessReader>(), runner), services.GetRequiredService<CaseReturn>(), runner, library, services.GetRequiredService<TimeProvider>());
        return await handler.HandleAsync(new MoveProcesses("milestone-review", to, [process], "Because."), by, default);
    });

    private static DefinitionLibrary Library(string newer) => new([("milestone-review.json", Shipped), ("newer.json", newer)]);
}
