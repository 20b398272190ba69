using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace PhdTracker.Web.Layout;

/// <summary>A sentence for the next page: what was done, and whose desk it is on now.</summary>
public static class Notice
{
    private const string Key = "Notice";

    /// <summary>Tells on the next page, once, what was done.</summary>
    public static void Done(this PageModel page, string sentence) => page.TempData[Key] = sentence;

    /// <summary>The sentence that waits to be told, if there is one.</summary>
    public static string? Take(ITempDataDictionary data) => data[Key] as string;
}
