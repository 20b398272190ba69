using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Features.Account;

/// <summary>Ends this session. A link alone cannot do it: it takes a form of ours.</summary>
[AllowAnonymous]
public sealed class SignOutModel(Texts texts) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        this.Done(texts["SignOut.Done"]);
        return LocalRedirect("/account/sign-in");
    }
}
