using System.Text.RegularExpressions;

namespace PhdTracker.Web.Tests.Conventions;

/// <summary>What can be seen in a page's source without running it.</summary>
public sealed partial class PageSourceTests
{
    [Fact]
    public void Pages_WithContent_HaveATitle() => None("sets no title", SourceTexts.Pages
        .Where(file => Page().IsMatch(File.ReadAllText(file)) && Content(file).Contains('<', StringComparison.Ordinal))
        .Where(file => !File.ReadAllText(file).Contains("ViewData[\"Title\"]", StringComparison.Ordinal)));

    [Fact]
    public void Pages_Markup_HasNoInlineScriptOrStyle() =>
        None("has a style, a handler or a script in the page, which the safety headers forbid", SourceTexts.Pages.Where(file => Inline().IsMatch(File.ReadAllText(file))));

    [Fact]
    public void Pages_FormsWithAnAction_CarryTheToken() => None("has a form with an action and without asp-antiforgery", SourceTexts.Pages
        .Where(file => Form().Matches(File.ReadAllText(file)).Any(m =>
            m.Value.Contains("method=\"post\"", StringComparison.OrdinalIgnoreCase)
            && m.Value.Contains(" action=", StringComparison.Ordinal)
            && !m.Value.Contains("asp-antiforgery=\"true\"", StringComparison.Ordinal))));

    [Fact]
    public void Pages_Words_ComeFromTheTextFiles() => None("has words that are in one language only", SourceTexts.Pages
        .Where(file => Words().IsMatch(Content(file))));

    /// <summary>The markup without directives, code blocks' braces left to the expressions below.</summary>
    private static string Content(string file) => Directive().Replace(File.ReadAllText(file), "");

    private static void None(string fault, IEnumerable<string> files)
    {
        var all = files.Select(SourceTexts.Short).ToList();
        Assert.True(all.Count == 0, $"{string.Join(", ", all)} {fault}.");
    }

    [GeneratedRegex(@"^\s*@page\b", RegexOptions.Multiline)]
    private static partial Regex Page();

    [GeneratedRegex(@"^\s*@(page|model|using|inject|attribute|addTagHelper|namespace)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex(@"<[^>@]*\s(style|on[a-z]+)\s*=|<style\b|<script(?![^>]*\ssrc=)", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"<form\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    // A tag, then two words of three letters and more, with no code between.
    [GeneratedRegex(@"<(?:p|h[1-6]|li|td|th|a|button|label|legend|span|dt|dd|b|strong|div)\b[^>@]*>\s*[A-Za-zÀ-ÿ’]{3,}\s+[A-Za-zÀ-ÿ’]{3,}")]
    private static partial Regex Words();
}
