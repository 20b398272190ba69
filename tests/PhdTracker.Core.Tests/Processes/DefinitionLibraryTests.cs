using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

public class DefinitionLibraryTests
{
    private const string Route = """
        { "definitionId": "r", "version": 1, "root": { "type": "Elsa.Flowchart",
          "activities": [{ "id": "a", "type": "Elsa.RunTask", "taskName": "A" }], "connections": [] } }
        """;

    [Fact]
    public void LoadFrom_ShippedRoutes_CanBeUsed()
    {
        var library = DefinitionLibrary.LoadFrom(Path.Combine(Checkout.Root, "workflows", "approvals"));

        Assert.Contains("milestone-review", library.Ids);
    }

    [Fact]
    public async Task Name_ShippedRoutes_IsKnownInBothLanguagesUnlessTheyAreRenamed()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var library = DefinitionLibrary.LoadFrom(Path.Combine(Checkout.Root, "workflows", "approvals"));

        foreach (var id in library.Ids)
        {
            var name = (await database.AskAsync(db => library.LatestAsync(db, id, database.Clock.UtcNow(), default).AsTask())).Definition.Name;
            Assert.Equal(name, RouteNames.Of(Texts.English, id, name));
            // One word is the same in both languages.
            Assert.Equal(id == "interruption", name == RouteNames.Of(Texts.French, id, name));
        }
        Assert.Equal("Our own", RouteNames.Of(Texts.French, "milestone-review", "Our own"));
    }

    [Fact]
    public void New_BrokenRoute_NamesFileActivityAndReason()
    {
        var problem = Assert.Throws<InvalidRouteException>(() => new DefinitionLibrary([("r.json", Route.Replace("Elsa.RunTask", "Elsa.RunTsk", StringComparison.Ordinal))]));

        Assert.StartsWith("r.json: Activity 'a': There is no activity type “Elsa.RunTsk”.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_SomebodyUnknownIsAsked_IsRefused() =>
        Assert.Contains("“boss:home”", Assert.Throws<InvalidRouteException>(() => new DefinitionLibrary([("r.json", """
            { "definitionId": "r", "version": 1, "root": { "type": "Elsa.Flowchart",
              "activities": [{ "id": "a", "type": "PhdTracker.Notify", "to": "boss:home" }], "connections": [] } }
            """)])).Message, StringComparison.Ordinal);

    [Fact]
    public void New_SameVersionInTwoFiles_IsRefused() =>
        Assert.Throws<InvalidRouteException>(() => new DefinitionLibrary([("r.json", Route), ("s.json", Route)]));

    [Fact]
    public async Task Store_SameVersionWithOtherContent_StopsTheStart()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var now = database.Clock.UtcNow();
        await database.InScopeAsync(services => StoreAsync(services, Route, now));
        // Spaces are not content.
        await database.InScopeAsync(services => StoreAsync(services, Route.Replace("  ", " ", StringComparison.Ordinal), now));

        var problem = await Assert.ThrowsAsync<InvalidRouteException>(() =>
            database.InScopeAsync(services => StoreAsync(services, Route.Replace("\"A\"", "\"B\"", StringComparison.Ordinal), now)));

        Assert.Contains("Give the changed route the version 2.", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, await database.AskAsync(db => db.Definitions.CountAsync()));
    }

    private static Task StoreAsync(IServiceProvider services, string json, DateTime now) =>
        new DefinitionLibrary([("r.json", json)]).StoreAsync((Core.Data.PhdTrackerDb)services.GetService(typeof(Core.Data.PhdTrackerDb))!, now, default);
}
