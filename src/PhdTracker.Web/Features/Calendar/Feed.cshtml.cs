using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PhdTracker.Core.Feeds;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Calendar;

/// <summary>What a calendar program reads under a private address: whoever has the address needs no sign-in.</summary>
[AllowAnonymous]
[EnableRateLimiting(CalendarLimit.Policy)]
public sealed class FeedModel(CalendarFeeds feeds) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string token, CancellationToken ct)
    {
        var calendar = await feeds.ReadAsync(token, ct);
        Response.Headers.CacheControl = "private";
        return Content(calendar, CalendarFile.ContentType);
    }
}
