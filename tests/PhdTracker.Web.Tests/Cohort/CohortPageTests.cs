using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using PhdTracker.Testing;
using PhdTracker.Web.Tests.Agreements;

namespace PhdTracker.Web.Tests.Cohort;

public sealed partial class CohortPageTests(CohortApp cohort) : IClassFixture<CohortApp>
{
    private static readonly string[] Watchers = ["office.uk", "office.fr", "programme", "auditor", "unit.uk", "unit.fr", "director.uk", "other.director.uk", "school.fr", "signatory.uk", "signatory.fr"];

    public static TheoryData<string> Others => [.. World.Everybody.Except(Watchers)];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Pages_PersonWithoutTheCohort_AreRefused(string name)
    {
        foreach (var url in new[] { "/cohort", "/cohort/stages", "/cohort/stuck", "/cohort/answers", "/cohort/progress", "/cohort/outcomes", "/cohort/quality", "/cohort/filters", "/cohort/filters/save?side=UK", "/cohort/nudge?task=1", "/tasks/all" })
            Assert.Equal(HttpStatusCode.Forbidden, (await cohort.App.OpenAsync(name, url)).Status);
    }

    [Theory]
    [InlineData("/cohort")]
    [InlineData("/cohort?side=FR&mode=full-time")]
    [InlineData("/cohort?state=writing-up&side=UK")]
    [InlineData("/cohort?supervisor=peron&goal=13")]
    [InlineData("/cohort?call=999999")]
    [InlineData("/cohort?call=abc&state=nonsense&theme=-1&unit=x&mode=y")]
    [InlineData("/cohort/stages?side=FR")]
    [InlineData("/cohort/stuck")]
    [InlineData("/cohort/stuck?side=UK")]
    [InlineData("/cohort/outcomes")]
    [InlineData("/cohort/pairs?side=UK")]
    [InlineData("/cohort/risk")]
    [InlineData("/cohort/supervisors?side=FR")]
    [InlineData("/cohort/programme")]
    [InlineData("/cohort/quality")]
    [InlineData("/cohort/quality?side=FR")]
    public async Task Numbers_OfTheWholePage_LeadToListsWithAsManyRows(string url)
    {
        var page = await cohort.App.OpenAsync("programme", url);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var links = page.Document.QuerySelectorAll("main a[data-count], main a[data-number], main table td a").Where(a => a.HasAttribute("data-count") || IsNumber(a));
        foreach (var group in links.GroupBy(a => a.GetAttribute("href")!))
        {
            var list = await cohort.App.OpenAsync("programme", group.Key);
            Assert.All(group, link => Assert.True(Number(link) == Rows(list), $"{url} {link.OuterHtml}: {Number(link)} on the page, {Rows(list)} in {group.Key}"));
        }
    }

    [Theory]
    [InlineData("/cohort", 12)]
    [InlineData("/cohort?side=UK&mode=part-time&supervisor=peron", 12)]
    [InlineData("/cohort/stages", 12)]
    [InlineData("/cohort/stuck", 12)]
    [InlineData("/cohort/answers", 12)]
    [InlineData("/cohort/progress?by=side", 12)]
    [InlineData("/cohort/outcomes", 12)]
    [InlineData("/cohort/pairs", 12)]
    [InlineData("/cohort/risk", 12)]
    [InlineData("/cohort/supervisors", 12)]
    [InlineData("/cohort/programme", 12)]
    [InlineData("/cohort/pairs?order=progress", 12)]
    [InlineData("/cohort/quality?what=hdr", 12)]
    [InlineData("/cohort/quality?what=dates&side=UK", 12)]
    [InlineData("/cohort/quality?what=people", 12)]
    [InlineData("/cohort/quality?what=projects", 12)]
    [InlineData("/milestones?show=overdue", 12)]
    [InlineData("/candidatures", 12)]
    [InlineData("/tasks/all", 12)]
    public async Task Page_LargerCohort_TakesFewCommands(string url, int most)
    {
        await cohort.App.OpenAsync("office.uk", url);

        var commands = await cohort.Commands.OfAsync(() => cohort.App.OpenAsync("office.uk", url));

        Assert.True(commands <= most, $"{url} takes {commands} commands.");
    }

    [Theory]
    [InlineData("/cohort?side=UK&supervisor=okonkwo", "?side=UK&supervisor=okonkwo")]
    [InlineData("/cohort/stuck?mode=part-time", "?mode=part-time")]
    public async Task Places_NarrowedPage_KeepTheFilter(string url, string query)
    {
        var page = await cohort.App.OpenAsync("programme", url);

        Assert.All(page.Document.QuerySelectorAll(".places a"), a => Assert.EndsWith(query, a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Single(page.Document.QuerySelectorAll(".places a[aria-current=page]"));
    }

    [Theory]
    [InlineData("/cohort/stages", "promotion", "overdue")]
    [InlineData("/cohort/stuck", "Ce qui bloque", "Oldest")]
    [InlineData("/cohort/answers", "les plus lentes d’abord", "slowest")]
    [InlineData("/cohort/progress", "Combien de temps", "Median")]
    [InlineData("/cohort/outcomes", "Diplômes et départs", "degree")]
    [InlineData("/cohort/pairs", "Les deux doctorants", "starts")]
    [InlineData("/cohort/risk", "Qui est en difficulté", "overdue")]
    [InlineData("/cohort/supervisors", "Ce que portent", "Share")]
    [InlineData("/cohort/programme", "Objectif de développement", "Theme")]
    [InlineData("/cohort/quality", "HDR manquante", "missing")]
    [InlineData("/cohort/filters", "Filtres enregistrés", "Saved")]
    public async Task Pages_InFrench_SaySo(string url, string said, string unsaid)
    {
        var page = await AppPage.OpenAsync(await cohort.App.NewSessionAsync("office.fr"), url);

        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(unsaid, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/cohort?handler=Csv&table=months")]
    [InlineData("/cohort?handler=Csv&table=states")]
    [InlineData("/cohort/stages?handler=Csv")]
    [InlineData("/cohort/stuck?handler=Csv")]
    [InlineData("/cohort/progress?handler=Csv&to=esa")]
    [InlineData("/cohort/outcomes?handler=Csv")]
    [InlineData("/cohort/pairs?handler=Csv")]
    [InlineData("/cohort/risk?handler=Csv")]
    [InlineData("/cohort/supervisors?handler=Csv")]
    [InlineData("/cohort/programme?handler=Csv")]
    [InlineData("/cohort/quality?handler=Csv")]
    public async Task Sheet_OfAPage_HasItsRows(string url)
    {
        var sheet = await cohort.App.OpenAsync("programme", url);

        Assert.Equal(HttpStatusCode.OK, sheet.Status);
        Assert.True(sheet.Html.Split("\r\n").Length > 2, sheet.Html);
    }

    [Theory]
    [InlineData("stages")]
    [InlineData("stuck")]
    [InlineData("progress")]
    [InlineData("outcomes")]
    [InlineData("pairs")]
    [InlineData("risk")]
    [InlineData("supervisors")]
    [InlineData("programme")]
    public async Task Sheet_OfAPage_IsAWorkbookToo(string page)
    {
        using var answer = await (await cohort.App.SignedInAsync("programme")).GetAsync($"/cohort/{page}?handler=Xlsx");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.EndsWith(".xlsx", answer.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programme_AsPdf_FitsTwoPagesAndSaysItsNumbers()
    {
        var client = await cohort.App.SignedInAsync("programme");

        var pages = PdfText.Of(await client.GetByteArrayAsync("/cohort/programme?handler=Pdf"));

        Assert.InRange(pages.Count, 1, 2);
        Assert.Contains("SDG 13", pages[0], StringComparison.Ordinal);
        Assert.Contains("projects", pages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_SetOnTheirPage_ChangeWhoIsAtRisk()
    {
        await using var app = await App.StartAsync();
        var before = await app.OpenAsync("programme", "/cohort/risk");
        var page = await app.OpenAsync("programme", "/cohort/rules");

        var refused = await page.SubmitAsync("main form", new Dictionary<string, string> { ["OverdueDays"] = "9999" });
        var saved = await page.SubmitAsync("main form", new Dictionary<string, string> { ["OverdueDays"] = "" });

        Assert.NotEmpty(before.Document.QuerySelectorAll("a[data-number=overdue]"));
        Assert.Contains("between 0 and 365", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal("9999", refused.Find("input[name=OverdueDays]").GetAttribute("value"));
        Assert.Equal("The rules are set.", saved.Notice);
        Assert.Empty((await app.OpenAsync("programme", "/cohort/risk")).Document.QuerySelectorAll("a[data-number=overdue]"));
    }

    [Fact]
    public async Task Director_OfOneUnit_SeesTheirStudentsOnly()
    {
        var page = await cohort.App.OpenAsync("director.uk", "/cohort");

        Assert.Equal("1", page.Find("a[data-number=current]").GetAttribute("data-count"));
    }

    [Fact]
    public async Task Bell_SharedDeadlines_IsOnTheirRows()
    {
        var list = await cohort.App.OpenAsync("programme", "/milestones?show=shared");

        Assert.Equal(list.Document.QuerySelectorAll("#milestones tbody tr").Length, list.Document.QuerySelectorAll("#milestones .bell").Length);
        Assert.NotEmpty(list.Document.QuerySelectorAll(".bell"));
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

    private static bool IsNumber(IElement link) => int.TryParse((link.QuerySelector(".number-value") ?? link).TextContent.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out _);

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
