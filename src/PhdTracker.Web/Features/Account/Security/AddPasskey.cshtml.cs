using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PhdTracker.Core.Account;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account.Security;

/// <summary>Making a passkey on this device, or on one that it reaches.</summary>
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class AddPasskeyModel(CurrentPerson me, PasskeySignIn passkeys, AddPasskeyHandler add, Texts texts) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Credential { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostOptionsAsync(CancellationToken ct) => Content(await passkeys.AskForNewAsync(await me.PersonAsync(ct)), "application/json");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var person = await me.PersonAsync(ct);
        if (await passkeys.CheckNewAsync(Credential, person) is not { } passkey)
        {
            ModelState.AddModelError("", texts["Passkey.NotMade"]);
            return Page();
        }
        await add.HandleAsync(new AddPasskey(passkey, Name, Device.Describe(Request.Headers.UserAgent), me.SessionId), person, ct);
        this.Done(texts["Passkey.Done"]);
        return RedirectToPage("Index");
    }
}
