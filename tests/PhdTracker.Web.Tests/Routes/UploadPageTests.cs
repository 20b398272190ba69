using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Routes;

/// <summary>Definitions that cannot be used: each is refused with its place and what to do, and nothing changes.</summary>
public sealed class UploadPageTests : IAsyncLifetime
{
    private App _app = null!;

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public static TheoryData<string, string, string, string> Bad => new()
    {
        { "{ \"definitionId\": ", "The whole route", "The file is not JSON: see line 1.", "Correct it there." },
        { "[1]", "The whole route", "The file does not hold a JSON object.", "A definition is one JSON object." },
        { Of("""{ "id": "a", "type": "Elsa.RunTsk", "taskName": "A" }""", ""), "a", "There is no activity type “Elsa.RunTsk”.", "Use one of" },
        { Of(Task("a"), Way("a", "nowhere")), "a", "there is no activity “nowhere”", "Connect two activities of this workflow" },
        { Of("", ""), "The whole route", "The flowchart has no activities.", "Add at least one." },
        { Of($"{Start}, {Task("a")}, {Task("b")}", Way("start", "a")), "b", "Nothing leads to this step.", "Connect a step to it, or remove it." },
        { Of($"{Start}, {Note("a")}, {Note("b")}", $"{Way("start", "a")}, {Way("a", "b")}, {Way("b", "a")}"), "b", "closes a loop in which no step waits for anybody.", "Put a step that waits into the loop" },
        { Of(Ask("boss"), ""), "ask", "It asks “boss”, but there is no such group.", "Name a group that is here, or ask a role with its side, such as lead:home." },
        { Of("""{ "id": "if", "type": "Elsa.FlowDecision", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "1 +* 2" } } }""", ""), "if", "condition", "" },
        { Of($"{Task("a")}, {Task("a")}", ""), "a", "Two activities have this id.", "Give each its own." },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task Upload_CannotRun_NamesActivityPlaceAndRemedy(string json, string activity, string message, string remedy)
    {
        var before = await StoredAsync();

        var again = await SendAsync(json);

        Assert.Equal("/routes/upload", again.Path);
        var rows = again.Document.QuerySelectorAll("section[aria-labelledby=problems] tbody tr").ToList();
        Assert.Contains(rows, r => r.Children[0].TextContent.Trim().StartsWith(activity, StringComparison.Ordinal)
            && r.Children[1].TextContent.Contains(message, StringComparison.Ordinal) && r.Children[2].TextContent.Contains(remedy, StringComparison.Ordinal));
        Assert.Single(again.Errors);
        // What was sent is still there, with the name of its file.
        Assert.Equal(json, again.Find("#Json").TextContent.TrimStart('\n'));
        Assert.Contains("route.json", again.Text, StringComparison.Ordinal);
        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task Upload_ReadInFrench_SaysEveryProblemInFrench()
    {
        var client = await _app.SignedInAsync("office.fr");
        var form = await AppPage.OpenAsync(client, "/routes/upload");
        Assert.Equal("fr", form.Document.DocumentElement.GetAttribute("lang"));

        var again = await form.SubmitAsync("form[enctype]", new Dictionary<string, string>
        {
            ["Json"] = Of($$"""{{Start}}, {{Task("a")}}, {{Ask("boss")}}, { "id": "if", "type": "Elsa.FlowDecision", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "1 +* 2" } } }""", Way("start", "nowhere")),
        }, []);

        var problems = again.Find("section[aria-labelledby=problems] tbody");
        Assert.Null(problems.QuerySelector("[lang]"));
        Assert.Contains("mais il n’y a pas d’activité «\u00A0nowhere\u00A0»", problems.TextContent, StringComparison.Ordinal);
        Assert.Contains("Dans «\u00A0condition\u00A0»\u00A0: Il manque ici une valeur. Trouvé\u00A0: «\u00A0*\u00A0».", problems.TextContent, StringComparison.Ordinal);
        Assert.Contains("Elle sollicite «\u00A0boss\u00A0», mais ce groupe n’existe pas.", problems.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_SeveralThingsWrong_ListsThemAllAtOnce()
    {
        var again = await SendAsync(Of($"{Start}, {Task("a")}, {Task("b")}, {Ask("boss")}", Way("start", "nowhere")));

        var text = again.Find("section[aria-labelledby=problems]").TextContent;
        Assert.Contains("“boss”", text, StringComparison.Ordinal);
        Assert.Contains("“nowhere”", text, StringComparison.Ordinal);
        Assert.Contains("Nothing leads to this step.", text, StringComparison.Ordinal);
        Assert.Contains("Version 1 is kept for the files that the app ships.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_VersionThatExistsWithOtherContent_IsRefusedAndCanBeNumbered()
    {
        var json = (await ReviewAsync()).Replace("Home lead decides", "The lead decides", StringComparison.Ordinal);
        var before = await StoredAsync();

        var again = await SendAsync(json);

        Assert.Contains("Version 1 of “milestone-review” exists with other content.", again.Text, StringComparison.Ordinal);
        Assert.Contains("Give it the version 1001, or let the app number it.", again.Text, StringComparison.Ordinal);
        Assert.Equal(before, await StoredAsync());
        // The text is still in the form: one tick is enough.
        var draft = await again.SubmitAsync("form[enctype]", new Dictionary<string, string> { ["Renumber"] = "true" }, []);
        Assert.Equal("/routes/milestone-review/1001", draft.Path);
        Assert.Equal(before + 1, await StoredAsync());
    }

    [Fact]
    public async Task Upload_FiveMegabytes_IsRefusedAndItsNameKept()
    {
        var json = Of($$"""{ "id": "a", "type": "Elsa.RunTask", "taskName": "{{new string('x', 5_000_000)}}" }""", "");

        var again = await SendAsync(json);

        Assert.Contains("The file is longer than", again.Text, StringComparison.Ordinal);
        Assert.Contains("You sent route.json.", again.Text, StringComparison.Ordinal);
        // Pasted instead of chosen it is refused as well.
        var pasted = await again.SubmitAsync("form[enctype]", new Dictionary<string, string> { ["Json"] = json }, []);
        Assert.Contains("The file is longer than", pasted.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_TenThousandActivities_IsRefused()
    {
        var again = await SendAsync(Of(string.Join(",", Enumerable.Range(0, 10_000).Select(n => $$"""{"id":"a{{n}}","type":"Elsa.WriteLine"}""")), ""));

        Assert.Contains("10,000 activities", again.Text.Replace("10000", "10,000", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_NothingChosen_SaysSo()
    {
        var again = await (await _app.OpenAsync("office.uk", "/routes/upload")).SubmitAsync("form[enctype]", null, []);

        Assert.Equal("Choose a file, or paste its text.", Assert.Single(again.Errors));
    }

    [Fact]
    public async Task Upload_WhatWasDownloadedAndNumbered_IsADraft()
    {
        var source = JsonNode.Parse(await ReviewAsync())!;
        source["version"] = 1004;

        var draft = await SendAsync(source.ToJsonString());

        Assert.Equal("/routes/milestone-review/1004", draft.Path);
        Assert.Contains("as a draft, version 1004", draft.Notice, StringComparison.Ordinal);
    }

    private async Task<AppPage> SendAsync(string json) => await (await _app.OpenAsync("office.uk", "/routes/upload"))
        .SubmitAsync("form[enctype]", null, [new AppFile("Upload", "route.json", Encoding.UTF8.GetBytes(json), "application/json")]);

    private Task<int> StoredAsync() => _app.AskAsync(db => db.Definitions.CountAsync());

    private Task<string> ReviewAsync() => _app.AskAsync(db => db.Definitions.Where(d => d.DefinitionId == "milestone-review").Select(d => d.Json).SingleAsync());

    private const string Start = """{ "id": "start", "type": "Elsa.Start" }""";

    private static string Of(string activities, string connections) =>
        $$"""{ "definitionId": "tried", "version": 1, "root": { "type": "Elsa.Flowchart", "activities": [{{activities}}], "connections": [{{connections}}] } }""";

    private static string Task(string id) => $$"""{ "id": "{{id}}", "type": "Elsa.RunTask", "taskName": "A" }""";

    private static string Note(string id) => $$"""{ "id": "{{id}}", "type": "Elsa.WriteLine", "text": "A" }""";

    private static string Ask(string whom) => $$"""{ "id": "ask", "type": "PhdTracker.RequestAction", "assignee": "{{whom}}", "title": "T", "titleFr": "T", "action": "sign" }""";

    private static string Way(string from, string to) => $$"""{ "source": { "activity": "{{from}}", "port": "Done" }, "target": { "activity": "{{to}}", "port": "In" } }""";
}
