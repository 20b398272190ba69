using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.People;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones.Rules.Versions;

/// <summary>A world of its own, and what people do to the versions of its rule sets.</summary>
public abstract class RuleSetFixture : WorldFixture
{
    protected const string Imperial = "imperial-2021-10";
    protected const int First = StoredRuleSet.FirstLocalNumber;

    protected DateTime Now => Database.Clock.UtcNow();

    /// <summary>The text of a shipped set, its early stage assessment due after other months, for students registered from another day.</summary>
    protected static string Text(int esaMonths = 15, string? from = "2021-10-01", string code = Imperial, int? version = null, string? unit = null, string institution = "IMPERIAL")
    {
        var set = JsonNode.Parse(File.ReadAllText(Path.Combine(Checkout.Root, "workflows", "milestones", Imperial + ".json")))!;
        set["code"] = code;
        set["version"] = version ?? 1;
        set["appliesTo"] = new JsonObject { ["institution"] = institution };
        if (from is not null)
            set["appliesTo"]!["registeredFrom"] = from;
        if (unit is not null)
            set["appliesTo"]!["unit"] = unit;
        set["rules"]!.AsArray().First(r => (string?)r!["code"] == "esa")!["offset"]!["months"] = esaMonths;
        return set.ToJsonString();
    }

    protected Task<StoredRuleSet> StoredAsync(int number, string code = Imperial) => Database.AskAsync(db => db.RuleSets.AsNoTracking().SingleAsync(s => s.Code == code && s.Number == number));

    protected Task StoreAsync(RuleSetStore store) => Database.InScopeAsync(services => store.StoreAsync(services.GetRequiredService<PhdTrackerDb>(), Now, default));

    /// <summary>As a request on another node sees it: nothing but the database is shared.</summary>
    protected Task<RuleSetLibrary> LibraryAsync() => Database.InScopeAsync(services =>
        Task.FromResult(RuleSetStore.LoadFrom(Path.Combine(Checkout.Root, "workflows", "milestones")).Library(services.GetRequiredService<PhdTrackerDb>())));

    protected Task<UploadedRuleSet> UploadAsync(string json, bool renumber = true, string name = "office.uk") =>
        AsAsync<UploadRuleSetHandler, UploadedRuleSet>(name, (handler, by) => handler.HandleAsync(new UploadRuleSet(json, "set.json", renumber), by, default));

    protected Task PublishAsync(int number, string name = "programme", string code = Imperial, string note = "Agreed by the board.", string? seen = null) => AsAsync<PublishRuleSetHandler, int>(name, async (handler, by) =>
    {
        await handler.HandleAsync(new PublishRuleSet(code, number, seen ?? (await StoredAsync(number, code)).ContentHash, note), by, default);
        return number;
    });

    protected Task RetireAsync(int number, string name = "programme", string code = Imperial) => AsAsync<RetireRuleSetHandler, int>(name, async (handler, by) =>
    {
        await handler.HandleAsync(new RetireRuleSet(code, number, (await StoredAsync(number, code)).ContentHash, "Out of use."), by, default);
        return number;
    });

    protected Task DiscardAsync(int number, string name = "office.uk", string? seen = null) => AsAsync<DiscardRuleSetHandler, int>(name, async (handler, by) =>
    {
        await handler.HandleAsync(new DiscardRuleSet(Imperial, number, seen ?? (await StoredAsync(number)).ContentHash), by, default);
        return number;
    });

    protected Task<T> AsAsync<THandler, T>(string name, Func<THandler, Person, Task<T>> act) where THandler : notnull => Database.InScopeAsync(async services =>
        await act(services.GetRequiredService<THandler>(), await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == World.People[name])));
}
