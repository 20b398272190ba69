using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones.Rules.Versions;

/// <summary>Versions of rule sets that an office uploads, publishes and retires.</summary>
public sealed class RuleSetCommandsTests : RuleSetFixture
{
    private static readonly RuleSetQuery Newcomer = new("IMPERIAL", "GB", null, "IC-CNRS", new(2026, 12, 1));

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Publish_Draft_CountsOnEveryNodeAndMovesNobody(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var before = await DatesAsync();

        var draft = await UploadAsync(Text());

        Assert.Equal((Imperial, First), (draft.Code, draft.Number));
        Assert.Equal(RuleSetState.Draft, (await StoredAsync(First)).State);
        Assert.Equal(1, (await LibraryAsync()).ForInstitution(Newcomer)!.Version);

        await PublishAsync(First);

        Assert.Equal(First, (await LibraryAsync()).ForInstitution(Newcomer)!.Version);
        var stored = await StoredAsync(First);
        Assert.Equal((RuleSetState.Published, "Agreed by the board.", World.People["programme"]), (stored.State, stored.Note, stored.DecidedById!.Value));
        Assert.Equal(before, await DatesAsync(plan: true));
        Assert.Equal(
            [$"UploadRuleSet: {Imperial} 1001", $"PublishRuleSet: {Imperial} 1001: Agreed by the board."],
            await Database.AskAsync(db => db.AuditEntries.Where(a => a.ActName!.EndsWith("RuleSet")).OrderBy(a => a.Id).Select(a => a.ActName + ": " + a.Comment).ToListAsync()));
    }

    [Fact]
    public async Task Publish_NewerVersionForLaterStudents_LeavesTheOlderToThoseBefore()
    {
        await UploadAsync(Text(from: "2027-10-01"));
        await PublishAsync(First);

        var library = await LibraryAsync();

        Assert.Equal(1, library.ForInstitution(Newcomer)!.Version);
        Assert.Equal(First, library.ForInstitution(Newcomer with { RegisteredOn = new(2027, 10, 1) })!.Version);
        Assert.True(library.BeginsOn(library.Find(Imperial, 1)!));
    }

    [Fact]
    public async Task Publish_WholeScopeAnew_ReplacesTheOlderVersion()
    {
        await UploadAsync(Text());
        await PublishAsync(First);

        var library = await LibraryAsync();

        Assert.False(library.BeginsOn(library.Find(Imperial, 1)!));
        Assert.NotNull(library.Find(Imperial, 1));
    }

    [Fact]
    public async Task Publish_SameStudentsAsAnotherCode_IsRefused()
    {
        await UploadAsync(Text(code: "imperial-new", from: "2026-10-01"));

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => PublishAsync(First, code: "imperial-new"));

        Assert.Equal("RuleSetCompetes", refused.Code);
        Assert.Contains("imperial-2021-10", refused.In(Texts.French), StringComparison.Ordinal);
        Assert.Equal(RuleSetState.Draft, (await StoredAsync(First, "imperial-new")).State);
    }

    [Fact]
    public async Task Publish_MoreSpecificSetOverThoseUnderWay_IsRefusedUntilItIsForLaterOnes()
    {
        await UploadAsync(Text(code: "lille-all", from: null, institution: "LILLE"));

        var refused = await Assert.ThrowsAsync<CountedRuleException>(() => PublishAsync(First, code: "lille-all"));

        Assert.Equal("RuleSetTakesOver", refused.Code);
        await UploadAsync(Text(code: "lille-all", from: "2027-09-01", institution: "LILLE"));
        await PublishAsync(First + 1, code: "lille-all");
        Assert.Equal("lille-all", (await LibraryAsync()).ForInstitution(new("LILLE", "FR", null, "IC-CNRS", new(2027, 9, 1)))!.Code);
    }

    [Theory]
    [InlineData("", "RuleSetNoteMissing")]
    [InlineData(null, "RuleSetNoteTooLong")]
    public async Task Publish_WithoutANoteOrWithTooLongAOne_IsRefusedAtTheNote(string? note, string code)
    {
        await UploadAsync(Text());

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => PublishAsync(First, note: note ?? new string('x', StoredRuleSet.LongestNote + 1)));

        Assert.Equal((code, "Note"), (refused.Code, refused.Field));
    }

    [Fact]
    public async Task Publish_SecondClick_IsTold()
    {
        await UploadAsync(Text());
        await PublishAsync(First);

        Assert.Equal("RuleSetAlreadyPublished", (await Assert.ThrowsAsync<DomainRuleException>(() => PublishAsync(First))).Code);
    }

    [Fact]
    public async Task Publish_NumberGivenToAnotherDraftSince_IsStale()
    {
        await UploadAsync(Text());
        var seen = (await StoredAsync(First)).ContentHash;
        await DiscardAsync(First);
        await UploadAsync(Text(esaMonths: 18));

        await Assert.ThrowsAsync<StaleVersionException>(() => PublishAsync(First, seen: seen));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Publish_TwoOfTwoCodesAtOnce_LeavesOne(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await UploadAsync(Text(code: "melbourne-a", institution: "MELBOURNE"));
        await UploadAsync(Text(code: "melbourne-b", institution: "MELBOURNE"));

        var outcomes = await Task.WhenAll(new[] { "melbourne-a", "melbourne-b" }.Select(async code =>
        {
            try
            {
                await PublishAsync(First, code: code);
                return true;
            }
            catch (Exception e) when (e is DbUpdateConcurrencyException or DomainRuleException { Code: "RuleSetCompetes" })
            {
                return false;
            }
        }));

        Assert.Single(outcomes, done => done);
        Assert.Single(await Database.AskAsync(db => db.RuleSets.Where(s => s.Code.StartsWith("melbourne") && s.State == RuleSetState.Published).ToListAsync()));
    }

    [Theory]
    [InlineData("office.uk")]
    [InlineData("auditor")]
    [InlineData("student.uk")]
    public async Task Publish_BySomebodyWhoMayNot_IsNotFound(string name)
    {
        await UploadAsync(Text());

        await Assert.ThrowsAsync<NotFoundException>(() => PublishAsync(First, name));
        await Assert.ThrowsAsync<NotFoundException>(() => RetireAsync(1, name));
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("lead.uk")]
    [InlineData("student.fr")]
    public async Task Upload_BySomebodyWhoMayNot_IsNotFound(string name) =>
        await Assert.ThrowsAsync<NotFoundException>(() => UploadAsync(Text(), name: name));

    [Fact]
    public async Task Retire_OnlySetOfTodaysStudents_IsRefused()
    {
        Assert.Equal("RuleSetNeeded", (await Assert.ThrowsAsync<DomainRuleException>(() => RetireAsync(1))).Code);

        await UploadAsync(Text());
        await PublishAsync(First);
        await RetireAsync(1);

        Assert.Equal(RuleSetState.Retired, (await StoredAsync(1)).State);
        Assert.Equal("RuleSetNotPublished", (await Assert.ThrowsAsync<DomainRuleException>(() => RetireAsync(1))).Code);
    }

    [Fact]
    public async Task Retire_VersionThatIsFollowed_KeepsItsFollowers()
    {
        var before = await DatesAsync();
        await UploadAsync(Text());
        await PublishAsync(First);
        await RetireAsync(1);

        Assert.Equal(before, await DatesAsync(plan: true));

        await PublishAsync(1);
        Assert.Equal(RuleSetState.Published, (await StoredAsync(1)).State);
    }

    [Fact]
    public async Task Discard_Draft_IsGoneAndItsNumberFree()
    {
        await UploadAsync(Text());

        await DiscardAsync(First);

        Assert.False(await Database.AskAsync(db => db.RuleSets.AnyAsync(s => s.Number == First)));
        Assert.Equal("RuleSetDraftDiscarded", (await Assert.ThrowsAsync<DomainRuleException>(() => DiscardAsync(First, seen: "x"))).Code);
        Assert.Equal("RuleSetNotDraft", (await Assert.ThrowsAsync<DomainRuleException>(() => DiscardAsync(1))).Code);
    }

    public static TheoryData<string, string?, string> Bad => new()
    {
        { "{", null, "is not JSON (line 1)" },
        { Text(version: 1), null, "version 1 of 'imperial-2021-10' is here already, with other content; expected 'version' 1001" },
        { Text(version: 2), null, "'version' 2 is kept for the files that the app ships; expected 'version' 1001" },
        { Text(version: 1_000_000), null, "'version' 1000000 is too high" },
        { Text(version: First, code: "upload"), null, "'code' is 'upload', which is kept for the app" },
        { Text(version: First).Replace("panel-review", "nowhere", StringComparison.Ordinal), "esa", "'route' is 'nowhere', which is no approval route; expected one of" },
        { Text(version: First).Replace("\"Viva\"", $"\"{new string('V', 201)}\"", StringComparison.Ordinal), "viva", "'title' is too long; expected at most 200 characters in each language" },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task Upload_CannotBeUsed_SaysRuleAndWhatIsExpected(string json, string? rule, string message)
    {
        var refused = await Assert.ThrowsAsync<RuleSetProblemsException>(() => UploadAsync(json, renumber: false));

        Assert.Contains(refused.Problems, p => p.Rule == rule && p.ToString().Contains(message, StringComparison.Ordinal));
        Assert.False(await Database.AskAsync(db => db.RuleSets.AnyAsync(s => s.State == RuleSetState.Draft)));
    }

    [Fact]
    public async Task Upload_Renumbered_KeepsEverythingElseAsItWasWritten()
    {
        const string note = "// the board's wish\n";
        var json = note + Text();

        await UploadAsync(json);

        var stored = await StoredAsync(First);
        Assert.Equal(json.Replace("\"version\":1,", $"\"version\":{First},", StringComparison.Ordinal), stored.Json);
    }

    [Fact]
    public Task Planning_ManyCandidatures_ReadsTheRuleSetsOnce() => Database.InScopeAsync(async services =>
    {
        var candidatures = await PlanMilestones.WithPlan(services.GetRequiredService<PhdTrackerDb>().Candidatures).ToListAsync();
        var library = services.GetRequiredService<Lazy<RuleSetLibrary>>();
        Assert.False(library.IsValueCreated);

        candidatures.ForEach(services.GetRequiredService<PlanMilestones>().For);

        Assert.True(candidatures.Count > 1);
        // A question a scope, however many are planned: all of them are planned from the same library.
        Assert.True(library.IsValueCreated);
    });

    /// <summary>Every due date of the world, after planning anew or as it stands.</summary>
    private Task<List<string>> DatesAsync(bool plan = false) => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var candidatures = await PlanMilestones.WithPlan(db.Candidatures.Where(c => !Candidature.ClosedStates.Contains(c.State))).ToListAsync();
        candidatures.ForEach(services.GetRequiredService<PlanMilestones>().For);
        if (plan)
            await db.SaveChangesAsync();
        return candidatures.SelectMany(c => c.Milestones.Select(m => $"{c.Id} {m.RuleSetCode} {m.RuleSetVersion} {m.RuleCode} {m.Occurrence} {m.DueOn:yyyy-MM-dd}")).Order(StringComparer.Ordinal).ToList();
    });
}
