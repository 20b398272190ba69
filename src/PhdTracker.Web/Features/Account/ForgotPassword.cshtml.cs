using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PhdTracker.Core.Account;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>Asks for a link to choose a new password. The answer is the same whether the address is known or not.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class ForgotPasswordModel(RequestPasswordResetHandler request, Texts texts) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    public bool Sent { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Email))
        {
            ModelState.AddModelError(nameof(Email), texts["SignIn.EmailMissing"]);
            return Page();
        }
        await request.HandleAsync(new RequestPasswordReset(Email), ct);
        Sent = true;
        return Page();
    }
}
