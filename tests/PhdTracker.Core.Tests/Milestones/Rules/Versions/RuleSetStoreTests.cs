using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Milestones.Rules.Reading;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones.Rules.Versions;

/// <summary>What the files ship, taken in at the start.</summary>
public sealed class RuleSetStoreTests : RuleSetFixture
{
    [Fact]
    public async Task Store_Again_ChangesNothing()
    {
        var before = await AllAsync();

        await StoreAsync(RuleSetStore.LoadFrom(Path.Combine(Checkout.Root, "workflows", "milestones")));

        Assert.Equal(before, await AllAsync());
        Assert.All(before, s => Assert.EndsWith("Published Shipped", s, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Store_FileChangedWithoutANewVersion_SaysWhichAndWhatToDo()
    {
        var broken = await Assert.ThrowsAsync<InvalidRuleSetException>(() => StoreAsync(new RuleSetStore([("imperial.json", Text(esaMonths: 13))])));

        Assert.Equal("imperial.json: version 1 of 'imperial-2021-10' was stored with other content; expected 'version' 2 for the changed set.", broken.Message);
    }

    [Fact]
    public async Task Store_SpacesAndCommentsChanged_IsTheSame()
    {
        var file = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "workflows", "milestones", Imperial + ".json"));

        await StoreAsync(new RuleSetStore([("imperial.json", "// written anew\n" + file.Replace("\n", "\r\n", StringComparison.Ordinal))]));

        Assert.Equal(1, await Database.AskAsync(db => db.RuleSets.CountAsync(s => s.Code == Imperial)));
    }

    [Fact]
    public async Task Store_HigherVersion_IsOneThatCandidaturesBeginOn()
    {
        await StoreAsync(new RuleSetStore([("imperial.json", Text(version: 2))]));

        Assert.Equal(2, (await LibraryAsync()).ForInstitution(new("IMPERIAL", "GB", null, "IC-CNRS", new(2026, 12, 1)))!.Version);
    }

    [Fact]
    public async Task Store_CodeThatWasRetiredHere_StaysRetired()
    {
        await RetireAsync(1, code: "imperial-mathematics-2021-10");

        await StoreAsync(new RuleSetStore([("maths.json", Text(code: "imperial-mathematics-2021-10", version: 2, unit: "MATHEMATICS"))]));

        Assert.Equal(RuleSetState.Retired, (await StoredAsync(2, "imperial-mathematics-2021-10")).State);
    }

    [Fact]
    public async Task Store_SameStudentsAsWhatWasPublishedHere_GivesWay()
    {
        await UploadAsync(Text(code: "melbourne-own", institution: "MELBOURNE"));
        await PublishAsync(First, code: "melbourne-own");

        await StoreAsync(new RuleSetStore([("melbourne.json", Text(code: "melbourne", institution: "MELBOURNE"))]));

        Assert.Equal(RuleSetState.Retired, (await StoredAsync(1, "melbourne")).State);
    }

    [Fact]
    public void New_NumberOfAnUpload_IsRefused() =>
        Assert.Contains("version 1001 is not for a file", Assert.Throws<InvalidRuleSetException>(() => new RuleSetStore([("imperial.json", Text(version: First))])).Message, StringComparison.Ordinal);

    private Task<List<string>> AllAsync() => Database.AskAsync(async db =>
        (await db.RuleSets.AsNoTracking().OrderBy(s => s.Code).ToListAsync()).ConvertAll(s => $"{s.Id} {s.Code} {s.Number} {s.ContentHash} {s.State} {s.Origin}"));
}
