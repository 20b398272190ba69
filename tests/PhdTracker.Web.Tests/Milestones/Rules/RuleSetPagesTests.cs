using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Milestones.Rules;

/// <summary>Rule sets through their pages: read, uploaded, compared, tried, published, retired.</summary>
public sealed class RuleSetPagesTests : IAsyncLifetime
{
    private const string Shipped = "/milestones/rules/imperial-2021-10/1";
    private const string Draft = "/milestones/rules/imperial-2021-10/1001";
    private App _app = null!;

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Index_EverySet_SaysForWhomItIsAndWhoFollows()
    {
        var page = await _app.OpenAsync("auditor", "/milestones/rules");

        Assert.Contains("Imperial College London, registered from 1 October 2021", page.Text, StringComparison.Ordinal);
        Assert.Matches(@"\d+ candidatures? on version 1", page.Text);
        Assert.Null(page.Document.QuerySelector("a[href='/milestones/rules/upload']"));
        Assert.NotNull((await _app.OpenAsync("office.uk", "/milestones/rules")).Document.QuerySelector("a[href='/milestones/rules/upload']"));
        Assert.Contains("inscriptions à partir du 1er octobre 2021", (await _app.OpenAsync("office.fr", "/milestones/rules")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_EveryRule_IsInWordsWithWhatIsToBeConfirmed()
    {
        var page = await _app.OpenAsync("auditor", "/milestones/rules/imperial-2021-10");

        Assert.Contains("12 months of active time after the start", page.Find("#rule-esa").TextContent, StringComparison.Ordinal);
        Assert.Contains("†", page.Find("#rule-corrections-uk th").TextContent, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("form.card-body"));
    }

    [Fact]
    public async Task Files_RuleSetAndSchema_AreAsTheyAreStored()
    {
        var client = await _app.SignedInAsync("auditor");

        using var set = await client.GetAsync(Shipped + "?handler=file");
        using var schema = await client.GetAsync("/milestones/rules?handler=schema");

        Assert.Equal("imperial-2021-10-v1.json", set.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "workflows", "milestones", "imperial-2021-10.json")), await set.Content.ReadAsStringAsync());
        Assert.Contains("\"$schema\"", await schema.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candidatures_OfAVersion_AreThoseThatTheReaderMayOpen()
    {
        var page = await _app.OpenAsync("office.uk", Shipped + "/candidatures");
        Assert.NotNull(page.Document.QuerySelector($"a[href='/candidatures/{_app.World.UkCandidatureId}']"));

        var administrator = await _app.OpenAsync("admin", Shipped + "/candidatures");

        Assert.Null(administrator.Document.QuerySelector("main table"));
        Assert.Contains("None that you may open", administrator.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody follows it", (await _app.OpenAsync("office.uk", "/milestones/rules/imperial-mathematics-2021-10/1/candidatures")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_ThenPublish_ShowsTheDifferenceAndCounts()
    {
        var draft = await UploadAsync(Text());

        Assert.Equal(Draft, draft.Path);
        Assert.Contains("version 1001", draft.Notice, StringComparison.Ordinal);
        Assert.Null(draft.Document.QuerySelector($"a[href='{Draft}/publish']"));
        var difference = await _app.OpenAsync("auditor", "/milestones/rules/imperial-2021-10/difference?from=1&to=1001");
        Assert.Equal("12 months of active time after the start", difference.Find("section[aria-labelledby=changed-esa] del").TextContent);
        Assert.Equal("15 months of active time after the start", difference.Find("section[aria-labelledby=changed-esa] ins").TextContent);
        var publish = await _app.OpenAsync("programme", Draft + "/publish");
        Assert.NotNull(publish.Document.QuerySelector("section[aria-labelledby=changed-esa]"));
        var refused = await publish.SubmitAsync("form.card");
        Assert.Equal("Say why: it is kept in the history and shown beside the version.", Assert.Single(refused.Errors));
        var published = await refused.SubmitAsync("form.card", new Dictionary<string, string> { ["Note"] = "Agreed <by> the board." });
        Assert.Equal(Draft, published.Path);
        Assert.Contains("Agreed <by> the board.", published.Text, StringComparison.Ordinal);
        Assert.Contains("Replaced", published.Text, StringComparison.Ordinal);
        Assert.Equal(RuleSetState.Published, await _app.AskAsync(db => db.RuleSets.Where(s => s.Number == 1001).Select(s => s.State).SingleAsync()));
    }

    [Fact]
    public async Task Upload_Broken_ListsEveryProblemInTheReadersLanguageAndKeepsTheText()
    {
        var json = Text().Replace("\"months\":15", "\"months\":-1", StringComparison.Ordinal).Replace("\"lsr\"", "\"LSR\"", StringComparison.Ordinal);
        var form = await _app.OpenAsync("office.fr", "/milestones/rules/upload");

        var again = await form.SubmitAsync("form[enctype]", new Dictionary<string, string> { ["Json"] = json }, []);

        Assert.Equal("/milestones/rules/upload", again.Path);
        var problems = again.Find("section[aria-labelledby=problems]").TextContent;
        Assert.Contains("'offset.months' vaut -1", problems, StringComparison.Ordinal);
        Assert.Contains("un nombre supérieur à 0", problems, StringComparison.Ordinal);
        Assert.Contains("'code' vaut 'LSR'", problems, StringComparison.Ordinal);
        Assert.Equal(json, again.Find("#Json").TextContent.TrimStart('\n'));
        Assert.Single(again.Errors);
    }

    [Fact]
    public async Task Upload_Nothing_IsToldAtTheFile() =>
        Assert.Equal("Choose a file, or paste its text.", Assert.Single((await (await _app.OpenAsync("office.uk", "/milestones/rules/upload")).SubmitAsync("form[enctype]")).Errors));

    [Fact]
    public async Task Try_Draft_ShowsItsDatesBesideThoseInForce()
    {
        await UploadAsync(Text());

        var page = await _app.OpenAsync("auditor", Draft + "/try?Start=2026-12-01&Percent=50&From=2027-02-01&To=2027-02-28");

        var esa = page.Document.QuerySelectorAll("main tbody tr").Single(r => r.QuerySelector("th")!.TextContent == "Early stage assessment").TextContent;
        Assert.Contains("29 Dec 2028", esa, StringComparison.Ordinal);
        Assert.Contains("days later", esa, StringComparison.Ordinal);
        Assert.Contains("The last day comes before the first.", (await _app.OpenAsync("auditor", Draft + "/try?Start=2026-12-01&Percent=50&From=2027-02-01&To=2027-01-01")).Errors);
        Assert.Equal(3, (await _app.OpenAsync("auditor", Draft + "/try?Start=soon&Percent=0&From=2027-02-01")).Errors.Count);
    }

    [Fact]
    public async Task Publish_DiscardedMeanwhile_TellsAndKeepsTheNote()
    {
        var draft = await UploadAsync(Text());
        var publish = await _app.OpenAsync("programme", Draft + "/publish");
        var discarded = await draft.SubmitAsync("form.card-body");
        Assert.Equal("/milestones/rules/imperial-2021-10/1", new Uri("http://x" + (await discarded.FollowAsync($"a[href='{Shipped}']")).Path).AbsolutePath);

        var gone = await publish.SubmitAsync("form.card", new Dictionary<string, string> { ["Note"] = "The <board> agreed." });

        Assert.Contains("Somebody has discarded this draft", Assert.Single(gone.Errors), StringComparison.Ordinal);
        Assert.Contains("The <board> agreed.", gone.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retire_NeededVersion_IsRefusedUntilAnotherTakesItsPlace()
    {
        var refused = await (await _app.OpenAsync("programme", Shipped + "/retire")).SubmitAsync("form.card", new Dictionary<string, string> { ["Note"] = "Out of use." });
        Assert.Contains("would have no rules", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal("Out of use.", refused.Find("textarea").TextContent.Trim());
        await UploadAsync(Text());
        await (await _app.OpenAsync("programme", Draft + "/publish")).SubmitAsync("form.card", new Dictionary<string, string> { ["Note"] = "New rules." });

        var retired = await refused.SubmitAsync("form.card");

        Assert.Contains("Version 1 is retired", retired.Notice, StringComparison.Ordinal);
        // Those who follow it can still read why a date is theirs; its page is still there.
        Assert.Contains("12 months", (await _app.OpenAsync("student.uk", $"/milestones/{_app.World.EsaId}")).Text, StringComparison.Ordinal);
        Assert.NotNull((await _app.OpenAsync("office.uk", $"/milestones/{_app.World.EsaId}")).Document.QuerySelector($"a[href='{Shipped}#rule-esa']"));
        Assert.Null((await _app.OpenAsync("student.uk", $"/milestones/{_app.World.EsaId}")).Document.QuerySelector("a[href^='/milestones/rules']"));
    }

    [Fact]
    public async Task Move_OneStudent_ShowsEveryDateBeforeAndAfterAndFollowsTheNewest()
    {
        var page = $"/candidatures/{_app.World.UkCandidatureId}/rules";
        Assert.Contains("These are the newest versions", (await _app.OpenAsync("office.uk", page)).Text, StringComparison.Ordinal);
        await UploadAsync(Text());
        await (await _app.OpenAsync("programme", Draft + "/publish")).SubmitAsync("form.card", new Dictionary<string, string> { ["Note"] = "New rules." });

        var form = await (await _app.OpenAsync("office.uk", Shipped + "/candidatures")).FollowAsync($"a[href^='{page}']");

        Assert.Contains("1 Jan 2027", form.Find("section[aria-labelledby=preview]").TextContent, StringComparison.Ordinal);
        var refused = await form.SubmitAsync("form.card");
        Assert.Single(refused.Errors);
        var moved = await refused.SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "The <board> decided." });
        Assert.Equal($"/candidatures/{_app.World.UkCandidatureId}", moved.Path);
        Assert.Contains("follows version 1001 now", moved.Notice, StringComparison.Ordinal);
        var stale = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "Once more." });
        Assert.Single(stale.Errors);
        Assert.NotNull((await _app.OpenAsync("office.uk", $"/milestones/{_app.World.EsaId}")).Document.QuerySelector($"a[href='{Draft}#rule-esa']"));
    }

    private async Task<AppPage> UploadAsync(string json) =>
        await (await _app.OpenAsync("office.uk", "/milestones/rules/upload")).SubmitAsync("form[enctype]", new Dictionary<string, string> { ["Json"] = json }, []);

    /// <summary>The shipped set with the early stage assessment due after 15 months.</summary>
    private static string Text()
    {
        var set = JsonNode.Parse(File.ReadAllText(Path.Combine(Checkout.Root, "workflows", "milestones", "imperial-2021-10.json")))!;
        set["rules"]!.AsArray().First(r => (string?)r!["code"] == "esa")!["offset"]!["months"] = 15;
        return set.ToJsonString();
    }
}
