using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Search;

public sealed class SearchPageTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Search_FromAnyPage_LeadsToWhatIsCalledSo()
    {
        var page = await app.OpenAsync("office.fr", "/projects");

        var found = await page.SubmitAsync("form.search-panel", new Dictionary<string, string> { ["q"] = "LEONIE dalmeida" });
        var again = await found.SubmitAsync("main form[role=search]", new Dictionary<string, string> { ["q"] = "leonie d'ALMEIDA" });

        Assert.Contains("LEONIE dalmeida", found.Text, StringComparison.Ordinal);
        Assert.NotNull(again.Document.QuerySelector($"a[href='/candidatures/{app.World.FrCandidatureId}']"));
        Assert.NotNull(again.Document.QuerySelector($"a[href='/projects/{app.World.ProjectId}']"));
    }

    [Fact]
    public async Task Search_OfAStranger_FindsNothingOfOthers()
    {
        var page = await app.OpenAsync("other.student.uk", "/search?q=chemotaxis");

        Assert.Empty(page.Document.QuerySelectorAll("main .rows a"));
        Assert.DoesNotContain("Bacterial", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_FarTooLong_LooksForItsBeginning()
    {
        var page = await app.OpenAsync("office.uk", "/search?q=" + new string('x', 500));

        Assert.Contains($"Nothing is called “{new string('x', 100)}”", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WithoutWords_SaysWhatCanBeFound() =>
        Assert.Contains("Accents and capitals do not matter", (await app.OpenAsync("nobody", "/search")).Text, StringComparison.Ordinal);
}
