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
public sealed class SignInModel(PhdTrackerDb db, UserManager<Person> users, SignInSession session, PasskeySignIn passkeys, DemoPersonas personas, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>What a passkey has answered, as the browser gives it.</summary>
    [BindProperty]
    public string? Credential { get; set; }

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
                return await EnterAsync(person, ct);
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
        return await EnterAsync(person, ct);
    }

    /// <summary>The question for a passkey of anybody.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => Content(await passkeys.AskAsync(null), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken ct)
    {
        if (await passkeys.CheckAsync(Credential, ct) is { } person)
        {
            await session.EnterAsync(person, SignInWay.Passkey, ct);
            return LocalRedirect(Next());
        }
        ModelState.AddModelError("", texts["Passkey.Refused"]);
        await ShowAgainAsync(ct);
        return Page();
    }

    public async Task ShowAgainAsync(CancellationToken cancellation) => Personas = await personas.GroupsAsync(texts, cancellation);

    private async Task<Person?> CheckAsync(string email, string password, CancellationToken ct)
    {
        var normalized = email.Trim().ToUpperInvariant();
        var person = await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == normalized, ct);
        if (person?.PasswordHash is null || await users.IsLockedOutAsync(person))
        {
            // As much work as a check of a password, so that the time it takes tells nothing.
            users.PasswordHasher.HashPassword(new Person("-", "-", null, "en"), password);
            return null;
        }
        if (!await users.CheckPasswordAsync(person, password))
        {
            await users.AccessFailedAsync(person);
            return null;
        }
        // Who has yet to show a second factor keeps their wrong tries: else each right password would give new ones.
        if (!person.TwoFactorEnabled)
            await users.ResetAccessFailedCountAsync(person);
        return person;
    }

    private async Task<IActionResult> EnterAsync(Person person, CancellationToken ct) =>
        await session.EnterByPasswordAsync(person, ct) ? LocalRedirect(Next()) : RedirectToPage("/Account/SecondStep", new { ReturnUrl = Next() });

    private string Next() => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/";
}
