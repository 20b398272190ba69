using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace PhdTracker.Testing;

/// <summary>A page as its reader got it, after redirects: what it says, and its forms.</summary>
public sealed partial class AppPage
{
    private readonly HttpClient _client;

    private AppPage(HttpClient client, HttpResponseMessage response, string html)
    {
        _client = client;
        (Status, Html, Headers) = (response.StatusCode, html, response.Headers);
        Url = response.RequestMessage!.RequestUri!;
        Document = new HtmlParser().ParseDocument(html);
    }

    public HttpStatusCode Status { get; }
    public string Html { get; }
    public HttpResponseHeaders Headers { get; }
    public IHtmlDocument Document { get; }

    /// <summary>Where the reader ended up.</summary>
    public Uri Url { get; }
    public string Path => Url.AbsolutePath;

    /// <summary>What the main part of the page says, runs of blanks made one.</summary>
    public string Text => Plain(Document.QuerySelector("main") ?? (INode?)Document.Body ?? Document);

    /// <summary>The antiforgery token of the page's first form.</summary>
    public string Token => Document.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")?.Value ?? "";

    /// <summary>The sentences of the error summary; empty if there is none.</summary>
    public IReadOnlyList<string> Errors => [.. Document.QuerySelectorAll("[data-error-summary] li").Select(Plain)];

    /// <summary>The notice about what was just done; null if there is none.</summary>
    public string? Notice => Document.QuerySelector(".notice[role=status]") is { } notice ? Plain(notice) : null;

    public static async Task<AppPage> OpenAsync(HttpClient client, string url)
    {
        using var response = await client.GetAsync(url);
        return await ReadAsync(client, response);
    }

    public static async Task<AppPage> ReadAsync(HttpClient client, HttpResponseMessage response) =>
        new(client, response, await response.Content.ReadAsStringAsync());

    /// <summary>The first element that matches; a test that looks for what is not there fails with the page's text.</summary>
    public IElement Find(string selector) =>
        Document.QuerySelector(selector) ?? throw new InvalidOperationException($"{Url} ({(int)Status}) has no {selector}. It says: {Text}");

    /// <summary>Follows a link.</summary>
    public Task<AppPage> FollowAsync(string selector) => OpenAsync(_client, Find(selector).GetAttribute("href")!);

    /// <summary>Sends a form as a browser would: its fields as they stand, but for the given ones.</summary>
    /// <param name="form">Selector of the form or of the button that sends it.</param>
    /// <param name="values">Field names and what is typed or chosen.</param>
    /// <param name="files">Field names and what is attached.</param>
    public async Task<AppPage> SubmitAsync(string form, IReadOnlyDictionary<string, string>? values = null, IReadOnlyList<AppFile>? files = null)
    {
        var found = Find(form);
        var element = found as IHtmlFormElement ?? found.Closest("form") as IHtmlFormElement ?? throw new InvalidOperationException($"{form} is in no form.");
        var fields = Fields(element).Where(f => values?.ContainsKey(f.Key) != true).ToList();
        fields.AddRange(values ?? new Dictionary<string, string>());
        if (found is not IHtmlFormElement && found.GetAttribute("name") is { } button)
            fields.Add(new(button, found.GetAttribute("value") ?? ""));
        var action = found.GetAttribute("formaction") ?? element.GetAttribute("action");
        var url = string.IsNullOrEmpty(action) ? Url : new Uri(Url, action);
        if (!string.Equals(element.Method, "post", StringComparison.OrdinalIgnoreCase))
            return await OpenAsync(_client, $"{url.AbsolutePath}?{await new FormUrlEncodedContent(fields).ReadAsStringAsync()}");
        using var response = await _client.PostAsync(url, Content(fields, files));
        return await ReadAsync(_client, response);
    }

    /// <summary>What stands in a page that the safety headers forbid: inline scripts, styles and handlers.</summary>
    public IReadOnlyList<string> InlineCode() =>
    [
        .. Document.QuerySelectorAll("[style], style, script:not([src]), a[href^='javascript:']").Select(e => e.OuterHtml[..Math.Min(120, e.OuterHtml.Length)]),
        .. Document.All.SelectMany(e => e.Attributes, (e, a) => (e, a)).Where(x => x.a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)).Select(x => $"<{x.e.LocalName} {x.a.Name}>"),
    ];

    private static HttpContent Content(List<KeyValuePair<string, string>> fields, IReadOnlyList<AppFile>? files)
    {
        if (files is null)
            return new FormUrlEncodedContent(fields);
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        foreach (var file in files)
        {
            var part = new ByteArrayContent(file.Bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue(file.ContentType);
            content.Add(part, file.Field, file.Name);
        }
        return content;
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        foreach (var element in form.Elements.Where(e => e.GetAttribute("name") is not null && !e.HasAttribute("disabled")))
        {
            var name = element.GetAttribute("name")!;
            switch (element)
            {
                case IHtmlInputElement { Type: "submit" or "button" or "image" or "reset" or "file" }:
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                    break;
                case IHtmlInputElement input:
                    yield return new(name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return new(name, area.Value);
                    break;
                case IHtmlSelectElement select:
                    foreach (var option in select.SelectedOptions)
                        yield return new(name, option.Value);
                    break;
            }
        }
    }

    private static string Plain(INode node) => Blanks().Replace(node.TextContent, " ").Trim();

    // Not \s: a non-breaking blank is part of the sentence.
    [GeneratedRegex("[ \t\r\n]+")]
    private static partial Regex Blanks();
}

/// <summary>A file attached to a form.</summary>
public sealed record AppFile(string Field, string Name, byte[] Bytes, string ContentType = "application/octet-stream");
