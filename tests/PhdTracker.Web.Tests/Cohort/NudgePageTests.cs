using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Cohort;

public sealed class NudgePageTests : IAsyncLifetime
{
    private App _app = null!;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        await new Acts(_app).HandInAsync("student.uk", _app.World.EsaId);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Nudge_ChosenTasks_GoesOutOnceAndSaysWhenAgain()
    {
        var task = await new Acts(_app).TaskAsync(_app.World.EsaId, "lead:home");
        var page = await _app.OpenAsync("office.uk", $"/cohort/nudge?task={task}");
        Assert.NotEqual("", page.Find("textarea[name=Reason]").TextContent.Trim());

        var done = await page.SubmitAsync("main form", new Dictionary<string, string> { ["Reason"] = "The panel meets on Friday." });
        var again = await page.SubmitAsync("main form", new Dictionary<string, string> { ["Reason"] = "And once more." });

        Assert.StartsWith("1 reminder goes out", done.Notice, StringComparison.Ordinal);
        Assert.Contains("30 November 2026", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Equal("And once more.", again.Find("textarea[name=Reason]").TextContent.Trim());
        Assert.Equal(1, await _app.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == "TaskNudged")));
        Assert.Contains("reminded 23 Nov", (await _app.OpenAsync("office.uk", "/cohort/stuck")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nudge_NothingChosen_SaysWhatToDo()
    {
        foreach (var url in new[] { "/cohort/nudge", "/cohort/nudge?task=999999", "/cohort/nudge?task=abc" })
            Assert.Contains("No task is chosen", (await _app.OpenAsync("office.uk", url)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stuck_Auditor_IsOfferedNoReminder()
    {
        var page = await _app.OpenAsync("auditor", "/cohort/stuck");

        Assert.Empty(page.Document.QuerySelectorAll("input[name=task], a[href^='/cohort/nudge']"));
        Assert.NotEmpty((await _app.OpenAsync("office.fr", "/cohort/stuck")).Document.QuerySelectorAll("input[name=task]"));
    }
}
