using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Data;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>Switches the language or the look from the header of any page, and goes back to it.</summary>
[AllowAnonymous]
public sealed class PreferencesModel(CurrentPerson me, PhdTrackerDb db) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync(string? language, string? theme, string? returnUrl, CancellationToken cancellation)
    {
        var speaks = language is "en" or "fr" ? language : null;
        var looks = theme is "light" or "dark" or "auto" ? theme : null;
        if (speaks is not null)
            Reader.Remember(HttpContext, Reader.LanguageCookie, speaks);
        if (looks is not null)
            Reader.Remember(HttpContext, Reader.ThemeCookie, looks);
        if (me.Id is not null)
        {
            var person = await me.PersonAsync(cancellation);
            person.Prefer(speaks ?? person.Language, looks ?? person.Theme);
            await db.SaveChangesAsync(cancellation);
        }
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }
}
