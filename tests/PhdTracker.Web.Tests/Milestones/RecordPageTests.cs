using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Milestones;

public sealed class RecordPageTests : IAsyncLifetime
{
    private App _app = null!;

    private string Url => $"/milestones/{_app.World.EsaId}/record";

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Record_Reached_IsSaidAndStaysInTheHistory()
    {
        var form = await _app.OpenAsync("office.uk", Url);

        var done = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["What"] = "Reached", ["On"] = "2026-09-20", ["Reason"] = "Panel minutes" });

        Assert.Equal("“Early stage assessment” of Freya Tanaka is recorded as reached on 20 September 2026.", done.Notice);
        Assert.Contains("Panel minutes", done.Find(".history").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Panel minutes", (await _app.OpenAsync("office.fr", $"/milestones/{_app.World.EsaId}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_DayThatNobodyKnew_BringsTheCurveBack()
    {
        await _app.AskAsync(async db =>
        {
            (await db.Milestones.Include(m => m.Equivalents).SingleAsync(m => m.Id == _app.World.EsaId)).Record(null);
            return await db.SaveChangesAsync();
        });
        var blind = await _app.OpenAsync("office.uk", "/cohort/progress?to=esa");
        var list = await _app.OpenAsync("office.uk", blind.Find("#progress-undated a").GetAttribute("href")!);
        var form = await _app.OpenAsync("office.uk", Url);

        var done = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["On"] = "2026-09-20", ["Reason"] = "Panel minutes" });

        Assert.Contains("No curve can be drawn", blind.Text, StringComparison.Ordinal);
        Assert.Contains("Freya Tanaka", list.Find("main table").TextContent, StringComparison.Ordinal);
        Assert.Contains("Record the day", form.Text, StringComparison.Ordinal);
        Assert.Empty(form.Document.QuerySelectorAll("input[type=radio]"));
        Assert.Contains("reached on 20 September 2026", done.Notice, StringComparison.Ordinal);
        Assert.Equal(302, (int)(await (await _app.NewSessionAsync("office.uk", followRedirects: false)).GetAsync(Url)).StatusCode);
        var seeing = await _app.OpenAsync("office.uk", "/cohort/progress?to=esa");
        Assert.Empty(seeing.Document.QuerySelectorAll("#progress-undated"));
        Assert.Equal("1", seeing.Find("#progress-table tbody td:nth-child(3)").TextContent.Trim());
    }

    [Fact]
    public async Task Record_NothingFilledIn_ListsWhatIsMissing()
    {
        var form = await _app.OpenAsync("office.uk", Url);

        var again = await form.SubmitAsync("form.card");
        var withoutDay = await again.SubmitAsync("form.card", new Dictionary<string, string> { ["What"] = "Reached", ["Reason"] = "Panel <minutes>" });
        var wrongDay = await withoutDay.SubmitAsync("form.card", new Dictionary<string, string> { ["On"] = "31/31/2026" });
        var tomorrow = await wrongDay.SubmitAsync("form.card", new Dictionary<string, string> { ["On"] = "2027-01-01" });

        Assert.Equal("Choose what happened.", Assert.Single(again.Errors));
        Assert.Equal("Give the day on which it was reached.", Assert.Single(withoutDay.Errors));
        Assert.Equal("This is not a day. Choose one in the calendar.", Assert.Single(wrongDay.Errors));
        Assert.Contains("has not come yet", Assert.Single(tomorrow.Errors), StringComparison.Ordinal);
        Assert.Equal("Panel <minutes>", tomorrow.Find("textarea").TextContent.Trim());
    }

    [Fact]
    public async Task Waive_ChangedMeanwhile_IsTold()
    {
        var form = await _app.OpenAsync("office.uk", Url);
        await new Acts(_app).HandInAsync("student.uk", _app.World.EsaId);

        var again = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["What"] = "NotRequired", ["Reason"] = "Other rules" });

        Assert.Contains("changed this", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Equal("Other rules", again.Find("textarea").TextContent.Trim());
    }

    [Fact]
    public async Task Waive_ThenRequire_IsAskedForAgain()
    {
        var waived = await (await _app.OpenAsync("office.uk", Url)).SubmitAsync("form.card", new Dictionary<string, string> { ["What"] = "NotRequired", ["Reason"] = "By mistake" });
        Assert.Contains("An office can require it after all", waived.Text, StringComparison.Ordinal);
        var form = await waived.FollowAsync($"a[href='{Url}']");

        var empty = await form.SubmitAsync("form.card");
        var done = await empty.SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "It was the other student." });

        Assert.Single(empty.Errors);
        Assert.Equal("Early stage assessment is required of Freya Tanaka after all.", done.Notice);
        Assert.Contains("It was the other student.", done.Find(".history").TextContent, StringComparison.Ordinal);
        Assert.Null(done.Document.QuerySelector("main .state-ok"));
    }

    [Theory]
    [InlineData("en", "One submission serves both: this is due on the day of “Early stage assessment”.")]
    [InlineData("fr", "Un seul dépôt vaut pour les deux")]
    public async Task Served_ByAnother_IsDueOnItsDayAndNeverLateByItself(string language, string expected)
    {
        await _app.SpeakAsync(language);
        var page = await _app.OpenAsync("student.uk", $"/milestones/{_app.World.JointReportId}");

        Assert.Contains(expected, page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector(".text-overdue, .state-bad"));
    }
}
