using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ExcelDataReader;
using PhdTracker.Testing;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Tests.Conventions;

namespace PhdTracker.Web.Tests.Access;

/// <summary>Every list of the app can be taken along, by those who see it, with the lines that it has.</summary>
public sealed partial class DownloadTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    /// <summary>Lists that nobody takes along: what the app is made of, and one's own addresses.</summary>
    private static readonly string[] NotWork = ["/Routes/Index", "/Milestones/Rules/Index", "/Cohort/Filters/Index"];

    /// <summary>Lists that have other lines than their pages have rows: several of one row, or open calls beside the others.</summary>
    private static readonly string[] OtherLines = ["/Audit/Case", "/Import/Details", "/Milestones/Shifts/Details", "/Calls/Index"];

    public static TheoryData<int> Lists => [.. Enumerable.Range(0, PageTable.Rules.Count).Where(i => IsList(PageTable.Rules[i].Page))];

    [Fact]
    public void Pages_WithAPagedList_OfferItAsAFile()
    {
        var without = SourceTexts.Pages.Where(file => File.ReadAllText(file).Contains("\"_Pager\"", StringComparison.Ordinal))
            .Select(file => SourceTexts.Short(file).Replace('\\', '/')["src/PhdTracker.Web/Features".Length..^".cshtml".Length])
            .Where(page => !IsList(page)).Except(NotWork).ToList();

        Assert.True(without.Count == 0, $"{string.Join(", ", without)} show a list that cannot be taken along: derive from ListPageModel and show _Downloads.");
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Download_Everybody_IsForThoseWhoMayOpenThePage(int line)
    {
        var rule = PageTable.Rules[line];
        var url = rule.Url(world);
        foreach (var name in World.Everybody.Except(rule.Allowed))
        {
            var answer = await world.App.OpenAsync(name, With(url, "handler=Csv"));
            Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{name} got {(int)answer.Status} from {answer.Url}");
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Download_OfTheWholeListAndNarrowed_HasTheLinesOfThePage(int line)
    {
        var rule = PageTable.Rules[line];
        var url = rule.Url(world);
        var narrowed = rule.Page.StartsWith("/Cohort/", StringComparison.Ordinal) ? [] : rule.Queries.Where(q => !q.Contains("handler=", StringComparison.Ordinal));
        foreach (var name in new[] { "programme", "office.fr" }.Where(rule.Allowed.Contains).DefaultIfEmpty(rule.Allowed.First()))
        {
            foreach (var shown in narrowed.Select(q => With(url, q[1..])).Prepend(url))
                await CompareAsync(rule, name, shown);
        }
    }

    [Fact]
    public async Task Download_OfTheProposalsOfACall_IsNotForThoseWhoSeeOnlyTheCall() =>
        Assert.Equal(HttpStatusCode.NotFound, (await world.App.OpenAsync("student.uk", $"/calls/{world.World.OpenCallId}?handler=csv")).Status);

    private async Task CompareAsync(PageRule rule, string name, string shown)
    {
        var page = await world.App.OpenAsync(name, shown);
        var links = page.Document.QuerySelectorAll("main a[href*='handler=']").Select(a => a.GetAttribute("href")!).Where(h => h.EndsWith("=Csv", StringComparison.Ordinal) || h.EndsWith("=Xlsx", StringComparison.Ordinal)).ToList();
        var total = page.Document.QuerySelector("nav.pager .sub") is { } range ? int.Parse(LastNumber().Match(range.TextContent).Value, CultureInfo.InvariantCulture) : 0;
        if (links.Count == 0)
        {
            Assert.True(total == 0 || IsOwn(rule.Page), $"{shown} has {total} rows and nothing to take them along ({name})");
            return;
        }
        var client = await world.App.SignedInAsync(name);
        using var csv = await client.GetAsync(new Uri(links[0], UriKind.Relative));
        using var xlsx = await client.GetAsync(new Uri(links[1], UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, "text/csv"), (csv.StatusCode, csv.Content.Headers.ContentType?.MediaType));
        Assert.Equal([0xEF, 0xBB, 0xBF], (await csv.Content.ReadAsByteArrayAsync()).Take(3));
        Assert.Equal(HttpStatusCode.OK, xlsx.StatusCode);
        var lines = Rows(await xlsx.Content.ReadAsByteArrayAsync()) - 1;
        Assert.True(OtherLines.Contains(rule.Page) || rule.Page.StartsWith("/Cohort/", StringComparison.Ordinal) || total == 0 ? lines >= total : lines == total, $"{shown} has {total} rows, its file {lines} lines ({name})");
    }

    /// <summary>Lists that everybody has, but of which only those who follow others' work take a file along.</summary>
    private static bool IsOwn(string page) => page is "/Candidatures/Index" or "/Proposals/Index";

    private static bool IsList(string page)
    {
        var model = typeof(ListPageModel).Assembly.GetType($"PhdTracker.Web.Features{page.Replace('/', '.')}Model");
        return model is not null && model.IsAssignableTo(typeof(ListPageModel));
    }

    private static string With(string url, string query) => url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query;

    private static int Rows(byte[] workbook)
    {
        using var content = new MemoryStream(workbook);
        using var reader = ExcelReaderFactory.CreateReader(content);
        return reader.RowCount;
    }

    [GeneratedRegex(@"\d+", RegexOptions.RightToLeft)]
    private static partial Regex LastNumber();
}
