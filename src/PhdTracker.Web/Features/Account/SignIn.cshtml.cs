using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Account;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>Signing in. The answer is the same for a wrong password, an unknown address and a paused account, and takes as long.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class SignInModel(PhdTrackerDb db, SignInManager<Person> signIn, DemoPersonas personas, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IReadOnlyList<PersonaGroup> Personas { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (User.Identity?.IsAuthenticated == true)
            return LocalRedirect(Next());
        await ShowAgainAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Email))
            ModelState.AddModelError(nameof(Email), texts["SignIn.EmailMissing"]);
        if (string.IsNullOrEmpty(Password))
            ModelState.AddModelError(nameof(Password), texts["SignIn.PasswordMissing"]);
        if (ModelState.IsValid)
        {
            if (await CheckAsync(Email!, Password!, ct) is { } person)
                return await EnterAsync(person);
            ModelState.AddModelError(nameof(Email), texts["SignIn.Refused", AccountServices.WrongTries, (int)AccountServices.Pause.TotalMinutes]);
        }
        await ShowAgainAsync(ct);
        return Page();
    }

    /// <summary>One click on a demo account; there are none outside a demonstration.</summary>
    public async Task<IActionResult> OnPostPersonaAsync(CancellationToken ct)
    {
        if (await personas.FindAsync(Email, ct) is not { } person)
            return NotFound();
        return await EnterAsync(person);
    }

    public async Task ShowAgainAsync(CancellationToken cancellation) => Personas = await personas.GroupsAsync(texts, cancellation);

    private async Task<Person?> CheckAsync(string email, string password, CancellationToken ct)
    {
        var normalized = email.Trim().ToUpperInvariant();
        var person = await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == normalized, ct);
        if (person?.PasswordHash is null || await signIn.UserManager.IsLockedOutAsync(person))
        {
            // As much work as a check of a password, so that the time it takes tells nothing.
            signIn.UserManager.PasswordHasher.HashPassword(new Person("-", "-", null, "en"), password);
            return null;
        }
        var result = await signIn.CheckPasswordSignInAsync(person, password, lockoutOnFailure: true);
        return result.Succeeded ? person : null;
    }

    private async Task<IActionResult> EnterAsync(Person person)
    {
        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, PersonClaims.Session(person));
        return LocalRedirect(Next());
    }

    private string Next() => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/";
}
