using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Hosting;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Error;

/// <summary>What a person sees when a page cannot be shown: what happened, and what to do.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class IndexModel(Texts texts) : PageModel
{
    public string Title { get; private set; } = "";
    public string Body { get; private set; } = "";

    public void OnGet(int status) => Show(status);

    public void OnPost(int status) => Show(status);

    private void Show(int status)
    {
        (Title, Body) = status switch
        {
            400 or 415 => (texts["Error.Title.400"], texts["Error.Body.400"]),
            401 or 403 => (texts["Error.Title.403"], texts["Error.Body.403"]),
            404 or 405 => (texts["Error.Title.404"], texts["Error.Body.404"]),
            409 => (texts["Error.Title.409"], texts["Error.Body.409"]),
            413 => (texts["Error.Title.413"], TooLarge()),
            429 => (texts["Error.Title.429"], texts["Error.Body.429"]),
            _ => (texts["Error.Title.500"], texts["Error.Body.500", Activity.Current?.TraceId.ToString()[..8] ?? HttpContext.TraceIdentifier]),
        };
    }

    private string TooLarge() => HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint?.Metadata.GetMetadata<SaysTooLargeAttribute>() is { } page
        ? texts[page.TextKey, page.FileMegabytes, WebSetup.LargestForm / 1024 / 1024]
        : texts["Error.Body.413"];
}
