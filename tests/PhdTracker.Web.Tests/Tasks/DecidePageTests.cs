using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Tasks;

public sealed class DecidePageTests
{
    [Fact]
    public async Task Get_Asked_ShowsTheCaseTheFormAndWhoseDesk()
    {
        await using var app = await App.StartAsync();
        var task = await HandInAsync(app);

        var page = await app.OpenAsync("lead.uk", $"/tasks/{task}");

        Assert.Equal("Early stage assessment: Freya Tanaka", page.Find("h1").TextContent);
        Assert.Contains("It is on your desk", page.Find(".desk").TextContent, StringComparison.Ordinal);
        Assert.Contains("Please read section 4 first.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Report.pdf", page.Find(".files").TextContent, StringComparison.Ordinal);
        Assert.Contains("one retake is left", page.Find("#answer").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.Document.QuerySelectorAll(".route .step-now").Length);
        Assert.Contains("sent version 1", page.Find(".history").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.InlineCode());
    }

    [Fact]
    public async Task Get_InFrench_IsFrench()
    {
        await using var app = await App.StartAsync();
        await HandInAsync(app);
        var task = await new Acts(app).TaskAsync(app.World.EsaId, "lead:partner");

        var page = await app.OpenAsync("lead.fr", $"/tasks/{task}");

        Assert.Equal("fr", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Contains("C’est sur votre bureau depuis le lundi 23 novembre 2026.", page.Find(".desk").TextContent, StringComparison.Ordinal);
        Assert.Contains("Défavorable", page.Find("#answer").TextContent, StringComparison.Ordinal);
        Assert.Contains("En attente de Prof Niamh Sutcliffe (Imperial)", page.Find(".desk").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Approved_GoesOnAndSaysWhoseDeskItIsOn()
    {
        await using var app = await App.StartAsync();
        var task = await HandInAsync(app);

        var next = await (await app.OpenAsync("lead.uk", $"/tasks/{task}")).SubmitAsync("#answer", Answer(DecisionKind.Approved));

        Assert.Equal("/tasks", next.Path);
        Assert.StartsWith("Your answer is recorded: Approved. Waiting for Dr Ruth Pemberton (Imperial), since Monday 23 November 2026.", next.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_NothingChosen_KeepsWhatWasTypedAndLinksToTheChoice()
    {
        await using var app = await App.StartAsync();
        var task = await HandInAsync(app);

        var again = await (await app.OpenAsync("lead.uk", $"/tasks/{task}")).SubmitAsync("#answer", new Dictionary<string, string> { ["Comment"] = "<b>Half</b> a thought" });

        Assert.Equal("Choose what you decide.", Assert.Single(again.Errors));
        Assert.NotNull(again.Document.QuerySelector("#Decision"));
        Assert.Equal("<b>Half</b> a thought", again.Find("#Comment").TextContent.Trim());
    }

    [Theory]
    [InlineData("Nonsense")]
    [InlineData("77")]
    [InlineData("Favourable")]
    public async Task Post_AnswerThatIsNotOffered_IsRefused(string answer)
    {
        await using var app = await App.StartAsync();
        var task = await HandInAsync(app);

        var again = await (await app.OpenAsync("lead.uk", $"/tasks/{task}")).SubmitAsync("#answer", new Dictionary<string, string> { ["Decision"] = answer, ["Comment"] = "Because." });

        Assert.Single(again.Errors);
        Assert.Equal(0, await app.AskAsync(db => db.Decisions.CountAsync()));
    }

    [Theory]
    [InlineData(DecisionKind.Returned, "", "Say why: the student reads it and needs to know what to change.")]
    [InlineData(DecisionKind.Approved, "long", "Your comment has 8,001 characters; 8,000 fit. Shorten it, or put the long version in a document.")]
    public async Task Post_CommentMissingOrTooLong_IsSaidAtTheComment(DecisionKind kind, string comment, string error)
    {
        await using var app = await App.StartAsync();
        var task = await HandInAsync(app);
        var text = comment == "long" ? new string('x', DecideTaskHandler.LongestComment + 1) : comment;

        var again = await (await app.OpenAsync("lead.uk", $"/tasks/{task}")).SubmitAsync("#answer", new Dictionary<string, string> { ["Decision"] = kind.ToString(), ["Comment"] = text });

        Assert.Equal(error, Assert.Single(again.Errors));
        Assert.Equal("#Comment", again.Find("[data-error-summary] a").GetAttribute("href"));
        Assert.True(again.Find($"[value={kind}]").HasAttribute("checked"));
    }

    [Fact]
    public async Task Post_SecondClick_TellsAndCountsOnce()
    {
        await using var app = await App.StartAsync();
        var task = await HandInAsync(app);
        var form = await app.OpenAsync("lead.uk", $"/tasks/{task}");
        await form.SubmitAsync("#answer", Answer(DecisionKind.Approved));

        var again = await form.SubmitAsync("#answer", Answer(DecisionKind.Approved));

        Assert.StartsWith("You already answered it: it was approved on 23 Nov 2026, 09:00 London.", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Null(again.Document.QuerySelector("#answer"));
        Assert.Equal(1, await app.AskAsync(db => db.Decisions.CountAsync()));
    }

    [Fact]
    public async Task Post_StaleVersion_SaysSoKeepsTheTextAndCanBeSentAgain()
    {
        await using var app = await App.StartAsync();
        var task = await HandInAsync(app);
        var form = await app.OpenAsync("lead.uk", $"/tasks/{task}");

        var again = await form.SubmitAsync("#answer", new Dictionary<string, string>(Answer(DecisionKind.Returned)) { ["Version"] = "41" });

        Assert.StartsWith("Somebody changed this after you opened it.", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Equal("Because.", again.Find("#Comment").TextContent.Trim());
        Assert.Equal("/tasks", (await again.SubmitAsync("#answer")).Path);
    }

    [Fact]
    public async Task Get_Closed_SaysWhoDecidedAndHasNoForm()
    {
        await using var app = await App.StartAsync();
        var task = await HandInAsync(app);
        await new Acts(app).DecideAsync("lead.uk", task, DecisionKind.Returned, "Add the control experiment.");

        var page = await app.OpenAsync("lead.uk", $"/tasks/{task}");

        Assert.Contains("You already answered it: it was returned to the student", page.Text, StringComparison.Ordinal);
        Assert.Contains("Add the control experiment.", page.Find(".history").TextContent, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#answer"));
    }

    private static async Task<int> HandInAsync(App app)
    {
        var acts = new Acts(app);
        await acts.HandInAsync("student.uk", app.World.EsaId);
        return await acts.TaskAsync(app.World.EsaId, "lead:home");
    }

    private static Dictionary<string, string> Answer(DecisionKind kind) => new() { ["Decision"] = kind.ToString(), ["Comment"] = "Because." };
}
