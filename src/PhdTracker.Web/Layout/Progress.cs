using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PhdTracker.Web.Layout;

/// <summary>How far the background is with something: the partial <c>_Progress</c>, which asks for its page anew until the work is done.</summary>
/// <param name="Total">0 where it is not known yet.</param>
/// <param name="Note">What else is to be said while it is not; null for nothing.</param>
public sealed record Progress(int Done, int Total, string? Note = null);

/// <summary>What a page that shows <see cref="Progress"/> does at the end.</summary>
public static class ProgressExtensions
{
    /// <summary>The work is done: whoever watches it sees the page as it is now.</summary>
    public static void EndProgress(this PageModel page)
    {
        if (page.Request.Headers.ContainsKey("HX-Request"))
            page.Response.Headers["HX-Refresh"] = "true";
    }
}
