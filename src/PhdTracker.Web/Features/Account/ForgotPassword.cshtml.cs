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
    /// <summary>The answer comes no sooner.</summary>
    public static readonly TimeSpan AnswerAfter = TimeSpan.FromMilliseconds(500);

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
        // Writing a mail takes longer than finding nobody: what is waited for tells nothing.
        await Task.WhenAll(request.HandleAsync(new RequestPasswordReset(Email), ct), Task.Delay(AnswerAfter, ct));
        Sent = true;
        return Page();
    }
}
