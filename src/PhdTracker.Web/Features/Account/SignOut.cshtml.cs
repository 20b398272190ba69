using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>Ends this session. A link alone cannot do it: it takes a form of ours.</summary>
[AllowAnonymous]
public sealed class SignOutModel(CurrentPerson me, SignInSession session, Texts texts) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await session.LeaveAsync(me.SessionId, ct);
        this.Done(texts["SignOut.Done"]);
        return LocalRedirect("/account/sign-in");
    }
}
