using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Features.Account;

/// <summary>Switches the language or the look from the header of any page, and goes back to it.</summary>
[AllowAnonymous]
public sealed class PreferencesModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPost(string? language, string? theme, string? returnUrl)
    {
        if (language is "en" or "fr")
            Reader.Remember(HttpContext, Reader.LanguageCookie, language);
        if (theme is "light" or "dark" or "auto")
            Reader.Remember(HttpContext, Reader.ThemeCookie, theme);
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }
}
