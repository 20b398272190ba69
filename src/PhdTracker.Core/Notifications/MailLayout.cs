using System.Text.Encodings.Web;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Notifications;

/// <summary>How every mail looks: greeting, sentences, one link, who sent it.</summary>
/// <param name="baseAddress">Address of the app as its readers reach it, such as <c>https://phd.example.org</c>.</param>
public sealed class MailLayout(Uri baseAddress)
{
    /// <summary>The mail as text and as HTML; the paragraphs of the body are separated by line breaks.</summary>
    public (string Text, string Html) Render(Texts texts, string name, string subject, string body, string path)
    {
        var link = new Uri(baseAddress, path).ToString();
        var greeting = texts["Mail.Greeting", name];
        var footer = texts["Mail.Footer"];
        var text = $"{greeting}\n\n{body}\n\n{texts["Mail.Open"]}\n{link}\n\n-- \n{footer}\n";
        var encode = HtmlEncoder.Default;
        var paragraphs = string.Concat(body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(p => $"<p>{encode.Encode(p)}</p>"));
        var html = $"""
            <!doctype html>
            <html lang="{texts.Language}"><head><meta charset="utf-8"><title>{encode.Encode(subject)}</title></head>
            <body style="font-family:system-ui,sans-serif;line-height:1.5;color:#1d2733;max-width:36rem;margin:0 auto;padding:1.5rem">
            <p>{encode.Encode(greeting)}</p>{paragraphs}
            <p><a href="{encode.Encode(link)}" style="display:inline-block;background:#3b4cca;color:#fff;padding:.6rem 1rem;border-radius:6px;text-decoration:none">{encode.Encode(texts["Mail.Open"])}</a></p>
            <p style="color:#5b6472;font-size:.875rem">{encode.Encode(footer)}</p>
            </body></html>
            """;
        return (text, html);
    }
}
