using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Editing;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Definitions;

/// <summary>A world of its own, and what people do to the versions of its milestone review.</summary>
public abstract class RouteFixture : WorldFixture
{
    protected const string Review = "milestone-review";

    protected DateTime Now => Database.Clock.UtcNow();

    /// <summary>What another node, or a later release, has in its files.</summary>
    protected static DefinitionLibrary Shipped(int version = 1) => new([("milestone-review.json", RouteEditor.Renumber(File.ReadAllText(Path.Combine(Checkout.Root, "workflows", "approvals", "milestone-review.json")), version))]);

    protected Task StoreAsync(DefinitionLibrary library) => Database.InScopeAsync(services => library.StoreAsync(services.GetRequiredService<PhdTrackerDb>(), Now, default));

    protected Task<int> LatestAsync(DefinitionLibrary? library = null) => Database.InScopeAsync(async services =>
        (await (library ?? services.GetRequiredService<DefinitionLibrary>()).LatestAsync(services.GetRequiredService<PhdTrackerDb>(), Review, Now, default)).Definition.Version);

    protected Task<StoredDefinition> StoredAsync(int version, string id = Review) => Database.AskAsync(db => db.Definitions.AsNoTracking().SingleAsync(d => d.DefinitionId == id && d.DefinitionVersion == version));

    /// <summary>Starts the route about a milestone, and says on which version.</summary>
    protected Task<int> StartAsync() => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var milestone = await db.Milestones.Include(m => m.Candidature).SingleAsync(m => m.Id == World.EsaId);
        var process = await services.GetRequiredService<ProcessRunner>().StartAsync(Review, milestone, null, default);
        await db.SaveChangesAsync();
        return process.DefinitionVersion;
    });

    protected Task<int> EditAsync(string name, int version, string days, string? seen = null) => AsAsync<EditRouteStepHandler, int>(name, async (handler, by) =>
        await handler.HandleAsync(new EditRouteStep(Review, version, seen ?? (await StoredAsync(version)).ContentHash, "lead", new Dictionary<string, string?> { ["dueIn"] = days }), by, default));

    protected Task<int> EditAsync(string name, int version, Dictionary<string, string?> inputs) => AsAsync<EditRouteStepHandler, int>(name, async (handler, by) =>
        await handler.HandleAsync(new EditRouteStep(Review, version, (await StoredAsync(version)).ContentHash, "lead", inputs), by, default));

    protected Task<int> AskAsync(int version, string whom) => AsAsync<EditRouteStepHandler, int>("office.uk", async (handler, by) =>
        await handler.HandleAsync(new EditRouteStep(Review, version, (await StoredAsync(version)).ContentHash, "lead", new Dictionary<string, string?> { ["assignee"] = whom }), by, default));

    protected Task PublishAsync(string name, int version, string reason = "Ten days were too few.") => AsAsync<PublishRouteHandler, int>(name, async (handler, by) =>
    {
        await handler.HandleAsync(new PublishRoute(Review, version, (await StoredAsync(version)).ContentHash, reason), by, default);
        return version;
    });

    protected Task DiscardAsync(string name, int version) => AsAsync<DiscardDraftHandler, int>(name, async (handler, by) =>
    {
        await handler.HandleAsync(new DiscardDraft(Review, version, (await StoredAsync(version)).ContentHash), by, default);
        return version;
    });

    protected Task<UploadedRoute> UploadAsync(string json, bool renumber) => AsAsync<UploadRouteHandler, UploadedRoute>("office.uk", (handler, by) => handler.HandleAsync(new UploadRoute(json, renumber), by, default));

    protected async Task<IReadOnlyList<Workflows.DefinitionProblem>> RefusedAsync(string json, bool renumber) =>
        (await Assert.ThrowsAsync<RouteProblemsException>(() => UploadAsync(json, renumber))).Problems;

    protected Task<T> AsAsync<THandler, T>(string name, Func<THandler, Person, Task<T>> act) where THandler : notnull => Database.InScopeAsync(async services =>
        await act(services.GetRequiredService<THandler>(), await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == World.People[name])));

    protected static string Named(string json, string id)
    {
        var source = JsonNode.Parse(json)!;
        source["definitionId"] = id;
        return source.ToJsonString();
    }

    protected static int DueIn(StoredDefinition definition) => (int)JsonNode.Parse(definition.Json)!["root"]!["activities"]!.AsArray().First(a => (string?)a!["id"] == "lead")!["dueIn"]!["expression"]!["value"]!;
}
