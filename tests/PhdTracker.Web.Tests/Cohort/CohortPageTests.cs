using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Cohort;

public sealed partial class CohortPageTests(CohortApp cohort) : IClassFixture<CohortApp>
{
    private static readonly string[] Watchers = ["office.uk", "office.fr", "programme", "auditor"];

    public static TheoryData<string> Others => [.. World.Everybody.Except(Watchers)];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Pages_PersonWithoutTheCohort_AreRefused(string name)
    {
        foreach (var url in new[] { "/cohort", "/tasks/all" })
            Assert.Equal(HttpStatusCode.Forbidden, (await cohort.App.OpenAsync(name, url)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?side=FR")]
    [InlineData("?state=writing-up&side=UK")]
    [InlineData("?call=999999")]
    [InlineData("?call=abc&state=nonsense&theme=-1")]
    public async Task Numbers_OfTheWholePage_LeadToListsWithAsManyRows(string query)
    {
        var page = await cohort.App.OpenAsync("programme", "/cohort" + query);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var links = page.Document.QuerySelectorAll("a[data-number], a.heat-link[data-count], #states-table td a, #months-table td a");
        foreach (var group in links.GroupBy(a => a.GetAttribute("href")!))
        {
            var list = await cohort.App.OpenAsync("programme", group.Key);
            Assert.All(group, link => Assert.True(Number(link) == Rows(list), $"{query} {link.OuterHtml}: {Number(link)} on the page, {Rows(list)} in {group.Key}"));
        }
    }

    [Fact]
    public async Task Numbers_MixedCohort_AreThere()
    {
        var page = await cohort.App.OpenAsync("office.uk", "/cohort");

        Assert.All(page.Document.QuerySelectorAll("a[data-number]"), a => Assert.True(Number(a) > 0, a.OuterHtml));
        Assert.Contains("30 projects", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(page.Document.QuerySelectorAll(".rows li"));
    }

    [Fact]
    public async Task Page_InFrench_SaysSo()
    {
        var client = await cohort.App.NewSessionAsync("office.fr");

        var page = await AppPage.OpenAsync(client, "/cohort");

        Assert.Contains("Où en est chaque promotion", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("overdue", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/milestones")]
    [InlineData("/candidatures")]
    [InlineData("/projects")]
    [InlineData("/tasks/all")]
    [InlineData("/cohort")]
    [InlineData("/audit")]
    public async Task Lists_StrangeAddresses_AreShown(string path)
    {
        var page = await cohort.App.OpenAsync("programme", path + "?page=9999&show=%00&stage=x&start=0&month=2026-13&q=%25%27%3B--&student=%3Cb%3E&who=%C3%A9&case='&from=x&to=31-12&left=no&holder=0");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("<b>\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_SecondPage_GoesOn()
    {
        var first = await cohort.App.OpenAsync("programme", "/candidatures");
        var second = await first.FollowAsync("a[rel=next]");

        Assert.Equal(60, Rows(first));
        Assert.Equal(25, second.Document.QuerySelectorAll("#candidatures tbody tr").Length);
        Assert.Empty(Names(first).Intersect(Names(second)));

        static IEnumerable<string?> Names(AppPage page) => page.Document.QuerySelectorAll("#candidatures tbody th a").Select(a => a.GetAttribute("href"));
    }

    private static int Number(IElement link) =>
        int.Parse(link.GetAttribute("data-count") ?? (link.QuerySelector(".number-value") ?? link).TextContent.Trim(), CultureInfo.InvariantCulture);

    /// <summary>How many rows a list has on all its pages: what it says, which must be what it shows where one page holds them.</summary>
    private static int Rows(AppPage list)
    {
        Assert.Equal(HttpStatusCode.OK, list.Status);
        var shown = list.Document.QuerySelectorAll("main table tbody tr").Length;
        if (list.Document.QuerySelector(".pager .sub") is not { } pager)
            return shown;
        var total = int.Parse(Total().Match(pager.TextContent).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(Math.Min(25, total), shown);
        return total;
    }

    [GeneratedRegex(@"(\d+)\s*$")]
    private static partial Regex Total();
}
