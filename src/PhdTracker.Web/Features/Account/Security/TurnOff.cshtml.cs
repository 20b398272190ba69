using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PhdTracker.Core.Account;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account.Security;

/// <summary>Turning the authenticator app off, where no role asks for it.</summary>
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class TurnOffModel(CurrentPerson me, SecondFactors factors, TurnOffAuthenticatorHandler turnOff, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Password { get; set; }

    public bool IsRequired { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!(await me.PersonAsync(ct)).TwoFactorEnabled)
            return RedirectToPage("Index");
        await ShowAgainAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await turnOff.HandleAsync(new TurnOffAuthenticator(Password), await me.PersonAsync(ct), ct);
        this.Done(texts["TurnOff.Done"]);
        return RedirectToPage("Index");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var person = await me.PersonAsync(cancellation);
        IsRequired = await factors.IsRequiredAsync(person.Id, cancellation) && !await factors.HasPasskeyAsync(person.Id, cancellation);
    }
}
