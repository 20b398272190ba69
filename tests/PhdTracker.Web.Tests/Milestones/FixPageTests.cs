using PhdTracker.Core.Milestones;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Milestones;

public sealed class FixPageTests : IAsyncLifetime
{
    private App _app = null!;

    private string Url => $"/milestones/{_app.World.EsaId}/fix";

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Fix_IsListed_AndReleasedFromTheList()
    {
        var form = await (await _app.OpenAsync("office.uk", $"/milestones/{_app.World.EsaId}")).FollowAsync("a[href$='/fix']");

        var done = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["DueOn"] = "2026-12-15", ["Reason"] = "The panel <meets> late" });

        Assert.Equal("“Early stage assessment” of Freya Tanaka is due on 15 December 2026, whatever the rules say.", done.Notice);
        Assert.Contains("Grace Okafor fixed this date by hand on 23 November 2026", done.Text, StringComparison.Ordinal);
        Assert.Contains("Without that it would be 1 October 2026", done.Text, StringComparison.Ordinal);
        var elsewhere = await _app.OpenAsync("office.fr", "/milestones/fixed");
        Assert.Contains("The panel <meets> late", elsewhere.Text, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Document.QuerySelectorAll("main form[method=post]"));
        Assert.Contains("No date is fixed by hand", (await _app.OpenAsync("office.uk", "/milestones/fixed?side=FR")).Text, StringComparison.Ordinal);
        var released = await (await _app.OpenAsync("office.uk", "/milestones/fixed")).SubmitAsync("main button[name=id]");
        Assert.Equal("The date follows the rules again.", released.Notice);
        Assert.Contains("No date is fixed by hand", released.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fix_NothingFilledIn_TellsBothAtOnce() =>
        Assert.Equal(["Give the day.", "Give a reason: it stays in the history."], (await (await _app.OpenAsync("office.uk", Url)).SubmitAsync("form.card", new Dictionary<string, string> { ["DueOn"] = "", ["Reason"] = " " })).Errors);

    [Fact]
    public async Task Fix_WrongInput_IsKeptAndTold()
    {
        var form = await _app.OpenAsync("office.uk", Url);

        var wrong = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["DueOn"] = "31/31/2026", ["Reason"] = "Panel <late>" });
        var early = await wrong.SubmitAsync("form.card", new Dictionary<string, string> { ["DueOn"] = "2025-01-01" });
        await new Acts(_app).HandInAsync("student.uk", _app.World.EsaId);
        var changed = await early.SubmitAsync("form.card", new Dictionary<string, string> { ["DueOn"] = "2026-12-15" });

        Assert.Equal("This is not a day. Choose one in the calendar.", Assert.Single(wrong.Errors));
        Assert.Contains("before the student’s start", Assert.Single(early.Errors), StringComparison.Ordinal);
        Assert.Contains("changed this", Assert.Single(changed.Errors), StringComparison.Ordinal);
        Assert.Equal("Panel <late>", changed.Find("textarea").TextContent.Trim());
        Assert.Equal(MilestoneState.Submitted, await _app.AskAsync(async db => (await db.Milestones.FindAsync(_app.World.EsaId))!.State));
    }
}
