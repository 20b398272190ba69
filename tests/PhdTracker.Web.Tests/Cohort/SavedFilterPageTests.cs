using System.Net;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Cohort;

public sealed class SavedFilterPageTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Filter_SavedAndShared_IsFoundByOthersWithinTheirScope()
    {
        var page = await (await app.OpenAsync("office.uk", "/cohort?side=FR")).FollowAsync("#cohort-tools a[href^='/cohort/filters/save']");
        Assert.Contains("Side: FR", page.Text, StringComparison.Ordinal);

        var saved = await page.SubmitAsync("main form", new Dictionary<string, string> { ["Name"] = "French side", ["IsShared"] = "true" });

        Assert.Equal("/cohort", saved.Path);
        Assert.Contains("French side", saved.Notice, StringComparison.Ordinal);
        var others = await app.OpenAsync("school.fr", "/cohort/filters");
        Assert.Contains("French side", others.Text, StringComparison.Ordinal);
        Assert.Empty(others.Document.QuerySelectorAll("#saved-filters form"));
        var opened = await others.FollowAsync("#saved-filters a.row-title");
        Assert.Equal("1", opened.Find("a[data-number=current]").GetAttribute("data-count"));
    }

    [Fact]
    public async Task Filter_WithoutAName_KeepsWhatWasTyped()
    {
        var page = await app.OpenAsync("office.fr", "/cohort/filters/save?side=UK");

        var refused = await page.SubmitAsync("main form", new Dictionary<string, string> { ["Name"] = " ", ["IsShared"] = "true" });

        Assert.Equal(["Give the filter a name."], refused.Errors.Select(e => e.Replace("Donnez un nom au filtre.", "Give the filter a name.", StringComparison.Ordinal)));
        Assert.NotNull(refused.Document.QuerySelector("input[name=IsShared][checked]"));
    }

    [Fact]
    public async Task Filter_ChangedInTwoWindows_TheSecondIsTold()
    {
        await (await app.OpenAsync("programme", "/cohort/filters/save?side=UK")).SubmitAsync("main form", new Dictionary<string, string> { ["Name"] = "First" });
        var list = await app.OpenAsync("programme", "/cohort/filters");
        var (one, two) = (await list.FollowAsync("#saved-filters .row-end a"), await list.FollowAsync("#saved-filters .row-end a"));
        await one.SubmitAsync("main form", new Dictionary<string, string> { ["Name"] = "Renamed" });

        var late = await two.SubmitAsync("main form", new Dictionary<string, string> { ["Name"] = "Too late" });

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Equal("Too late", late.Find("input[name=Name]").GetAttribute("value"));
        var after = await app.OpenAsync("programme", "/cohort/filters");
        Assert.Contains("Renamed", after.Text, StringComparison.Ordinal);
        var deleted = await after.SubmitAsync("#saved-filters form");
        Assert.Contains("Renamed", deleted.Notice, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.OpenAsync("office.uk", one.Path)).Status);
    }
}
