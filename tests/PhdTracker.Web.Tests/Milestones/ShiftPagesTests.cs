using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Milestones;

public sealed class ShiftPagesTests : IAsyncLifetime
{
    private App _app = null!;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        await new ShiftActs(new Acts(_app), _app.World).PlanAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Shift_IsPreviewedAppliedAndUndone()
    {
        var form = await (await _app.OpenAsync("programme", "/milestones/shifts")).FollowAsync("a[href='/milestones/shifts/add']");

        var preview = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["From"] = "2027-03-01", ["To"] = "2027-03-31", ["Reason"] = "The <building> is closed" });

        Assert.Contains("Preview, nothing has moved", preview.Text, StringComparison.Ordinal);
        Assert.Contains("4 students", preview.Text, StringComparison.Ordinal);
        Assert.Contains("1 Nov 2027", preview.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("The <building> is closed", (await _app.OpenAsync("office.uk", "/milestones/shifts")).Text, StringComparison.Ordinal);
        var applied = await preview.SubmitAsync("button[formaction*='handler=Apply']");
        Assert.Equal("The dates are shifted. Everybody concerned has been told.", applied.Notice);
        Assert.Contains("Applied by", applied.Text, StringComparison.Ordinal);
        Assert.Contains("dates moved", applied.Find("section[aria-labelledby=counts]").TextContent, StringComparison.Ordinal);
        Assert.Contains("London", applied.Text, StringComparison.Ordinal);
        Assert.Contains("Dates shifted", (await _app.OpenAsync("student.uk", $"/candidatures/{_app.World.UkCandidatureId}")).Text, StringComparison.Ordinal);
        var other = await _app.OpenAsync("office.uk", applied.Path);
        Assert.Contains("The <building> is closed", other.Text, StringComparison.Ordinal);
        Assert.Empty(other.Document.QuerySelectorAll("form.card-footer"));
        var undone = await applied.SubmitAsync("button[formaction*='handler=Undo']");
        Assert.Equal("The shift is undone. Everybody concerned has been told.", undone.Notice);
        Assert.Contains("Undone by", undone.Text, StringComparison.Ordinal);
        Assert.Contains("dates had moved", undone.Find("section[aria-labelledby=counts]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shift_WrongInput_IsKeptAndTold()
    {
        var form = await _app.OpenAsync("office.uk", "/milestones/shifts/add");

        var empty = await form.SubmitAsync("form.card");
        var inverted = await empty.SubmitAsync("form.card", new Dictionary<string, string> { ["From"] = "2027-03-31", ["To"] = "2027-03-01", ["Reason"] = "A <strike>" });

        Assert.Equal(["Give the first day.", "Give the last day.", "Give a reason: it stays in the history."], empty.Errors);
        Assert.Single(inverted.Errors);
        Assert.Equal("A <strike>", inverted.Find("textarea").TextContent.Trim());
    }

    [Fact]
    public async Task Shift_Discarded_IsGone()
    {
        var id = await new ShiftActs(new Acts(_app), _app.World).PrepareAsync("office.uk");
        var page = await _app.OpenAsync("office.uk", $"/milestones/shifts/{id}");

        var list = await page.SubmitAsync("button[formaction*='handler=Discard']");

        Assert.Equal("The shift is discarded; nothing had moved.", list.Notice);
        Assert.Contains("No dates have been shifted", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shift_OfMany_IsCountedInTheBackground_AndItsPageShowsHowFarItIs()
    {
        await new ShiftActs(new Acts(_app), _app.World).AddStudentsAsync(ShiftRunner.AtOnce);
        var client = await _app.SignedInAsync("programme");
        var form = await _app.OpenAsync("programme", "/milestones/shifts/add");

        var page = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["From"] = "2027-03-01", ["To"] = "2027-03-31", ["Reason"] = "A strike" });
        while (page.Document.QuerySelector("#progress") is { } progress)
        {
            Assert.Equal(page.Path, progress.GetAttribute("hx-get"));
            Assert.Contains($" of {ShiftRunner.AtOnce + 4} done.", progress.TextContent, StringComparison.Ordinal);
            await Task.Delay(50);
            page = await _app.OpenAsync("programme", page.Path);
        }

        Assert.Contains($"{ShiftRunner.AtOnce + 4} students", page.Text, StringComparison.Ordinal);
        using var poll = new HttpRequestMessage(HttpMethod.Get, page.Path) { Headers = { { "HX-Request", "true" } } };
        using var answer = await client.SendAsync(poll);
        Assert.Equal("true", answer.Headers.GetValues("HX-Refresh").Single());
    }
}
