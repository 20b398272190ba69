using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PhdTracker.Core;
using PhdTracker.Core.Account;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>Agreeing to a change of address by a link from a mail. Opening the link does nothing yet: programs that read mail do that too.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class ConfirmEmailModel(CurrentPerson me, EmailChanges changes, ConfirmEmailChangeHandler confirm, CancelEmailChangeHandler cancel, Texts texts) : PageModel, IShowAgain
{
    [BindProperty(Name = "token", SupportsGet = true)]
    public string? Token { get; set; }

    public EmailChange? Change { get; private set; }
    public EmailSide Side { get; private set; } = EmailSide.New;

    /// <summary>Why the link does not work, in words.</summary>
    public string? Problem { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var changed = await confirm.HandleAsync(new ConfirmEmailChange(Token, me.Id, me.SessionId), ct);
        if (!changed)
        {
            this.Done(texts["ConfirmEmail.AgreedWaits"]);
            return RedirectToPage(new { token = Token });
        }
        this.Done(texts["ConfirmEmail.Changed"]);
        return LocalRedirect(me.Id is null ? "/account/sign-in" : "/account/email");
    }

    public async Task<IActionResult> OnPostRefuseAsync(CancellationToken ct)
    {
        await cancel.HandleAsync(new RefuseEmailChange(Token, me.Id), ct);
        this.Done(texts["ConfirmEmail.Refused"]);
        return LocalRedirect(me.Id is null ? "/account/sign-in" : "/account/email");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        try
        {
            (Change, Side) = await changes.FindAsync(Token, me.Id, cancellation);
        }
        catch (DomainRuleException problem)
        {
            Problem = problem.In(texts);
        }
    }
}
