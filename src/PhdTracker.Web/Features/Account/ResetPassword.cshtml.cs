using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Account;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>Choosing a password by a link from a mail: a new one, or the first one of somebody who was invited.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class ResetPasswordModel(PhdTrackerDb db, PasswordLinks links, SetPasswordHandler set, Texts texts) : PageModel, IShowAgain
{
    [BindProperty(Name = "person", SupportsGet = true)]
    public int PersonId { get; set; }

    [BindProperty(Name = "token", SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    public bool Works { get; private set; }

    /// <summary>Whether it is the person's first password.</summary>
    public bool IsFirst { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Password != Again)
        {
            ModelState.AddModelError(nameof(Again), texts["ResetPassword.Differ"]);
            await ShowAgainAsync(ct);
            return Page();
        }
        await set.HandleAsync(new SetPassword(PersonId, Token, Password), ct);
        this.Done(texts["ResetPassword.Done"]);
        return LocalRedirect("/account/sign-in");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == PersonId, cancellation);
        Works = person is { IsClosed: false } && await links.WorksAsync(person, Token);
        IsFirst = Works && person!.PasswordHash is null;
    }
}
