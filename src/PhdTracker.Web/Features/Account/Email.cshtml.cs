using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PhdTracker.Core.Account;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>The address that one signs in with, and changing it.</summary>
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class EmailModel(CurrentPerson me, EmailChanges changes, RequestEmailChangeHandler request, CancelEmailChangeHandler cancel, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public string Current { get; private set; } = "";
    public EmailChange? Change { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await request.HandleAsync(new RequestEmailChange(Email, Password, me.SessionId), await me.PersonAsync(ct), ct);
        this.Done(texts["Email.Sent"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostCancelAsync(CancellationToken ct)
    {
        await cancel.HandleAsync(new CancelEmailChange(), await me.PersonAsync(ct), ct);
        this.Done(texts["Email.Cancelled"]);
        return RedirectToPage();
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var person = await me.PersonAsync(cancellation);
        Current = person.Email ?? "";
        Change = await changes.OfAsync(person.Id, cancellation);
    }
}
