using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace PhdTracker.Web.Features.Agreements;

/// <summary>The Markdown of agreements: headings, paragraphs, lists, emphasis, and links to web pages. HTML is text.</summary>
public static class AgreementMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <summary>The parts of a text, for those who set it themselves.</summary>
    public static MarkdownDocument Parse(string text) => Markdown.Parse(text, Pipeline);

    /// <summary>As HTML, its headings below those of the page.</summary>
    public static IHtmlContent Html(string text)
    {
        var document = Parse(text);
        foreach (var heading in document.Descendants<HeadingBlock>())
            heading.Level = Math.Min(6, heading.Level + 2);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            link.IsImage = false;
            if (!IsWebPage(link.Url))
                link.Url = "";
        }
        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsWebPage(l.Url)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        return new HtmlString(writer.ToString());
    }

    private static bool IsWebPage(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
}
