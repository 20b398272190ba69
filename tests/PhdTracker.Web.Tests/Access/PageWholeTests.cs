using System.Text.RegularExpressions;
using AngleSharp.Dom;
using PhdTracker.Core.Localisation;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Access;

/// <summary>What is true of every page, for those who may open it: a title, one main heading, words for people, no code in the page.</summary>
public sealed partial class PageWholeTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    [Theory]
    [MemberData(nameof(PageTable.Lines), MemberType = typeof(PageTable))]
    public async Task Page_WhoMayOpenIt_IsWhole(int line)
    {
        var rule = PageTable.Rules[line];
        if (rule.IsFile || rule.Allowed.Count == 0)
            return;
        // An English and a French reader, where there are both.
        foreach (var name in new[] { rule.Allowed.FirstOrDefault(n => !n.EndsWith(".fr", StringComparison.Ordinal)), rule.Allowed.FirstOrDefault(n => n.EndsWith(".fr", StringComparison.Ordinal)) }.OfType<string>().Distinct())
            Check(await world.App.OpenAsync(name, rule.Url(world)), name.EndsWith(".fr", StringComparison.Ordinal) ? "fr" : "en");
        if (rule.IsOpen)
            Check(await world.App.OpenAsync(null, rule.Url(world)), "en");
    }

    private static void Check(AppPage page, string language)
    {
        Assert.Equal(language, page.Document.DocumentElement.GetAttribute("lang"));
        Assert.NotEqual("PhdTracker", page.Document.Title);
        Assert.NotEmpty(page.Document.Title ?? "");
        Assert.True(page.Document.QuerySelectorAll("h1").Length == 1, $"{page.Path} has {page.Document.QuerySelectorAll("h1").Length} main headings");
        Assert.Empty(page.InlineCode());
        Assert.Empty(Doubled(page.Document));
        Assert.Empty(Keys(page.Document));
        Assert.Empty(page.Document.QuerySelectorAll("a[href='']").Select(a => a.OuterHtml));
        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Doubled(IDocument document) =>
        document.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => $"id {g.Key} × {g.Count()}");

    /// <summary>Keys of texts, which a reader sees where a text is missing.</summary>
    private static IEnumerable<string> Keys(IDocument document)
    {
        var families = Texts.English.Keys.Where(k => k.Contains('.', StringComparison.Ordinal)).Select(k => k[..k.IndexOf('.', StringComparison.Ordinal)]).ToHashSet();
        return Key().Matches(document.Body!.TextContent).Select(m => m.Value).Where(k => families.Contains(k[..k.IndexOf('.', StringComparison.Ordinal)]));
    }

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+(\.[A-Z][A-Za-z]+)+\b")]
    private static partial Regex Key();
}
